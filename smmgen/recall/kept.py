"""Files kept from run to run: wholly or not at all, and what is broken in one counts as not there.

A file has short parts, which are read at once, and a long one last, of which a piece may be read alone. What
a later run adds stands behind it; each addition vouches for all before it, so that of two runs that add to
the same file at once the second is not heard.
"""

import os
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from smmgen import __version__
from smmgen.recall.tracked import is_tracked
from smmgen.whole import write_parts, write_whole

_MAGIC = f"smmgen {__version__} 3\n".encode()
"""What another version kept is not read. Between versions, raise the number wherever the layout changes."""

_FRAME = 12

Piece = tuple[int, int, int]
"""Where a piece of the long part begins, its length in bytes, and its checksum."""


class Pile:
    """The long part of a file while it is gathered: an array (of MessagePack) of so many pieces."""

    def __init__(self, count: int) -> None:
        self.data = [b"\xdd" + count.to_bytes(4, "big")]
        self._end = len(self.data[0])

    def add(self, data: bytes) -> Piece:
        """Add a piece; return where it is."""
        start, size = self._end, len(data)
        self._end += size
        self.data.append(data)
        return start, size, zlib.crc32(data)


class Recalled(Struct, frozen=True):
    """What is read of a file at once: its short parts, what was added, and where the long part is.

    `seal` is the checksum that the next addition has to go on from; None where nothing may be added.
    """

    place: Path | None
    short: tuple[bytes, ...]
    added: tuple[bytes, ...] = ()
    long: Piece = (0, 0, 0)
    seal: int | None = None

    def piece(self, piece: Piece) -> bytes:
        """Return a piece of the long part; empty where it is not what was written."""
        start, size, checksum = piece
        data = self._read(self.long[0] + start, size)
        return data if len(data) == size and zlib.crc32(data) == checksum else b""

    def whole(self) -> bytes:
        """Return the long part; empty where it is not what was written."""
        start, size, checksum = self.long
        data = self._read(start, size)
        return data if zlib.crc32(data) == checksum else b""

    def _read(self, start: int, size: int) -> bytes:
        try:
            with open(self.place or "", "rb") as file:  # noqa: PTH123  (the same file many times)
                file.seek(start)
                return file.read(size)
        except OSError:
            return b""


def keep(place: Path, short: Sequence[bytes], long: Sequence[bytes] = ()) -> None:
    """Write parts into a file, each with a checksum; where that is impossible, do nothing."""
    with suppress(OSError):  # what cannot be kept costs time, nothing else
        if not (ignore := place.parent / ".gitignore").exists():
            write_whole(ignore, b"*\n")
        # one after another, as they may be long: joined they would be in memory twice
        write_parts(place, (_MAGIC, *_framed(short), _frame(long), *long))


def add(known: Recalled, part: bytes) -> None:
    """Add to a file what changed since it was recalled; where that is impossible, do nothing."""
    if known.place is None or known.seal is None:
        return
    with suppress(OSError), known.place.open("ab") as file:
        file.write(_frame((part,), known.seal) + part)


def recall(place: Path | None, count: int) -> Recalled:
    """Return what a file has, with so many short parts; one that is not what was written is empty.

    So is all of a file that came along with a repository.
    """
    nothing = Recalled(place, (b"",) * count)
    if place and is_tracked(place.parent):
        return nothing
    try:
        with open(place or "", "rb") as file:  # noqa: PTH123  (empty for no place at all)
            return _recalled(file, place, count) if file.read(len(_MAGIC)) == _MAGIC else nothing
    except OSError:
        return nothing


def _recalled(file: BinaryIO, place: Path | None, count: int) -> Recalled:
    end = os.fstat(file.fileno()).st_size
    read = [_part(file, end) for _ in range(count)]
    short = tuple(data for data, _ in read)
    size, checksum = _head(file.read(_FRAME))
    start = file.tell()
    size = min(size, end - start)
    file.seek(start + size)
    seal = _seal([*(one for _, one in read), checksum])
    added = list(_added(file, end, seal))
    is_whole = file.tell() == end and all(short)
    last = added[-1][1] if added else seal
    return Recalled(
        place, short, tuple(data for data, _ in added), (start, size, checksum), last if is_whole else None
    )


def _seal(checksums: Sequence[int]) -> int:
    """Return what the first addition has to go on from."""
    return zlib.crc32(b"".join(one.to_bytes(4, "big") for one in checksums))


def _added(file: BinaryIO, end: int, seal: int) -> Iterator[tuple[bytes, int]]:
    """Yield what was added, with its checksums, up to where one does not go on from the one before."""
    while file.tell() < end:
        start = file.tell()
        data, seal = _part(file, end, seal)
        if not data:
            file.seek(start)
            return
        yield data, seal


def _framed(parts: Sequence[bytes]) -> Iterator[bytes]:
    for part in parts:
        yield _frame((part,))
        yield part


def _frame(pieces: Sequence[bytes], seal: int = 0) -> bytes:
    for piece in pieces:
        seal = zlib.crc32(piece, seal)
    return sum(map(len, pieces)).to_bytes(8, "big") + seal.to_bytes(4, "big")


def _head(frame: bytes) -> tuple[int, int]:
    return int.from_bytes(frame[:8], "big"), int.from_bytes(frame[8:], "big")


def _part(file: BinaryIO, end: int, seal: int = 0) -> tuple[bytes, int]:
    """Read a part; return it with its checksum, empty where it is not what was written."""
    frame = file.read(_FRAME)
    size, checksum = _head(frame)
    part = file.read(min(size, end))
    is_same = len(part) == size and zlib.crc32(part, seal) == checksum
    return (part if is_same else b""), checksum
