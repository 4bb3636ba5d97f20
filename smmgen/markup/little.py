r"""LinkedIn's "little text": plain text in which a sign has its meaning unless a backslash precedes it.

Source: LinkedIn's documentation, little text format, 2026 edition; read 2026-11.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from smmgen.markup.lay import lay
from smmgen.markup.style import Style
from smmgen.model.document import Blocks
from smmgen.model.variant import Entity, EntityKind, Written
from smmgen.pattern import pattern

_LOOKS: frozenset[EntityKind] = frozenset({"link", "mention", "hashtag"})
_COMPANY = pattern(r"https?://(?:www\.)?linkedin\.com/company/(\d+)/?(?:[?#].*)?", re.IGNORECASE)
_RESERVED = pattern(r"[\\|{}@\[\]()<>#*_~]")
_WRITTEN = pattern(r"\\(.)|@\[((?:[^\[\]\\]|\\.)*)\]\([^()\s]*\)|\{hashtag\|\\?#\|([^{}]*)\}", re.DOTALL)


def little(blocks: Blocks, language: str = "") -> Written:
    """Write blocks as plain text as readers see it; `commentary` turns that into what is sent.

    A link to a company's page by its number becomes a mention, of which the words are left; any other
    link's address stands behind its words. Offsets count code points.
    """
    laid = lay(blocks, _style(language))
    return Written(laid.text, laid.text, "plain", laid.entities)


@lru_cache(maxsize=32)
def _style(language: str) -> Style:
    return Style(looks=_LOOKS, language=language, spell=_mention)


def _mention(words: str, href: str) -> str:
    """Return a company's name, empty where the link leads elsewhere or the name cannot stand in a mention."""
    words = " ".join(words.split())
    return words if _COMPANY.fullmatch(href) and words and not _RESERVED.search(words) else ""


def commentary(written: Written) -> str:
    """Return the text as it is sent: signs escaped, mentions as templates, hashtags with their bare sign."""
    made, position = [], 0
    for entity in _kept(written):
        words = written.text[entity.start : entity.end]
        made.append(_escaped(written.text[position : entity.start]))
        company = _COMPANY.fullmatch(entity.value)
        made.append(
            f"@[{words}](urn:li:organization:{company[1]})"
            if company and entity.kind == "link"
            else "#" + _escaped(words[1:])
        )
        position = entity.end
    return "".join(made) + _escaped(written.text[position:])


def _kept(written: Written) -> Iterator[Entity]:
    """Return the entities that are more than words: hashtags, and mentions, whose words are no address."""
    for entity in written.entities:
        words = written.text[entity.start : entity.end]
        is_mention = entity.kind == "link" and _mention(words, entity.value) == words and "/" not in words
        if entity.kind == "hashtag" or is_mention:
            yield entity


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\g<0>", text)


def shown(text: str) -> str:
    """Return a text as readers see it: of a mention its name, of a hashtag its word, no backslashes."""

    def seen(found: re.Match[str]) -> str:
        if found[1] is not None:
            return found[1]
        return shown(found[2]) if found[2] is not None else "#" + shown(found[3])

    return _WRITTEN.sub(seen, text)
