"""Build the smallest films that a server can be asked to look at: boxes without pictures."""

import struct

_UPRIGHT = struct.pack(">I", 1 << 16)
"""The first value of a track's matrix: the cosine of no turn."""


def box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def film(
    width: int = 640, height: int = 360, seconds: float = 5, codec: bytes = b"avc1", sound: bytes = b"mp4a"
) -> bytes:
    """Return an MP4 that says what it is; an empty `sound` has no such track."""
    head = box(b"mvhd", bytes(12), struct.pack(">II", 1000, int(seconds * 1000)))
    tracks = [_track(b"vide", codec, width, height), *([_track(b"soun", sound, 0, 0)] if sound else [])]
    return box(b"ftyp", b"isom", bytes(4)) + box(b"moov", head, *tracks) + box(b"mdat", b"film")


def _track(kind: bytes, codec: bytes, width: int, height: int) -> bytes:
    table = box(b"stbl", box(b"stsd", bytes(8), box(codec, bytes(8))))
    media = box(b"mdia", box(b"hdlr", bytes(8), kind), box(b"minf", table))
    return box(
        b"trak",
        box(b"tkhd", bytes(40), _UPRIGHT, bytes(32), struct.pack(">II", width << 16, height << 16)),
        media,
    )
