"""Find phrases of long lists in a text, at the cost of the few that may be there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache

from msgspec import Struct

from smmgen.pattern import pattern

HEAD = 4
"""Letters of a phrase's longest word by which it is looked up."""

_WORD = pattern(r"\w+\*?")


class Phrase(Struct, frozen=True):
    """Words as a list has them, what to write instead (empty: nothing), and which kind it is.

    A star stands for the rest of a word: "осуществля*". Letter case does not matter, and "ё" is found by "е".
    """

    words: str
    instead: str = ""
    kind: str = ""


class Hit(Struct, frozen=True):
    """A phrase, and where it stands in a text."""

    start: int
    end: int
    phrase: Phrase


class Phrases(Struct, frozen=True):
    """Phrases by the head of their longest word; "" holds those whose star comes before the head's end."""

    by_head: Mapping[str, tuple[Phrase, ...]]

    def find(self, text: str, heads: Set[str]) -> Iterator[Hit]:
        """Yield the phrases that stand in a text, as `plain` gives it, whose words have these heads."""
        for head in self.by_head.keys() & {*heads, ""}:
            for phrase in self.by_head[head]:
                for found in _pattern(plain(phrase.words)).finditer(text):
                    yield Hit(*found.span(), phrase)


def heads(words: Iterable[str]) -> frozenset[str]:
    """Return the first letters of words in lower case; they are looked up without dots on “ё”."""
    return frozenset([word[:HEAD] for word in words])


def words(line: str) -> frozenset[str]:
    """Return the words of a line, for tables that read best as one."""
    return frozenset(line.split())


def plain(text: str) -> str:
    """Return a text in lower case, with “е” for “ё”, every character in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)
    return lower.replace("ё", "е")


def phrases_of(listed: Iterable[Phrase]) -> Phrases:
    """Arrange phrases so that they are found quickly; of two with the same words the last counts."""
    by_words = {plain(phrase.words): phrase for phrase in listed if phrase.words}
    by_head: dict[str, tuple[Phrase, ...]] = {}
    for words, phrase in by_words.items():
        head = _head(words)
        by_head[head] = (*by_head.get(head, ()), phrase)
    return Phrases(by_head)


def read_list(text: str) -> tuple[Phrase, ...]:
    """Read a list: `[kind]` lines, then a phrase a line, with `= what to write instead` where that is known.

    Lines that begin with “#” are remarks.
    """
    kind, found = "", []
    for line in text.splitlines():
        if line.startswith("["):
            kind = line.strip("[] ")
        elif line.strip() and not line.startswith("#"):
            words, _, instead = line.partition(" = ")
            found.append(Phrase(words.strip(), instead.strip(), kind))
    return tuple(found)


def _head(words: str) -> str:
    longest = max(_WORD.findall(words), key=lambda word: len(word.rstrip("*")), default="")
    return "" if longest.endswith("*") and len(longest) <= HEAD else longest[:HEAD]


@cache
def _pattern(words: str) -> re.Pattern[str]:
    first, *others = re.findall(r"\s+|.", words)
    pattern = rf"{_part(first)}(?<!\w.){''.join(map(_part, others))}"
    return re.compile(rf"{pattern}(?!\w)")


def _part(sign: str) -> str:
    if sign.isspace():
        return r"(?:[^\S\n]+|\n(?!\n))"
    special = {"*": r"\w*", "'": "['’]", "’": "['’]", "-": "[-\u2010\u2011]"}
    return special.get(sign) or re.escape(sign)
