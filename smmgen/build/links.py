"""Tell where a message's links lead, and how they are counted."""

from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from msgspec import Struct

from smmgen.build.richtext import safe_href
from smmgen.model.variant import Message
from smmgen.text.links import find_urls, shorten


class LinkView(Struct, frozen=True, kw_only=True):
    """A link: its target, how people read it, and its UTM parameters without "utm_"."""

    href: str
    shown: str
    utm: tuple[tuple[str, str], ...]


def links_of(messages: Iterable[Message]) -> tuple[LinkView, ...]:
    """Return every web address in the texts, fields and boxes of messages, once each, in order."""
    found = (url for message in messages for url in _urls(message))
    return tuple(_view(url) for url in dict.fromkeys(found) if safe_href(url))


def _urls(message: Message) -> Iterable[str]:
    text = message.written.text
    if message.written.format in ("html", "article"):
        text = unescape(text)
    yield from (text[start:end] for start, end in find_urls(text))
    yield from (entity.value for entity in message.written.entities if entity.kind == "link")
    yield from filter(None, (message.link, message.link_card.url if message.link_card else ""))


def _view(url: str) -> LinkView:
    return LinkView(href=safe_href(url), shown=shorten(url, 48), utm=_utm(urlsplit(url).query))


@lru_cache(maxsize=256)  # most links of an account have the same parameters
def _utm(query: str) -> tuple[tuple[str, str], ...]:
    pairs = parse_qsl(query)
    return tuple((name.removeprefix("utm_"), value) for name, value in pairs if name.startswith("utm_"))
