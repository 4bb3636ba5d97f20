"""Read `feed:` of smmgen.yaml: where the feeds of what is public are, and whose posts are in them."""

from collections.abc import Mapping
from typing import Any

from smmgen.model.feed import Feed
from smmgen.model.hosting import Hosting
from smmgen.model.source import Path
from smmgen.read import schema
from smmgen.read.hosting import address
from smmgen.read.node import Node
from smmgen.read.schema import Reading
from smmgen.read.shape import form, object_of, shaped

MOST = 200
"""Readers fetch the whole feed every hour or so."""


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and 1 <= int(written[:9]) <= MOST else None


_KEYS: Mapping[str, schema.Kind[Any]] = {
    "url": address,
    "posts": schema.parsed(
        _number,
        f"number of posts from 1 to {MOST}",
        "20",
        shape={**form(r"0*[1-9]\d{0,2}"), "minimum": 1, "maximum": MOST},
    ),
    "accounts": schema.list_of(schema.name("account")),
}


@shaped(object_of(_KEYS, ("accounts",)))
def feed_keys(reading: Reading, node: Node, path: Path) -> Mapping[str, Any]:
    """Read the keys of `feed:`."""
    return schema.entries(reading, node, path, _KEYS, "`feed`")


def feed(reading: Reading, written: Mapping[str, Any] | None, hosting: Hosting | None) -> Feed | None:
    """Return the feed, where the file asks for one; its address is that of the published site by default."""
    if written is None:
        return None
    site = f"{hosting.settings['url']}/feed" if hosting and hosting.kind == "static" else ""
    url = written.get("url", site)
    if not url and ("feed", "url") in reading.spans().by_path:
        return None  # it was told what is wrong with it
    if not url:
        message = "The feed needs url: the address where the folder `dist/feed/` is published."
        hint = "Add feed: {url: https://northwind.example/feed}, or `hosting: {static: …}`."
        reading.error("FMT003", reading.spans().at("feed"), message, hint)
        return None
    if not written.get("accounts"):
        message = "The feed needs accounts: those whose posts are for everybody."
        hint = "Add accounts: [tg, masto]; leave out private channels, team chats and letters to subscribers."
        reading.error("FMT003", reading.spans().at("feed"), message, hint)
        return None
    return Feed(**{**written, "url": url})
