"""Show a record as the apps do, and name what the server accepts and people would see go wrong."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from smmgen.sandbox.bluesky_blob import blob_picture, blob_warnings
from smmgen.sandbox.bluesky_session import handle_of
from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.post import Card, Mark, MarkKind, Picture, Post

_KINDS: dict[str, tuple[MarkKind, str]] = {
    "app.bsky.richtext.facet#link": ("link", "uri"),
    "app.bsky.richtext.facet#mention": ("mention", "did"),
    "app.bsky.richtext.facet#tag": ("hashtag", "tag"),
}
_LIVE = re.compile(r"https?://\S+|(?<![\w#])#(?=\w*[^\W\d])\w+|(?<![\w.@])@(?:[a-z0-9-]+\.)+[a-z]{2,}")


def show(call: Call, world: World, did: str, rkey: str, record: dict[str, Any], at: datetime) -> Post:
    """Return a post as a reader sees it."""
    text = str(record.get("text", ""))
    facets = record.get("facets", [])
    media, card = _embedded(world, did, record.get("embed", {}))
    labels = record.get("labels", {}).get("values", [])
    return Post(
        network="bluesky",
        account=handle_of(world, did),
        id=rkey,
        at=at,
        text=text,
        url=f"https://bsky.app/profile/{did}/post/{rkey}",
        marks=tuple(_marks(text, facets)),
        entities=tuple(facets),
        media=media,
        card=card,
        reply_to=_key(record.get("reply", {}).get("parent", {}).get("uri", "")),
        content_warning=", ".join(str(label.get("val", "")) for label in labels),
        notes={"language": ", ".join(record["langs"])} if record.get("langs") else {},
        warnings=(*_facet_warnings(text, facets), *_dead(text, facets), *_more(world, did, record)),
        request=dict(call.fields),
    )


def _key(uri: str) -> str:
    return uri.rpartition("/")[2]


def _place(text: str, byte: int) -> int:
    return len(text.encode()[:byte].decode("utf-8", "ignore"))


def _marks(text: str, facets: list[Any]) -> Iterator[Mark]:
    size = len(text.encode())
    for facet in facets:
        start, end = facet["index"]["byteStart"], min(facet["index"]["byteEnd"], size)
        feature = next((f for f in facet["features"] if f.get("$type") in _KINDS), None)
        if feature is None or start >= end:
            continue
        kind, name = _KINDS[feature["$type"]]
        value = str(feature.get(name, ""))
        roots = {
            "link": value,
            "mention": f"https://bsky.app/profile/{value}",
            "hashtag": f"https://bsky.app/hashtag/{value}",
        }
        yield Mark(start=_place(text, start), end=_place(text, end), kind=kind, href=roots[kind])


def _facet_warnings(text: str, facets: list[Any]) -> Iterator[str]:
    coded = text.encode()
    borders = {len(text[:n].encode()) for n in range(len(text) + 1)}
    last = 0
    for number, facet in enumerate(sorted(facets, key=lambda facet: facet["index"]["byteStart"]), 1):
        start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
        where = f"Facet {number} (bytes {start} to {end})"
        if end > len(coded):
            yield f"{where} lies outside the text, which has {len(coded)} bytes."
        elif start >= end:
            yield f"{where} marks nothing."
        elif start not in borders or end not in borders:
            yield f"{where} cuts through a character: offsets count bytes of UTF-8."
        elif start < last:
            yield f"{where} overlaps the one before: apps show only the first."
        last = max(last, end)


def _dead(text: str, facets: list[Any]) -> Iterator[str]:
    spans = [(mark.start, mark.end) for mark in _marks(text, facets)]
    for match in _LIVE.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in spans):
            yield f"“{match.group()}” has no facet: it is plain text, nobody can follow it."


def _more(world: World, did: str, record: dict[str, Any]) -> Iterator[str]:
    embed = record.get("embed", {})
    images = embed.get("images", []) if isinstance(embed.get("images"), list) else []
    for number, image in enumerate(images, 1):
        if "aspectRatio" not in image:
            yield f"Picture {number} has no aspectRatio: apps show it in a square."
    yield from blob_warnings(world, did, record)
    if not record.get("text") and not embed:
        yield "The post is empty: it has neither text nor an embed."
    if reply := record.get("reply"):
        yield from _reply_warnings(world, did, reply)


def _reply_warnings(world: World, did: str, reply: Any) -> Iterator[str]:
    for name in ("root", "parent"):
        uri, cid = reply[name]["uri"], reply[name]["cid"]
        kept = world.store.post("bluesky", handle_of(world, did), _key(uri)) if did in uri else None
        if kept is None:
            yield f"The {name} of this reply is not here: the thread looks broken."
        elif kept.state["cid"] != cid:
            yield f"The {name}'s cid is not that of the post it names: the thread looks broken."
        elif name == "parent" and _root(kept.state) != reply["root"]["uri"]:
            yield "The root of this reply is not the first post of its thread: the thread looks broken."


def _root(state: Any) -> str:
    return str(state["value"].get("reply", {}).get("root", state)["uri"])


def _embedded(world: World, did: str, embed: Any) -> tuple[tuple[Picture, ...], Card | None]:
    if embed.get("$type") == "app.bsky.embed.recordWithMedia":
        return _embedded(world, did, embed["media"])
    images = embed.get("images", []) if embed.get("$type") == "app.bsky.embed.images" else []
    shown = [blob_picture(world, did, image["image"], image["alt"]) for image in images]
    card = None
    if embed.get("$type") == "app.bsky.embed.external":
        given = embed["external"]
        thumb = blob_picture(world, did, given.get("thumb"))
        card = Card(
            url=given["uri"],
            title=given["title"],
            description=given["description"],
            picture=thumb.sha256 if thumb else "",
        )
    return tuple(picture for picture in shown if picture), card
