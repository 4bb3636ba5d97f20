"""Plain text with entities beside it, counted in bytes."""

from functools import lru_cache

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
    """Return the entities, in order and apart, with offsets in bytes instead of code points."""
    text = laid.text
    if text.isascii():
        return laid.entities
    counted: list[Entity] = []
    position = place = 0  # the same place, in code points and in bytes
    for one in laid.entities:
        start = place + _bytes(text[position : one.start])
        position, place = one.end, start + _bytes(text[one.start : one.end])
        counted.append(Entity(one.kind, start, place, one.value))
    return tuple(counted)


def _bytes(text: str) -> int:
    return len(text.encode())
