"""Where a line may end: at spaces and hyphens, soft ones too, and nearly anywhere in Chinese and Japanese."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from smmgen.cards.glue import atoms
from smmgen.pattern import pattern
from smmgen.text.count import split_graphemes

if TYPE_CHECKING:
    from budoux.parser import Parser

Joint = Literal["", " ", "\u00ad"]
"""What stands between two parts on one line: nothing, a space, or a hyphen that only a line's end shows."""

_WIDE = pattern(
    "[\u2e80-\u2fff\u3000-\u30ff\u31c0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_NEVER_FIRST = frozenset(
    "、。，．・：；？！‼⁇⁈⁉,.:;?!…‥)]}）］｝〕〉》」』】〙〗〟’”»›%％‰°℃"
    "ー々〻ゝゞヽヾ゛゜〜～–—―‐-ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
)
"""Signs that no line starts with. Source: JIS X 4051; W3C, Requirements for Japanese Text Layout."""

_NEVER_LAST = frozenset("([{（［｛〔〈《「『【〘〖〝‘“«‹¥￥$＄£€₩№第约約")
"""Signs that no line ends with; “第” belongs to its number."""

_HYPHEN = pattern(r"(?<=[^\W\d_]{3}[-‐])(?=[^\W\d_]{3})")
_HAN = pattern("[\u3400-\u9fff]")
_KANA = pattern("[\u3041-\u30fa]")
_PAUSE = frozenset("、。，！？」』）】…")

_AFTER_PAUSE, _IN_PHRASE, _AT_HYPHEN, _BEFORE_PICTURE = -0.04, 0.4, 0.08, 0.4
"""How badly a line ends after a comma or stop, inside a phrase, at a hyphen, and before an emoji."""


class Part(NamedTuple):
    """A text that no line breaks, what joins it to the next, and how badly a line ends between them."""

    text: str
    joint: Joint = " "
    badness: float = 0.0


def parts(text: str) -> list[Part]:
    """Split a text into parts, in order; the last one's joint says nothing."""
    found = [part for atom in atoms(text) for part in _split(atom)]
    return [*(_kept(part, following) for part, following in pairwise(found)), *found[-1:]]


def _kept(part: Part, following: Part) -> Part:
    """Keep an emoji on the line of the word before it: it stands for that word, or ends its sentence."""
    is_led = _PICTURES.match(following.text) and not _PICTURES.match(part.text)
    return part._replace(badness=_BEFORE_PICTURE) if is_led else part


def _split(atom: str) -> Iterator[Part]:
    if atom.isascii() and "-" not in atom:
        yield Part(atom)
        return
    pieces = re.split("([\u00ad\u200b])", atom)
    for number in range(0, len(pieces), 2):
        found = [part for word in _HYPHEN.split(pieces[number]) if word for part in _wide(word)]
        if found:
            yield from found[:-1]
            yield Part(found[-1].text, *_ENDS["".join(pieces[number + 1 : number + 2])])


_ENDS: Mapping[str, tuple[Joint, float]] = {"": (" ", 0.0), "\u00ad": ("\u00ad", 0.2), "\u200b": ("", 0.02)}
"""What follows a piece of a word, and how badly a line ends there."""


def _wide(word: str) -> Iterator[Part]:
    """Split a word where Chinese and Japanese may be broken."""
    if not _WIDE.search(word):
        yield Part(word, "", _AT_HYPHEN)
        return
    signs, ends = split_graphemes(word), _phrase_ends(word)
    start = place = 0
    for before, after in pairwise(signs):
        place += len(before)
        if _may_part(before, after):
            badness = _AFTER_PAUSE if before in _PAUSE else 0.0 if place in ends else _IN_PHRASE
            yield Part(word[start:place], "", badness)
            start = place
    yield Part(word[start:], "", _AT_HYPHEN)


def _may_part(before: str, after: str) -> bool:
    one, other = before[-1], after[0]
    if not (_WIDE.match(one) or _WIDE.match(other)) or "\u00a0" in before + after:
        return False
    if other in _NEVER_FIRST or one in _NEVER_LAST or (one == other and one in "…—―‥"):
        return False
    return not (one.isdecimal() and _WIDE.match(other)) and not _PICTURES.match(other)


_PICTURES = pattern("[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
"""Emoji, roughly: they follow what they belong to."""


def _phrase_ends(text: str) -> frozenset[int]:
    """Return where phrases end in Chinese or Japanese text, as BudouX's models guess them."""
    ends = accumulate(len(phrase) for phrase in _parser(_model(text)).parse(text))
    return frozenset(ends)


def _model(text: str) -> str:
    if _KANA.search(text):
        return "ja"
    is_simplified = all(_is_encoded(sign, "gb2312") for sign in text if _HAN.match(sign))
    return "zh-hans" if is_simplified else "zh-hant"


def _is_encoded(sign: str, encoding: str) -> bool:
    return bool(sign.encode(encoding, "ignore"))


@cache
def _parser(model: str) -> "Parser":
    import budoux  # needed for these languages only

    load = {
        "ja": budoux.load_default_japanese_parser,
        "zh-hans": budoux.load_default_simplified_chinese_parser,
        "zh-hant": budoux.load_default_traditional_chinese_parser,
    }
    return load[model]()
