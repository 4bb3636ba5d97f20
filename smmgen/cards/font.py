"""Measure and split text for fonts; the fonts of a run are opened once."""

from functools import lru_cache
from typing import NamedTuple

import regex
from PIL import ImageFont

from smmgen.model.theme import Typeface
from smmgen.text.count import split_graphemes

Faces = tuple[Typeface, ...]
"""Fonts for one use, first choice first."""

REFERENCE = 200
"""Text is measured once at this size, in pixels, and scaled."""

_PICTOGRAPH = regex.compile(r"\p{Extended_Pictographic}")
_EMOJI_SHOWN = regex.compile(r"\p{Emoji_Presentation}|.\ufe0f")
_SILENT = regex.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
_SKIPPED = frozenset("\n\t\r")


class Run(NamedTuple):
    """A stretch of text that one font draws."""

    text: str
    face: Typeface


class Ink(NamedTuple):
    """Where a text's ink lies, in parts of its size, from its start on the base line; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float


@lru_cache(maxsize=256)
def font(face: Typeface, size: int) -> ImageFont.FreeTypeFont:
    """Open a font at a size in pixels, laid out by Raqm so that bytes are the same everywhere.

    Raises `OSError` where the file is broken.
    """
    from io import BytesIO

    return ImageFont.truetype(BytesIO(face.data), size, layout_engine=ImageFont.Layout.RAQM)


@lru_cache(maxsize=4096)
def runs(text: str, faces: Faces) -> tuple[Run, ...]:
    """Split a text into runs by font; what no font can draw is left out (see `missing`).

    An emoji is one by Unicode's rules, not by what a font covers: digits and "#" never are.
    """
    found: list[Run] = []
    for cluster in split_graphemes(text):
        shown, face = _placed(cluster, faces)
        if face is None:
            continue
        if found and found[-1].face is face:
            found[-1] = Run(found[-1].text + shown, face)
        else:
            found.append(Run(shown, face))
    return tuple(found)


@lru_cache(maxsize=4096)
def missing(text: str, faces: Faces) -> tuple[str, ...]:
    """Return the characters that none of the fonts can draw, each once, in order."""
    clusters = dict.fromkeys(split_graphemes(text))
    return tuple(cluster for cluster in clusters if _placed(cluster, faces)[1] is None)


def _placed(cluster: str, faces: Faces) -> tuple[str, Typeface | None]:
    shown = _simple(cluster)
    points = {ord(sign) for sign in shown}
    order = faces
    if _EMOJI_SHOWN.match(cluster) and _PICTOGRAPH.match(cluster):
        order = tuple(sorted(faces, key=lambda face: 0x1F600 not in face.covers))
    for face in order:
        if points <= face.covers:
            return shown, face
    return shown, None if points else faces[0]


def _simple(cluster: str) -> str:
    """Leave out what only changes an emoji's look; of joined emoji the first stands for all."""
    if cluster.isascii():
        return " " if cluster in _SKIPPED else cluster
    if _PICTOGRAPH.match(cluster):
        cluster = cluster.split("\u200d")[0]
    return _SILENT.sub("", cluster)


@lru_cache(maxsize=8192)
def _length(text: str, faces: Faces) -> float:
    return sum(font(run.face, REFERENCE).getlength(run.text) for run in runs(text, faces)) / REFERENCE


def width(text: str, faces: Faces, size: float, tracking: float = 0) -> float:
    """Return how far a text advances, in pixels; `tracking` is the space added between letters, in sizes."""
    if not tracking:
        return _length(text, faces) * size
    letters = split_graphemes(text)
    advance = sum(_length(letter, faces) for letter in letters)
    return (advance + tracking * max(0, len(letters) - 1)) * size


@lru_cache(maxsize=4096)
def ink(text: str, faces: Faces) -> Ink:
    """Return where the ink of a text lies, in parts of its size."""
    clusters = split_graphemes(text.strip())
    if not clusters:
        return Ink(0, 0, 0, 0)
    shapes = [_ink_of(cluster, faces) for cluster in clusters]
    after = _length(clusters[-1], faces) - shapes[-1].right
    top, bottom = min(shape.top for shape in shapes), max(shape.bottom for shape in shapes)
    return Ink(shapes[0].left, top, _length(text.strip(), faces) - after, bottom)


@lru_cache(maxsize=2048)
def _ink_of(cluster: str, faces: Faces) -> Ink:
    """Look at the pixels of one character: a font's own box starts at the pen and the base line."""
    for run in runs(cluster, faces):
        mask, (x, y) = font(run.face, REFERENCE).getmask2(run.text, mode="L", anchor="ls")
        if box := mask.getbbox():
            left, top, right, bottom = box
            return Ink(*(edge / REFERENCE for edge in (x + left, y + top, x + right, y + bottom)))
    return Ink(0, 0, 0, 0)


def cap_height(faces: Faces) -> float:
    """Return the height of a capital letter, in parts of the size."""
    return -ink("H", faces).top
