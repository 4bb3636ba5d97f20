"""Files kept from run to run: wholly or not at all, and what is broken in one counts as not there."""

import os
import zlib
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from smmgen.whole import write_parts, write_whole

_MAGIC = b"smmgen 1\n"


def keep(place: Path, *parts: bytes) -> None:
    """Write parts into a file, each with a checksum; where that is impossible, do nothing."""
    with suppress(OSError):  # what cannot be kept costs time, nothing else
        if not (ignore := place.parent / ".gitignore").exists():
            write_whole(ignore, b"*\n")
        # one after another, as they may be long: joined they would be in memory twice
        write_parts(place, (_MAGIC, *(piece for part in parts for piece in (_frame(part), part))))


def recall(place: Path, count: int) -> list[bytes]:
    """Return so many parts of a file; a part that is not what was written is empty."""
    try:
        with place.open("rb") as file:
            is_ours = file.read(len(_MAGIC)) == _MAGIC
            return [_part(file) if is_ours else b"" for _ in range(count)]
    except OSError:
        return [b""] * count


def _frame(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + zlib.crc32(part).to_bytes(4, "big")


def _part(file: BinaryIO) -> bytes:
    frame = file.read(12)
    size = min(int.from_bytes(frame[:8], "big"), os.fstat(file.fileno()).st_size)
    part = file.read(size)
    return part if _frame(part) == frame else b""
