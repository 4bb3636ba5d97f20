"""Write files that nobody ever sees half."""

import os
from collections.abc import Iterable
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees its old or its new bytes, and never a part of them."""
    write_parts(path, (data,))


def write_parts(path: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file as `write_whole` does, part by part: no more than one of them has to be in memory."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # named here, as `tempfile` takes as long to load as some commands take in all
    part = path.parent / f".{os.getpid()}-{os.urandom(6).hex()}.part"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            for data in parts:
                file.write(data)
        part.chmod(0o644)  # whatever the mask: a server that shows the site is somebody else
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
