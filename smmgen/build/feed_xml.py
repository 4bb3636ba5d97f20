"""`feed.xml` and `atom.xml`: the feed in the forms that readers and mailing programs know.

The standard library writes them: the packages for feeds bring all of lxml for a dozen elements.
"""

import re
from collections.abc import Sequence
from email.utils import format_datetime
from xml.etree import ElementTree as Xml

from smmgen.build.feed import Enclosed, Item, feed_id
from smmgen.markup.article import seen
from smmgen.model.brand import Brand
from smmgen.model.feed import Feed

_SPACES = {"xmlns:atom": "http://www.w3.org/2005/Atom", "xmlns:media": "http://search.yahoo.com/mrss/"}
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, however it is written. Source: W3C, XML 1.0, characters."""

_NEVER = "1970-01-01T00:00:00Z"
"""When an Atom feed without posts was changed: the date must be there, and must not change by itself."""

_TITLE = 80
"""Characters of a post's first words, where Atom asks for a title and the post has none."""


def rss(brand: Brand, feed: Feed, url: str, language: str, items: Sequence[Item]) -> bytes:
    """Write the feed as RSS 2.0, with pictures and their texts as Media RSS; `url` is its own address.

    Its date is that of the newest change, so that the same posts give the same file. Source: RSS 2.0,
    rssboard.org; Media RSS 1.5.1; read 2026-11.
    """
    root = Xml.Element("rss", {"version": "2.0", **_SPACES})
    channel = Xml.SubElement(root, "channel")
    _add(channel, "title", brand.name)
    _add(channel, "link", brand.url or feed.url)
    _add(channel, "description", brand.name)
    _add(channel, "atom:link", rel="self", href=url, type="application/rss+xml")
    _add(channel, "language", language)
    if items:
        _add(channel, "lastBuildDate", format_datetime(max(item.updated for item in items)))
    for item in items:
        _rss_item(Xml.SubElement(channel, "item"), item)
    return _written(root)


def _rss_item(element: Xml.Element, item: Item) -> None:
    if item.title:
        _add(element, "title", item.title)
    _add(element, "link", item.url)
    _add(element, "guid", item.id, isPermaLink="false")
    _add(element, "pubDate", format_datetime(item.at))
    if item.updated != item.at:
        _add(element, "atom:updated", f"{item.updated:%Y-%m-%dT%H:%M:%SZ}")
    for tag in item.tags:
        _add(element, "category", tag)
    _add(element, "description", item.html)
    for one in (*item.videos, *item.pictures)[:1]:  # readers take one enclosure
        _add(element, "enclosure", url=one.url, length=str(one.file.bytes), type=one.file.media_type)
    for one in item.pictures:
        _add(_media(element, one), "media:description", one.file.alt)


def _media(element: Xml.Element, one: Enclosed) -> Xml.Element:
    size = {"width": str(one.file.width), "height": str(one.file.height)}
    return _add(element, "media:content", url=one.url, medium="image", type=one.file.media_type, **size)


def atom(brand: Brand, feed: Feed, url: str, language: str, items: Sequence[Item]) -> bytes:
    """Write the feed as Atom; `url` is its own address. Source: RFC 4287; read 2026-11."""
    root = Xml.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    _add(root, "id", feed_id(brand, f"feed/{language}"))
    _add(root, "title", brand.name)
    _add(root, "updated", max((f"{item.updated:%Y-%m-%dT%H:%M:%SZ}" for item in items), default=_NEVER))
    _add(_add(root, "author"), "name", brand.name)
    _add(root, "link", rel="self", href=url, type="application/atom+xml")
    _add(root, "link", rel="alternate", href=brand.url or feed.url, type="text/html")
    for item in items:
        _atom_entry(Xml.SubElement(root, "entry", {"xml:lang": item.language}), item)
    return _written(root)


def _atom_entry(element: Xml.Element, item: Item) -> None:
    _add(element, "id", item.id)
    _add(element, "title", item.title or _first_words(item.html))
    _add(element, "published", f"{item.at:%Y-%m-%dT%H:%M:%SZ}")
    _add(element, "updated", f"{item.updated:%Y-%m-%dT%H:%M:%SZ}")
    _add(element, "link", rel="alternate", href=item.url, type="text/html")
    for one in (*item.videos, *item.pictures):
        size = str(one.file.bytes)
        _add(element, "link", rel="enclosure", href=one.url, length=size, type=one.file.media_type)
    for tag in item.tags:
        _add(element, "category", term=tag)
    _add(element, "content", item.html, type="html")


def _first_words(html: str) -> str:
    flat = " ".join(seen(html).split())
    return flat if len(flat) <= _TITLE else flat[:_TITLE].rpartition(" ")[0].rstrip(",;:–—") + "…"


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    element = Xml.SubElement(parent, name, {key: _legal(value) for key, value in attributes.items()})
    element.text = _legal(text) or None
    return element


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _written(root: Xml.Element) -> bytes:
    Xml.indent(root)
    written: bytes = Xml.tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"
