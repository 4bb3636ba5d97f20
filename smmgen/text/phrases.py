"""Find phrases of long lists in a text, at the cost of the few that may be there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache

from msgspec import Struct

HEAD = 4
"""Letters of a phrase's first word by which it is looked up."""

_HEAD = re.compile(rf"\b\w{{1,{HEAD}}}")
_FIRST = re.compile(r"\w+\*?")


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
    """Phrases by the head of their first word; "" holds those whose star comes before its end."""

    by_head: Mapping[str, tuple[Phrase, ...]]

    def find(self, text: str, heads: Set[str]) -> Iterator[Hit]:
        """Yield the phrases that stand in a text whose words have these heads, each where it stands."""
        for head in self.by_head.keys() & {*heads, ""}:
            for phrase in self.by_head[head]:
                for found in _pattern(phrase.words).finditer(text):
                    yield Hit(*found.span(), phrase)


def heads(text: str) -> frozenset[str]:
    """Return the first letters of all words of a text, in lower case, without dots on “ё”."""
    return frozenset(_HEAD.findall(text.lower().replace("ё", "е")))


def words(line: str) -> frozenset[str]:
    """Return the words of a line, for tables that read best as one."""
    return frozenset(line.split())


def phrases_of(listed: Iterable[Phrase]) -> Phrases:
    """Arrange phrases so that they are found quickly; of two with the same words the last counts."""
    by_words = {phrase.words.lower().replace("ё", "е"): phrase for phrase in listed}
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
    found = _FIRST.search(words)
    first = found[0] if found else ""
    return "" if first.endswith("*") and len(first) <= HEAD else first[:HEAD]


@cache
def _pattern(words: str) -> re.Pattern[str]:
    pattern = "".join(map(_part, re.findall(r"\s+|[её]|.", words, re.IGNORECASE)))
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _part(sign: str) -> str:
    if sign.isspace():
        return r"(?:[^\S\n]+|\n(?!\n))"
    special = {"*": r"\w*", "'": "['’]", "’": "['’]", "-": "[-\u2010\u2011]"}
    if sign.lower() in "её":
        return "[её]"
    return special.get(sign) or re.escape(sign)
