"""Plain text with entities beside it, counted in bytes."""

from functools import lru_cache

from msgspec.structs import replace

from smmgen.markup.lay import lay
from smmgen.markup.line import Stretched
from smmgen.markup.style import Style
from smmgen.model.document import Blocks
from smmgen.model.variant import Entity, EntityKind, Written

_LOOKS: frozenset[EntityKind] = frozenset({"link", "mention", "hashtag"})
_LINKED = frozenset({"http", "https"})


def facets(blocks: Blocks, language: str = "") -> Written:
    """Write blocks as plain text whose links sit on words; addresses are shown in their short form.

    Entities are in order, do not overlap, and their offsets count bytes of the text in UTF-8.
    """
    laid = lay(blocks, _style(language))
    return Written(laid.text, laid.text, "plain", in_bytes(laid))


@lru_cache(maxsize=32)
def _style(language: str) -> Style:
    return Style(looks=_LOOKS, linked=_LINKED, is_short=True, language=language)


def in_bytes(laid: Stretched) -> tuple[Entity, ...]:
    """Return the entities with offsets in bytes instead of code points."""
    if laid.text.isascii():
        return laid.entities

    def at(position: int) -> int:
        return len(laid.text[:position].encode())

    return tuple(replace(entity, start=at(entity.start), end=at(entity.end)) for entity in laid.entities)
