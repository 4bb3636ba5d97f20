"""How the brand spells: where its own words stand, and which dictionaries it brings."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from smmgen.pattern import pattern

_OWN_WORDS = pattern(r"content/words(?:\.[\w-]+)?\.txt")

Names = Literal["any", "listed"]
"""Which names are known: any word with a capital inside a sentence, or only what a list or dictionary has."""


class Spelling(Struct, frozen=True, kw_only=True):
    """What the brand says of spelling; `dictionaries` are paths by language, without .aff and .dic."""

    names: Names = "any"
    dictionaries: Mapping[str, str] = {}


def own_words(tag: str) -> tuple[str, ...]:
    """Return the paths of the lists of the brand's words for a language: of all, of it, of its country's."""
    primary = tag.partition("-")[0].lower()
    return tuple(dict.fromkeys((WORDS, f"content/words.{primary}.txt", f"content/words.{tag}.txt")))


def is_own_words(path: str) -> bool:
    """Tell whether a file is a list of the brand's words."""
    return path.startswith("content/words") and _OWN_WORDS.fullmatch(path) is not None


WORDS = "content/words.txt"
"""The brand's words in any language."""
