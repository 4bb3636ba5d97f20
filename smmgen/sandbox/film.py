"""Look at the bytes of a film: its pixels, its length and its codecs, from the boxes of MP4 and QuickTime.

Source: ISO/IEC 14496-12, the boxes ftyp, moov, mvhd, trak, tkhd, hdlr and stsd.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from smmgen.sandbox.post import Picture

BRANDS = {"qt  ": "video/quicktime"}
"""The first brand of a file says what it is; any other than these is MP4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """A film: its true type, its pixels as shown, its length in seconds, the codecs of its tracks."""

    media_type: str
    width: int
    height: int
    seconds: float
    video: str
    sound: str


def look_film(content: bytes) -> Film | None:
    """Return what a film is, or None where the bytes are no film with a picture."""
    try:
        return _film(content)
    except (struct.error, KeyError, ValueError, ZeroDivisionError):
        return None


def _film(content: bytes) -> Film | None:
    boxes = list(_boxes(content))
    if not boxes or boxes[0][0] != b"ftyp":
        return None
    moov = dict(boxes)[b"moov"]
    tracks = [_track(body) for kind, body in _boxes(moov) if kind == b"trak"]
    pictures = [track for track in tracks if track[0] == b"vide"]
    if not pictures:
        return None
    _, codec, width, height = pictures[0]
    return Film(
        media_type=BRANDS.get(boxes[0][1][:4].decode("latin-1"), "video/mp4"),
        width=width,
        height=height,
        seconds=_seconds(dict(_boxes(moov))[b"mvhd"]),
        video=codec,
        sound=next((track[1] for track in tracks if track[0] == b"soun"), ""),
    )


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(content):
        size, kind = struct.unpack_from(">I4s", content, place)
        head = 8
        if size == 1:
            (size,), head = struct.unpack_from(">Q", content, place + 8), 16
        end = place + size if size else len(content)
        if end < place + head or end > len(content):
            raise ValueError("a box is cut off")
        yield kind, content[place + head : end]
        place = end


def _seconds(mvhd: bytes) -> float:
    scale, length = (
        struct.unpack_from(">IQ", mvhd, 20) if mvhd[0] == 1 else struct.unpack_from(">II", mvhd, 12)
    )
    return float(length / scale)


def _track(content: bytes) -> tuple[bytes, str, int, int]:
    """Return the kind of a track (vide, soun), its codec and its pixels."""
    boxes = dict(_boxes(content))
    media = dict(_boxes(boxes[b"mdia"]))
    kind = media[b"hdlr"][8:12]
    table = dict(_boxes(dict(_boxes(media[b"minf"]))[b"stbl"]))
    codec = table[b"stsd"][12:16].decode("latin-1")
    width, height = struct.unpack(">II", boxes[b"tkhd"][-8:])
    return kind, codec, width >> 16, height >> 16


def moving(content: bytes, digest: str, seen: Film, alt: str = "") -> Picture:
    """Return a post's film, in the shape that all pictures of a post have."""
    return Picture(
        sha256=digest,
        media_type=seen.media_type,
        size=len(content),
        width=seen.width,
        height=seen.height,
        alt=alt,
        seconds=seen.seconds,
    )
