"""Cut a text into sentences, and measure how easily it is read."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from smmgen.pattern import pattern

_END = pattern(r"[.!?…]+[»”\"')\]]*(?=\s+[^a-zа-яё\s]|\s*\n\n)|\n\n")
_WORD = pattern(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = pattern(r"[aeiouy]+", re.IGNORECASE)
_SILENT = pattern(r"(?:[^aeiouyl]e|[^aeiouytd]ed|[^aeiouy]les?(?<!le)(?<!les))$", re.IGNORECASE)
_RUSSIAN_VOWELS = pattern(r"[аеёиоуыэюя]", re.IGNORECASE)
_SHORT = frozenset(
    {
        "г",
        "гг",
        "т",
        "д",
        "е",
        "др",
        "пр",
        "ул",
        "р",
        "руб",
        "см",
        "им",
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "e",
        "g",
    }
)


class Formula(Struct, frozen=True):
    """A measure of how easily a text is read: the higher the easier, about 0 to 100.

    It is `206.835 − per_word × words a sentence − per_syllable × syllables a word`.
    """

    name: str
    per_word: float
    per_syllable: float
    syllables: Callable[[str], int]


@lru_cache(maxsize=50_000)
def _english(word: str) -> int:
    number = len(_VOWELS.findall(word))
    return max(1, number - bool(_SILENT.search(word)))


@lru_cache(maxsize=50_000)
def _russian(word: str) -> int:
    return len(_RUSSIAN_VOWELS.findall(word))


FORMULAS: Mapping[str, Formula] = {
    "en": Formula("Flesch", 1.015, 84.6, _english),
    "ru": Formula("Oborneva", 1.3, 60.1, _russian),
}
"""By language. Sources: R. Flesch, A New Readability Yardstick, Journal of Applied Psychology 32 (1948), 221;
И. В. Оборнева, Автоматизированная оценка сложности учебных текстов на основе статистических параметров,
Москва 2006, which fits Flesch's two weights to Russian. English syllables are counted by groups of vowels.
"""


def words(text: str) -> list[str]:
    """Return the words of a text; numbers are none, and “Winter-Box” is one."""
    return _WORD.findall(text)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end; abbreviations and numbers end none."""
    found, start = [], 0
    for end in _END.finditer(text):
        if not _is_abbreviation(text, end.start()):
            found.append((start, end.end()))
            start = end.end()
    found.append((start, len(text)))
    return [(first, last) for first, last in found if text[first:last].strip()]


def _is_abbreviation(text: str, at: int) -> bool:
    if text[at] != ".":
        return False
    before = text[max(0, at - 6) : at].replace(".", " ").split()
    last = before[-1].lower() if before else ""
    return last in _SHORT or (len(last) == 1 and last.isalpha())


def readability(texts: Iterable[str], language: str) -> float | None:
    """Return how easily texts are read; None without a formula for the language, or without words."""
    formula = FORMULAS.get(language)
    said = [words(text[start:end]) for text in texts for start, end in sentences(text)]
    said = [sentence for sentence in said if sentence]
    number = sum(map(len, said))
    if formula is None or not number:
        return None
    syllables = sum(formula.syllables(word) for sentence in said for word in sentence)
    return 206.835 - formula.per_word * number / len(said) - formula.per_syllable * syllables / number
