"""Plain text with VK's mentions: `[club1|words]`, the only links on words that its posts have."""

import re
from functools import lru_cache

from smmgen.markup.lay import lay
from smmgen.markup.style import Style
from smmgen.model.document import Blocks
from smmgen.model.variant import EntityKind, Written
from smmgen.pattern import pattern

_LOOKS: frozenset[EntityKind] = frozenset({"link", "mention", "hashtag"})
_PROFILE = pattern(r"https?://(?:www\.|m\.)?vk\.(?:com|ru)/((?:id|club|public|event)\d+)/?", re.IGNORECASE)
_MENTION = pattern(r"\[(?:id|club|public|event)\d+(?::[\w-]+)?\|([^\[\]|\n]+)\]")


def wiki(blocks: Blocks, language: str = "") -> Written:
    """Write blocks as plain text; a link to a numbered profile of VK becomes a mention with its words.

    Any other link's address stands behind its words. Offsets count code points of the text that is sent.
    """
    laid = lay(blocks, _style(language))
    return Written(laid.text, unwrapped(laid.text), "wiki", laid.entities)


@lru_cache(maxsize=32)
def _style(language: str) -> Style:
    return Style(looks=_LOOKS, language=language, spell=_mention)


def _mention(words: str, href: str) -> str:
    """Return a link as a mention, empty where it leads elsewhere or its words cannot stand in one."""
    found = _PROFILE.fullmatch(href)
    words = " ".join(words.split())
    if not found or not words or re.search(r"[\[\]|]", words):
        return ""
    return f"[{found[1].lower()}|{words}]"


def unwrapped(text: str) -> str:
    """Return a text as readers see it: of each mention only its words."""
    return _MENTION.sub(r"\1", text)
