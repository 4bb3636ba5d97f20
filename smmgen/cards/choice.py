"""Choose the font that draws each part of a text."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from smmgen.cards.opened import SILENT, length
from smmgen.model.theme import Typeface
from smmgen.pattern import pattern
from smmgen.text.count import split_graphemes

Faces = tuple[Typeface, ...]
"""Fonts for one use, first choice first."""

_ORDINARY = pattern(
    "[\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2116\u2190-\u21ff\u2212]*"
)
"""Letters and signs that never form emoji, join or change direction."""

_CONTROLS = {ord(sign): " " for sign in "\n\t\r"} | dict.fromkeys(
    (*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\u2060"
)
"""Line ends become spaces; what embeds directions is not followed."""

_SMILE = "\U0001f600"


class Run(NamedTuple):
    """A stretch of text that one font draws; `start` is where it begins in the whole text."""

    text: str
    face: Typeface
    start: int = 0


class _Part(NamedTuple):
    text: str
    shown: str
    face: Typeface | None
    kind: str = "word"


@lru_cache(maxsize=256)
def for_language(faces: Faces, language: str) -> Faces:
    """Return the fonts with the shapes of a language (BCP 47), such as those of Han characters.

    Where the first font lacks letters that the language cannot do without, one that has them comes first,
    so that a text is not set in two.
    """
    tag = _HAN.get(language.lower(), language)
    letters = {ord(letter) for letter in _LETTERS.get(language[:2].lower(), "")}
    first = next((face for face in faces if letters <= face.covers), faces[0]) if letters else faces[0]
    return tuple(_in(face, tag) for face in dict.fromkeys((first, *faces)))


@lru_cache(maxsize=256)
def _in(face: Typeface, language: str) -> Typeface:
    return replace(face, language=language)


_LETTERS = {
    "ba": "әғҙҡңөҫүһ",
    "el": "αάώς",
    "kk": "әғқңөұүһ",
    "ky": "ңөү",
    "mn": "өү",
    "tt": "әҗңөүһ",
    "vi": "ơưếợằạ",
}
"""Letters of languages that fonts for Western Europe or for Russian often lack."""

_HAN = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"}


@lru_cache(maxsize=4096)
def runs(text: str, faces: Faces) -> tuple[Run, ...]:
    """Split a text into runs by font, in the order of the text; what no font can draw is left out.

    A word keeps to one font where one has all its letters, and the signs beside it keep to that font.
    """
    if _is_ordinary(text, faces):
        return (Run(text, faces[0]),) if text else ()
    found: list[Run] = []
    start = 0
    for part in _parts(text.translate(_CONTROLS), faces):
        last = found[-1] if found else None
        if part.face is None:
            pass
        elif (
            last and last.face is part.face and last.start + len(last.text) == start and part.kind != "emoji"
        ):
            found[-1] = Run(last.text + part.shown, part.face, last.start)
        else:
            found.append(Run(part.shown, part.face, start))
        start += len(part.text)
    return tuple(found)


@lru_cache(maxsize=4096)
def missing(text: str, faces: Faces) -> tuple[str, ...]:
    """Return the characters that none of the fonts can draw, each once, in order."""
    if _is_ordinary(text, faces):
        return ()
    lost = (part.text for part in _parts(text.translate(_CONTROLS), faces) if part.face is None)
    return tuple(dict.fromkeys(lost))


def _is_ordinary(text: str, faces: Faces) -> bool:
    return _ORDINARY.fullmatch(text) is not None and faces[0].covers.issuperset(map(ord, text))


def _parts(text: str, faces: Faces) -> list[_Part]:
    from smmgen.cards.script import tokens  # most texts are of ordinary letters, and `regex` loads slowly

    parts: list[_Part] = []
    for token, kind in tokens(text):
        if kind == "emoji":
            parts.append(_Part(token, *_picture(token, faces), kind))
        elif face := _first(token, faces):
            parts.append(_Part(token, token, face, kind))
        else:
            parts += [_Part(one, one, _first(one, faces), kind) for one in split_graphemes(token)]
    return _leaning(parts, faces)


def _first(text: str, faces: Faces) -> Typeface | None:
    """Return the first font that has all of a text; pictures are for emoji only."""
    points = {ord(sign) for sign in text} - SILENT
    return next((face for face in faces if not face.is_colour and points <= face.covers), None)


def _leaning(parts: list[_Part], faces: Faces) -> list[_Part]:
    """Draw the signs that touch a word with the word's font: first those behind it, then those before."""
    for order in (range(1, len(parts)), range(len(parts) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for number in order:
            part, beside = parts[number], parts[number + step]
            is_leaning = part.kind == "sign" and part.face is faces[0] and beside.kind in ("word", "leaning")
            if is_leaning and beside.face and _first(part.text, (beside.face,)):
                parts[number] = part._replace(face=beside.face, kind="leaning")
    return parts


def _picture(cluster: str, faces: Faces) -> tuple[str, Typeface | None]:
    """Return an emoji as it can be drawn, and the font that does; in one colour where none has colours."""
    coloured = [face for face in faces if face.is_colour]
    for shown in _simpler(cluster):
        if found := next((face for face in coloured if _is_one_picture(shown, face)), None):
            return shown, found
    first = next(sign for sign in _simpler(cluster) if sign)[:1]
    plain = [face for face in faces if not face.is_colour]
    plain.sort(key=lambda face: ord(_SMILE) not in face.covers)
    face = _first(first, tuple(plain)) if len(cluster) < 2 or not _is_flag(cluster) else None
    return first, face


def _simpler(cluster: str) -> Iterator[str]:
    """Yield an emoji without its selectors, then without tones of skin, then the first of those joined."""
    from smmgen.cards.script import TONES

    whole = cluster.replace("\ufe0f", "")
    yield whole
    toneless = "".join(sign for sign in whole if ord(sign) not in TONES) or whole
    yield toneless
    yield toneless.split("\u200d")[0]


def _is_flag(cluster: str) -> bool:
    return 0x1F1E6 <= ord(cluster[0]) <= 0x1F1FF


@lru_cache(maxsize=1024)
def _is_one_picture(emoji: str, face: Typeface) -> bool:
    """Tell whether a font has one picture for a whole sequence."""
    points = {ord(sign) for sign in emoji} - {0x200D}
    return points <= face.covers and length(emoji, face) <= 1.01 * length(_SMILE, face)
