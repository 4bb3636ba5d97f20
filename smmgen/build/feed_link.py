"""Say where the feeds are, to those who do not write them."""

import re

from smmgen.build.feed import languages
from smmgen.build.view import FeedLink
from smmgen.model.brand import Brand

KINDS = {
    "feed.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}
"""Each file's kind."""


def links(brand: Brand) -> tuple[FeedLink, ...]:
    """Return the addresses of all feeds, for the head of pages."""
    feed = brand.feed
    if not feed:
        return ()
    return tuple(
        FeedLink(f"{feed.url}/{place(brand, language, name)}", kind, language)
        for language in languages(brand, feed)
        for name, kind in KINDS.items()
    )


def place(brand: Brand, language: str, name: str) -> str:
    """Return a feed's path in the folder: those of other languages than the brand's are in folders."""
    return name if language == brand.language else f"{re.sub('[^A-Za-z0-9]', '-', language)}/{name}"
