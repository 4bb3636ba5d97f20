"""Colour profiles made here: the smallest that the colour management takes."""

import struct


def _tag(kind: bytes, body: bytes) -> bytes:
    data = kind + bytes(4) + body
    return data + bytes(-len(data) % 4)


def _xyz(*values: float) -> bytes:
    return _tag(b"XYZ ", b"".join(struct.pack(">i", round(value * 65536)) for value in values))


def _gamma(value: float) -> bytes:
    return _tag(b"curv", struct.pack(">IH", 1, round(value * 256)))


def _text(words: str) -> bytes:
    raw = words.encode() + b"\0"
    return _tag(b"desc", struct.pack(">I", len(raw)) + raw + bytes(8) + bytes(3) + bytes(67))


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    """Return an ICC profile, version 2, of a screen. Source: ICC.1:2001-04, 6 and 7."""
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += struct.pack(">4sII", name, start + len(body), len(data))
        body += data
    head = bytearray(128)
    struct.pack_into(">I", head, 0, start + len(body))
    head[8:12], head[12:16], head[16:20], head[20:24] = b"\x02\x10\0\0", b"mntr", space, b"XYZ "
    head[36:40] = b"acsp"
    struct.pack_into(">iii", head, 68, 63190, 65536, 54061)
    return bytes(head) + table + body


_WHITE = _xyz(0.9642, 1.0, 0.8249)
WIDE = _profile(
    b"RGB ",
    {
        b"desc": _text("Wide"),
        b"cprt": _tag(b"text", b"None\0"),
        b"wtpt": _WHITE,
        b"rXYZ": _xyz(0.6097, 0.3111, 0.0195),
        b"gXYZ": _xyz(0.2053, 0.6257, 0.0609),
        b"bXYZ": _xyz(0.1492, 0.0632, 0.7446),
        b"rTRC": _gamma(2.2),
        b"gTRC": _gamma(2.2),
        b"bTRC": _gamma(2.2),
    },
)
"""The primaries and the gamma of Adobe RGB (1998), adapted to D50. Source: its specification, table 4."""

GREY_LINEAR = _profile(
    b"GRAY",
    {b"desc": _text("Grey"), b"cprt": _tag(b"text", b"None\0"), b"wtpt": _WHITE, b"kTRC": _gamma(1.0)},
)
