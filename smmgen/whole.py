"""Write files that nobody ever sees half."""

import os
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees its old or its new bytes, and never a part of them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # named here, as `tempfile` takes as long to load as some commands take in all
    part = path.parent / f".{os.getpid()}-{os.urandom(6).hex()}.part"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        part.chmod(0o644)  # whatever the mask: a server that shows the site is somebody else
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
