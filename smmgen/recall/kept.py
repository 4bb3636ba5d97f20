"""Files kept from run to run: wholly or not at all, and what is broken in one counts as not there."""

import zlib
from contextlib import suppress
from pathlib import Path

from smmgen.whole import write_whole

_MAGIC = b"smmgen 1\n"


def keep(place: Path, *parts: bytes) -> None:
    """Write parts into a file, each with a checksum; where that is impossible, do nothing."""
    with suppress(OSError):  # what cannot be kept costs time, nothing else
        if not (ignore := place.parent / ".gitignore").exists():
            write_whole(ignore, b"*\n")
        write_whole(place, _MAGIC + b"".join(_framed(part) for part in parts))


def recall(place: Path, count: int) -> list[bytes]:
    """Return so many parts of a file; a part that is not what was written is empty."""
    try:
        data = place.read_bytes()
    except OSError:
        data = b""
    rest = data[len(_MAGIC) :] if data.startswith(_MAGIC) else b""
    parts = []
    for _ in range(count):
        part, rest = _part(rest)
        parts.append(part)
    return parts


def _framed(part: bytes) -> bytes:
    return len(part).to_bytes(8, "big") + zlib.crc32(part).to_bytes(4, "big") + part


def _part(data: bytes) -> tuple[bytes, bytes]:
    end = 12 + int.from_bytes(data[:8], "big")
    part = data[12:end]
    is_whole = zlib.crc32(part) == int.from_bytes(data[8:12], "big")
    return part if is_whole else b"", data[end:]
