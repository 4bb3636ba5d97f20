"""HTML in the small set of tags that Telegram and MAX read."""

from functools import cache, lru_cache
from html import escape
from itertools import pairwise

from smmgen.markup.lay import laid
from smmgen.markup.line import BETWEEN, Stretched
from smmgen.markup.style import Style
from smmgen.model.document import Blocks
from smmgen.model.variant import Entity, EntityKind, Written

_LOOKS: frozenset[EntityKind] = frozenset({"bold", "italic", "strike", "code", "pre", "quote", "link"})
_LINKED = frozenset({"http", "https", "tg"})
_TAGS = {"bold": "b", "italic": "i", "strike": "s", "code": "code", "pre": "pre", "quote": "blockquote"}


def html(blocks: Blocks, linked: frozenset[str] = _LINKED) -> Written:
    """Write blocks as Telegram's HTML, which MAX reads too; mentions, hashtags and e-mail they find.

    `linked` are the schemes of links that may sit on words. Source: Telegram Bot API 10.1, formatting
    options, HTML style; dev.max.ru, text formatting, November 2026.
    """
    written = laid(blocks, _style(linked))
    text = BETWEEN.join(map(_tagged, written))
    return Written(text, BETWEEN.join(block.text for block in written), "html")


@cache
def _style(linked: frozenset[str]) -> Style:
    return Style(looks=_LOOKS, linked=linked)


@lru_cache(maxsize=128)  # Telegram's, MAX's, Slack's and Matrix's blocks differ in their links alone
def _tagged(block: Stretched) -> str:
    """Write entities as tags."""
    if any(after.start < before.end for before, after in pairwise(block.entities)):
        return _nested(block)
    written: list[str] = []
    position = 0
    for one in block.entities:  # each by itself, as in most texts
        words = escape(block.text[one.start : one.end], quote=False)
        before = escape(block.text[position : one.start], quote=False)
        written.append(f"{before}{_opening(one)}{words}{_closing(one)}")
        position = one.end
    return "".join(written) + escape(block.text[position:], quote=False)


def _nested(block: Stretched) -> str:
    """Write entities as tags, always properly nested: one that overlaps another is closed and reopened."""
    cuts = {0, len(block.text)}
    for entity in block.entities:
        cuts |= {entity.start, entity.end}
    written: list[str] = []
    opened: list[Entity] = []
    for start, end in pairwise(sorted(cuts)):
        wanted = [entity for entity in block.entities if entity.start <= start < entity.end]
        kept = _common(opened, wanted)
        written += [_closing(entity) for entity in reversed(opened[kept:])]
        written += [_opening(entity) for entity in wanted[kept:]]
        written.append(escape(block.text[start:end], quote=False))
        opened = wanted
    written += [_closing(entity) for entity in reversed(opened)]
    return "".join(written)


def _common(opened: list[Entity], wanted: list[Entity]) -> int:
    """Return how many of the open entities stay open."""
    kept = 0
    while kept < min(len(opened), len(wanted)) and opened[kept] == wanted[kept]:
        kept += 1
    return kept


def _opening(entity: Entity) -> str:
    if entity.kind == "link":
        return f'<a href="{escape(entity.value)}">'
    if entity.kind == "pre" and entity.value:
        return f'<pre><code class="language-{escape(entity.value)}">'
    return f"<{_TAGS[entity.kind]}>"


def _closing(entity: Entity) -> str:
    if entity.kind == "link":
        return "</a>"
    if entity.kind == "pre" and entity.value:
        return "</code></pre>"
    return f"</{_TAGS[entity.kind]}>"
