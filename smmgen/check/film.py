"""What the head of a video's file tells, without decoding the video."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from smmgen.read.tree import Tree

Fault = Literal["", "missing", "unreadable"]

_LONGEST_HEAD = 64_000_000
"""A longer table of contents than this belongs to no video that a network takes."""


class Film(Struct, frozen=True, kw_only=True):
    """A video's size in pixels as it is shown, its length, and what it is; or what is wrong with it.

    `codec` is the four letters of its picture's coding, such as "avc1"; `detail` says more about a fault.
    """

    width: int = 0
    height: int = 0
    seconds: float = 0.0
    codec: str = ""
    has_sound: bool = False
    bytes: int = 0
    media_type: str = "video/mp4"
    fault: Fault = ""
    detail: str = ""


def read_film(tree: Tree, path: str) -> Film:
    """Read a video's head: MP4 and MOV, which is all that networks take alike.

    Source: ISO/IEC 14496-12, the ISO base media file format: ftyp, moov, mvhd, trak, tkhd, hdlr, stsd.
    """
    if not tree.exists(path):
        return Film(fault="missing")
    try:
        return film_of(tree.read(path))
    except OSError as fault:
        return Film(fault="unreadable", detail=str(fault))


def film_of(data: bytes) -> Film:
    """Read the head of a video's bytes."""
    view = memoryview(data)
    boxes = dict(_boxes(view))
    if "ftyp" not in boxes:
        return Film(fault="unreadable", detail="it is no MP4 or MOV")
    head = boxes.get("moov")
    if head is None or len(head) > _LONGEST_HEAD:
        return Film(fault="unreadable", detail="its file is cut off: the table of contents is missing")
    try:
        return _film(
            head, len(data), "video/quicktime" if bytes(boxes["ftyp"][:4]) == b"qt  " else "video/mp4"
        )
    except (IndexError, ValueError, KeyError, ZeroDivisionError):
        return Film(fault="unreadable", detail="its table of contents is damaged")


def _film(head: memoryview, length: int, media_type: str) -> Film:
    seconds = _seconds(dict(_boxes(head))["mvhd"])
    tracks = [_track(box) for name, box in _boxes(head) if name == "trak"]
    shown = [track for track in tracks if track.kind == "vide"]
    if not shown:
        return Film(fault="unreadable", detail="it has no picture, only sound")
    return Film(
        width=shown[0].width,
        height=shown[0].height,
        seconds=round(seconds, 2),
        codec=shown[0].codec,
        has_sound=any(track.kind == "soun" for track in tracks),
        bytes=length,
        media_type=media_type,
    )


class _Track(Struct, frozen=True):
    kind: str
    codec: str
    width: int
    height: int


def _track(box: memoryview) -> _Track:
    parts = dict(_boxes(box))
    media = dict(_boxes(parts["mdia"]))
    samples = dict(_boxes(dict(_boxes(dict(_boxes(media["minf"]))["stbl"]))["stsd"][8:]))
    width, height = _size(parts["tkhd"])
    return _Track(bytes(media["hdlr"][8:12]).decode("latin-1"), next(iter(samples), ""), width, height)


def _size(tkhd: memoryview) -> tuple[int, int]:
    """Return the size as shown: the track's matrix may turn it by a quarter."""
    width, height = _number(tkhd[-8:-4]) >> 16, _number(tkhd[-4:]) >> 16
    is_turned = _number(tkhd[-44:-40]) == 0  # the matrix's first value: the cosine of the turn
    return (height, width) if is_turned else (width, height)


def _seconds(mvhd: memoryview) -> float:
    if mvhd[0] == 1:
        return _number(mvhd[24:32]) / _number(mvhd[20:24])
    return _number(mvhd[16:20]) / _number(mvhd[12:16])


def _boxes(view: memoryview) -> Iterator[tuple[str, memoryview]]:
    """Yield the boxes inside a stretch: their names and what they hold; a broken one ends it."""
    at = 0
    while at + 8 <= len(view):
        size, name, head = _number(view[at : at + 4]), bytes(view[at + 4 : at + 8]).decode("latin-1"), 8
        if size == 1:
            size, head = _number(view[at + 8 : at + 16]), 16
        size = size or len(view) - at
        if size < head or at + size > len(view):
            return
        yield name, view[at + head : at + size]
        at += size


def _number(part: memoryview) -> int:
    return int.from_bytes(part, "big")
