"""Read what a font file can draw."""

import struct
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from smmgen.hashes import sha256
from smmgen.model.theme import FontFile, Typeface

_SIGNS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
"""How TrueType and OpenType files start. Source: OpenType 1.9, table directory."""


def read_typeface(path: str, data: bytes) -> Typeface | None:
    """Return a font; None where the file is no TrueType or OpenType font that can be drawn with."""
    if data[:4] not in _SIGNS:
        return None
    try:
        file = _opened(lambda: data)
        _try_out(file)
        return Typeface(path, sha256(data).hexdigest(), lambda: file, _is_colour(data))
    except (struct.error, IndexError, OSError):
        return None


HEAD = 1024
"""So many bytes hold a font's table directory, with a checksum of each table."""


def our_typeface(path: str, file: Path) -> Typeface:
    """Return a font of our own package, known to be good; only its head is read until a text needs it."""
    with file.open("rb") as opened:
        head = opened.read(HEAD)
    open_it = cache(lambda: _opened(file.read_bytes, str(file)))
    return Typeface(path, sha256(head).hexdigest(), open_it, _is_colour(head))


def _opened(read: Callable[[], bytes], place: str = "") -> FontFile:
    data = read()
    return FontFile(read, frozenset(_covers(data)), _strike(data), place)


def _is_colour(head: bytes) -> bool:
    return any(_table(head, name) for name in (b"CBDT", b"sbix", b"COLR"))


def _strike(data: bytes) -> int:
    """Return the size of the first pictures. Source: OpenType 1.9, `CBLC` and `sbix`."""
    if table := _table(data, b"CBLC"):
        return data[table + 8 + 45]
    if table := _table(data, b"sbix"):
        return _u16(data, table + _u32(data, table + 8))
    return 0


def _try_out(file: FontFile) -> None:
    from PIL import ImageFont  # a repository without a theme of its own should not pay for it

    ImageFont.truetype(BytesIO(file.read()), file.strike or 12)


def _covers(data: bytes) -> set[int]:
    """Read the character map. Source: OpenType 1.9, `cmap`, formats 4 and 12."""
    table = _table(data, b"cmap")
    if not table:
        raise IndexError("cmap")
    count = _u16(data, table + 2)
    covers: set[int] = set()
    for number in range(count):
        start = table + _u32(data, table + 4 + 8 * number + 4)
        kind = _u16(data, start)
        if kind == 4:
            covers |= _segments(data, start)
        elif kind == 12:
            covers |= _groups(data, start)
    return covers


def _table(data: bytes, name: bytes) -> int:
    """Return where a table starts, 0 where there is none."""
    for number in range(_u16(data, 4)):
        entry = 12 + 16 * number
        if data[entry : entry + 4] == name:
            return _u32(data, entry + 8)
    return 0


def _segments(data: bytes, start: int) -> set[int]:
    count = _u16(data, start + 6) // 2
    ends = start + 14
    covers: set[int] = set()
    for number in range(count):
        last = _u16(data, ends + 2 * number)
        first = _u16(data, ends + 2 + 2 * (count + number))
        delta = _u16(data, ends + 2 + 2 * (2 * count + number))
        place = ends + 2 + 2 * (3 * count + number)
        offset = _u16(data, place)
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = _u16(data, place + offset + 2 * (point - first)) if offset else point + delta
            if glyph & 0xFFFF:
                covers.add(point)
    return covers


_MOST_GROUPS = 20_000


def _groups(data: bytes, start: int) -> set[int]:
    covers: set[int] = set()
    for number in range(min(_u32(data, start + 12), _MOST_GROUPS)):
        first, last, _ = struct.unpack_from(">III", data, start + 16 + 12 * number)
        covers.update(range(first, min(last, 0x10FFFF) + 1))
    return covers


def _u16(data: bytes, place: int) -> int:
    return int(struct.unpack_from(">H", data, place)[0])


def _u32(data: bytes, place: int) -> int:
    return int(struct.unpack_from(">I", data, place)[0])
