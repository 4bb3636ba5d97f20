"""Write a text as X gives it back: short links in the place of links, one more for media, escaped as HTML.

Places of entities are in code points of that text, the end exclusive. Source: X API v2, the example of a
post in "Data dictionary", and the OpenAPI description 2.167; read 2026-11.
"""

import hashlib
from html import escape
from typing import Any

from smmgen.sandbox.x_links import Piece

LISTS = {"mention": "mentions", "hashtag": "hashtags", "cashtag": "cashtags"}
KEYS = {"mention": "username", "hashtag": "tag", "cashtag": "tag"}
DISPLAY = 27


def written(
    text: str, pieces: list[Piece], url: str, media_keys: list[str]
) -> tuple[str, dict[str, list[dict[str, Any]]]]:
    """Return the text and the entities by kind; `url` is the address of the post itself."""
    entities: dict[str, list[dict[str, Any]]] = {}
    out, last = "", 0
    for piece in pieces:
        out += escape(text[last : piece.start], quote=False)
        short = _short(piece.value) if piece.kind == "link" else text[piece.start : piece.end]
        place = {"start": len(out), "end": len(out) + len(short)}
        if piece.kind == "link":
            row = place | {"url": short, "expanded_url": piece.value, "display_url": _display(piece.value)}
            entities.setdefault("urls", []).append(row)
        else:
            entities.setdefault(LISTS[piece.kind], []).append(place | {KEYS[piece.kind]: piece.value})
        out, last = out + short, piece.end
    out += escape(text[last:], quote=False)
    if not media_keys:
        return out, entities
    short = _short(f"{url}/photo/1")
    start = len(out) + (1 if out else 0)
    for number, key in enumerate(media_keys, 1):
        kind = "photo" if key.startswith("3_") else "video"
        row = {
            "start": start,
            "end": start + len(short),
            "url": short,
            "expanded_url": f"{url}/{kind}/{number if kind == 'photo' else 1}",
            "display_url": f"pic.x.com/{short.rpartition('/')[2]}",
            "media_key": key,
        }
        entities.setdefault("urls", []).append(row)
    return f"{out} {short}".strip(), entities


def _short(url: str) -> str:
    """Return the short link of an address: always the same, 23 characters."""
    return "https://t.co/" + hashlib.sha256(url.encode()).hexdigest()[:10]


def _display(url: str) -> str:
    shown = url.partition("://")[2].removeprefix("www.")
    return shown if len(shown) <= DISPLAY else f"{shown[: DISPLAY - 1]}…"
