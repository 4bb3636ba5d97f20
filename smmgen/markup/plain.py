"""Plain text, for networks that find links, mentions and hashtags by themselves."""

from functools import lru_cache

from smmgen.markup.lay import lay
from smmgen.markup.style import Style
from smmgen.model.document import Blocks
from smmgen.model.variant import EntityKind, Written

_LOOKS: frozenset[EntityKind] = frozenset({"link", "mention", "hashtag"})


def plain(blocks: Blocks, language: str = "") -> Written:
    """Write blocks as plain text: a link's address stands behind its words, and bold is just words.

    Quotations get the quotation marks of `language`. Entities are for previews; offsets count code points.
    """
    laid = lay(blocks, _style(language))
    return Written(laid.text, laid.text, "plain", laid.entities)


@lru_cache(maxsize=32)
def _style(language: str) -> Style:
    return Style(looks=_LOOKS, language=language)
