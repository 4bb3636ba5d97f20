"""Turn a message's text into safe HTML, with links, hashtags and mentions as its network shows them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from typing import Literal
from urllib.parse import urlsplit

from markupsafe import Markup
from msgspec import Struct

from smmgen.build.marked import marked_html
from smmgen.build.quick import quick_html
from smmgen.model.variant import Entity, EntityKind, Written
from smmgen.text.hashtags import find as find_hashtags
from smmgen.text.links import find_urls
from smmgen.text.mentions import find as find_mentions

Offsets = Literal["code points", "utf-16", "bytes"]

SCHEMES = frozenset({"http", "https", "mailto", "tg"})
"""The only schemes that a link on a page may have."""

_TAGS: Mapping[str, str] = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "u": "u",
    "ins": "u",
    "s": "s",
    "strike": "s",
    "del": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "mark",
}
"""Tags that messages may have, and what stands for them on a page; links are treated apart."""

_LITERAL = frozenset({"a", "code", "pre"})
_SHAPES: Mapping[EntityKind, str] = {
    "bold": "strong",
    "italic": "em",
    "strike": "s",
    "code": "code",
    "pre": "pre",
    "quote": "blockquote",
}


_MENTION = re.compile(r"\[((?:id|club|public|event)\d+)(?::[\w-]+)?\|([^\[\]|\n]+)\]")
_AFTER_BLOCK = re.compile(r"(</(?:blockquote|pre)>)\n")


class Habit(Struct, frozen=True):
    """How a network shows text.

    `finds_links`: it makes links of URLs, hashtags and mentions by itself. `link_length` cuts what is read
    of such a URL, in characters; 0 shows it as written. `is_mention_local` leaves the host of
    `@name@host` out.
    """

    finds_links: bool = True
    link_length: int = 0
    is_mention_local: bool = False


def to_html(written: Written, offsets: Offsets, habit: Habit) -> Markup:
    """Return a text as safe HTML; line ends stay as they are, for `white-space: pre-wrap`.

    The one behind a quotation or a block of code goes: the block ends its line already.
    """
    if written.format == "html":
        return Markup(_AFTER_BLOCK.sub(r"\1", cleaned(written.text, habit)))  # noqa: S704
    if written.format == "markdown":
        return Markup(marked_html(written.text, safe_href))  # noqa: S704
    if written.format == "wiki":
        return Markup(_with_mentions(written.text, habit))  # noqa: S704
    if written.entities:
        return Markup(_AFTER_BLOCK.sub(r"\1", _with_entities(written, offsets, habit)))  # noqa: S704
    return Markup(_linked(written.text, habit))  # noqa: S704


def cleaned(text: str, habit: Habit) -> str:
    """Return a message's HTML with the few tags that messages have, and the words of all others."""
    html = quick_html(text, _TAGS, lambda words: _linked(words, habit), _opening, _LITERAL)
    return parsed(text, habit) if html is None else html


def parsed(text: str, habit: Habit) -> str:
    """Return what `cleaned` does, of any HTML."""
    return _Cleaner(habit).clean(text)


def codes(text: str) -> Markup:
    """Return a finding's text as HTML: what stands between backticks is code."""
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(text, quote=False)))  # noqa: S704


@lru_cache(maxsize=512)  # a link stands in the text, in the list of links and perhaps in a box
def safe_href(url: str) -> str:
    """Return a link's target where its scheme is one of `SCHEMES`, else an empty text."""
    try:
        scheme = urlsplit(url.strip()).scheme.lower()
    except ValueError:
        return ""
    return url.strip() if scheme in SCHEMES and not re.search(r"[\x00-\x20]", url.strip()) else ""


def _link(url: str, inner: str) -> str:
    opening = _opening(url)
    return f"{opening}{inner}</a>" if opening else inner


def _opening(url: str) -> str:
    href = safe_href(url)
    return f'<a href="{escape(href)}" rel="noopener nofollow">' if href else ""


def _tag(inner: str) -> str:
    return f'<span class="tag">{inner}</span>'


def _linked(text: str, habit: Habit) -> str:
    if not habit.finds_links:
        return escape(text)
    pieces, last = [], 0
    for start, end, kind in _found(text):
        pieces += [escape(text[last:start]), _found_html(text[start:end], kind, habit)]
        last = end
    return "".join([*pieces, escape(text[last:])])


def _with_mentions(text: str, habit: Habit) -> str:
    """Return VK's text: of `[club1|words]` the words, which lead to the profile."""
    pieces, last = [], 0
    for found in _MENTION.finditer(text):
        pieces += [
            _linked(text[last : found.start()], habit),
            _link(f"https://vk.com/{found[1]}", escape(found[2])),
        ]
        last = found.end()
    return "".join([*pieces, _linked(text[last:], habit)])


def _found(text: str) -> Iterator[tuple[int, int, EntityKind]]:
    """Yield links, hashtags and mentions in order; of two that overlap, the one that starts first."""
    found: list[tuple[int, int, EntityKind]] = [(start, end, "link") for start, end in find_urls(text)]
    found += [(start, end, "hashtag") for start, end in find_hashtags(text)]
    found += [(start, end, "mention") for start, end in find_mentions(text)]
    last = 0
    for start, end, kind in sorted(found):
        if start >= last:
            yield start, end, kind
            last = end


def _found_html(text: str, kind: EntityKind, habit: Habit) -> str:
    if kind == "link":
        return _link(text, escape(_shown_url(text, habit.link_length)))
    if kind == "mention" and habit.is_mention_local:
        return _tag(escape("@" + text[1:].partition("@")[0]))
    return _tag(escape(text))


def _shown_url(url: str, longest: int) -> str:
    """Cut a URL as Mastodon does: "https://www." unseen, then so many characters.

    Source: how Mastodon's web client shows links.
    """
    if not longest or not re.match("https?://", url, re.IGNORECASE):
        return url
    shown = re.sub(r"^https?://(www\.)?", "", url, flags=re.IGNORECASE)
    return shown if len(shown) <= longest else shown[:longest] + "…"


def _with_entities(written: Written, offsets: Offsets, habit: Habit) -> str:
    encoding = {"code points": "utf-32-le", "utf-16": "utf-16-le", "bytes": "utf-8"}[offsets]
    width = {"code points": 4, "utf-16": 2, "bytes": 1}[offsets]
    data = written.text.encode(encoding, "surrogatepass")

    def piece(start: int, end: int) -> str:
        return data[start * width : end * width].decode(encoding, "replace")

    pieces, last = [], 0
    for entity in _in_order(written.entities, len(data) // width):
        inner = piece(entity.start, entity.end)
        pieces += [escape(piece(last, entity.start)), _entity_html(entity, inner, habit)]
        last = entity.end
    return "".join([*pieces, escape(piece(last, len(data) // width))])


def _in_order(entities: tuple[Entity, ...], length: int) -> Iterator[Entity]:
    """Yield the entities that lie inside the text, without those that overlap an earlier one."""
    last = 0
    for entity in sorted(entities, key=lambda entity: (entity.start, entity.end)):
        if last <= entity.start < entity.end <= length:
            yield entity
            last = entity.end


def _entity_html(entity: Entity, text: str, habit: Habit) -> str:
    if entity.kind == "link":
        return _link(entity.value, escape(_shown_url(text, habit.link_length)))
    if shape := _SHAPES.get(entity.kind):
        return f"<{shape}>{escape(text)}</{shape}>"
    return _found_html(text, entity.kind, habit)


class _Cleaner(HTMLParser):
    """Keep the few tags that messages have, balanced, and the words of all others."""

    def __init__(self, habit: Habit) -> None:
        super().__init__(convert_charrefs=True)
        self._habit = habit
        self._pieces: list[str] = []
        self._open: list[tuple[str, str]] = []

    def clean(self, text: str) -> str:
        self.feed(text)
        self.close()
        while self._open:
            self._close_last()
        return "".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and (opening := _opening(given.get("href", ""))):
            self._put(tag, "a", opening)
        elif tag == "span" and given.get("class") == "tg-spoiler":
            self._put(tag, "mark", "<mark>")
        elif shape := _TAGS.get(tag):
            self._put(tag, shape, f"<{shape}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in (name for name, _ in self._open):
            return
        while self._close_last() != tag:
            pass

    def handle_data(self, data: str) -> None:
        is_literal = any(name in _LITERAL for name, _ in self._open)
        self._pieces.append(escape(data) if is_literal else _linked(data, self._habit))

    def _put(self, tag: str, shape: str, opening: str) -> None:
        self._pieces.append(opening)
        self._open.append((tag, shape))

    def _close_last(self) -> str:
        tag, shape = self._open.pop()
        self._pieces.append(f"</{shape}>")
        return tag
