"""What a network can show of a document."""

from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from smmgen.model.variant import EntityKind


class Style(Struct, frozen=True, kw_only=True, cache_hash=True):
    """Say which looks a network keeps, and how it shows what it cannot.

    `looks` are the kinds of entities that are kept; what else a document has loses its look, never its
    words. `linked` are the schemes of links that may sit on words ("https"); the address of any other
    link is written out behind its words. With `is_short`, an address that is its own text is shown in
    its short form; with `is_whole`, one that stands there in short is shown whole. `spell` returns a link,
    from its words and its target, in a form of the network's own, empty where it has none for that link.
    `language` chooses the quotation marks where quotations have no look of their own.
    """

    looks: frozenset[EntityKind]
    linked: frozenset[str] = frozenset()
    is_short: bool = False
    is_whole: bool = False
    language: str = ""
    spell: Callable[[str, str], str] | None = None


@lru_cache(maxsize=64)
def unlinked(style: Style) -> Style:
    """Return a style for what has no links: networks differ less there."""
    return Style(looks=style.looks, language=style.language)
