"""`feed.json`: the feed for programs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from smmgen.build.feed import Enclosed, Item
from smmgen.model.brand import Brand
from smmgen.model.feed import Feed


def json_feed(brand: Brand, feed: Feed, url: str, language: str, items: Sequence[Item]) -> bytes:
    """Write the feed as JSON; `url` is its own address. Source: JSON Feed 1.1, jsonfeed.org; read 2026-11."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": brand.name,
        "home_page_url": brand.url or feed.url,
        "feed_url": url,
        "language": language,
        "authors": [{"name": brand.name}],
        "items": [_json(item) for item in items],
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _json(item: Item) -> Mapping[str, Any]:
    value = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "image": item.pictures[0].url if item.pictures else "",
        "date_published": f"{item.at:%Y-%m-%dT%H:%M:%SZ}",
        "date_modified": f"{item.updated:%Y-%m-%dT%H:%M:%SZ}",
        "tags": list(item.tags),
        "language": item.language,
        "attachments": [_attachment(video) for video in item.videos],
    }
    return {name: part for name, part in value.items() if part or name == "content_html"}


def _attachment(video: Enclosed) -> Mapping[str, Any]:
    file = video.file
    size = {"size_in_bytes": file.bytes, "duration_in_seconds": round(file.seconds)}
    return {"url": video.url, "mime_type": file.media_type, **size}
