"""The lists of what posts had better not say: ours, and the brand's changes to them."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from smmgen.check.prose import Passage, Prose
from smmgen.pattern import pattern
from smmgen.text.phrases import Hit, Phrase, Phrases, heads, phrases_of, plain, read_list

_WORD = pattern(r"\w+")
LISTS = Path(__file__).parent / "lists"
LANGUAGES = frozenset({"en", "ru"})
"""Languages that have a list, as primary tags."""


@cache
def listed(language: str) -> tuple[Phrase, ...]:
    """Return a language's whole list; empty where there is none."""
    return read_list((LISTS / f"{language}.txt").read_text("utf-8")) if language in LANGUAGES else ()


def heads_of(prose: Prose) -> frozenset[str]:
    """Return the heads of all words of a prose, as phrases are looked up by them."""
    return prose.once(_heads)


def _heads(prose: Prose) -> frozenset[str]:
    return heads(words_of(prose))


def words_of(prose: Prose) -> list[str]:
    """Return all words and numbers of a prose in lower case, with “е” for “ё”."""
    return prose.once(_words)


def _words(prose: Prose) -> list[str]:
    return _WORD.findall(plain_of(prose))


def plain_of(prose: Prose) -> str:
    """Return the text of a prose as phrases are looked for in it."""
    return prose.once(_plain)


def _plain(prose: Prose) -> str:
    return plain(prose.text)


def listed_in(prose: Prose, kind: str, allowed: Iterable[str] = ()) -> Iterator[tuple[Passage, Hit]]:
    """Yield what stands in a prose of the lists' phrases of a kind, each in a passage of its language."""
    kept = frozenset(map(plain, allowed))
    for language in prose.languages & LANGUAGES:
        for hit in prose.once(_FOUND[language]):
            if hit.phrase.kind == kind and plain(hit.phrase.words) not in kept:
                passage = prose.passage(hit.start)
                if passage.language == language:
                    yield passage, hit


def has_listed(prose: Prose) -> bool:
    """Tell whether any phrase of the lists stands in a prose."""
    return any(prose.once(_FOUND[language]) for language in prose.languages & LANGUAGES)


def _longest(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """Leave out what lies within a longer phrase that is found as well, and put them in order."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return tuple(kept)


@cache
def _phrases(language: str) -> Phrases:
    return phrases_of(listed(language))


def _found_english(prose: Prose) -> tuple[Hit, ...]:
    return _longest(_phrases("en").find(plain_of(prose), heads_of(prose)))


def _found_russian(prose: Prose) -> tuple[Hit, ...]:
    return _longest(_phrases("ru").find(plain_of(prose), heads_of(prose)))


_FOUND = {"en": _found_english, "ru": _found_russian}
