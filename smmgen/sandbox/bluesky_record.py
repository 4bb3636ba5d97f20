"""Check a post's record as the lexicon app.bsky.feed.post asks; what it does not ask is let through.

Source: lexicons app.bsky.feed.post, app.bsky.richtext.facet, app.bsky.embed.*; read 2026-11.
"""

from collections.abc import Callable
from typing import Any

from smmgen.sandbox.bluesky_answer import invalid
from smmgen.sandbox.bluesky_blob import check_image
from smmgen.sandbox.bluesky_gate import GATES
from smmgen.sandbox.bluesky_lexicon import (
    check_cid,
    check_format,
    check_integer,
    check_text,
    read_array,
    read_object,
    read_union,
)
from smmgen.sandbox.exchange import Refused

POST = "app.bsky.feed.post"
GRAPHEMES, TEXT_BYTES = 300, 3000
TAG_GRAPHEMES, TAG_BYTES = 64, 640
IMAGES = 4
OTHERS = {
    "app.bsky.feed.like": ("subject", "createdAt"),
    "app.bsky.feed.repost": ("subject", "createdAt"),
    "app.bsky.graph.follow": ("subject", "createdAt"),
}
"""Other records that a server knows, and what each must have; no more of them is checked here."""
KNOWN = (POST, *GATES, *OTHERS)


def check_post(record: Any, path: str) -> None:
    """Refuse a record that is not a post; `path` is where it stands in the call."""
    try:
        _check_post(record, path)
    except Refused as fault:
        raise invalid(f"Invalid {POST} record: {fault.answer.body['message']}") from fault


def check_other(record: Any, collection: str, path: str) -> None:
    """Refuse a record of another known kind that is not what its lexicon asks."""
    try:
        if collection in GATES:
            GATES[collection](record, path)
        else:
            read_object(record, path, *OTHERS[collection])
    except Refused as fault:
        raise invalid(f"Invalid {collection} record: {fault.answer.body['message']}") from fault


def _check_post(record: Any, path: str) -> None:
    post = read_object(record, path, "text", "createdAt")
    check_text(post["text"], f"{path}.text", GRAPHEMES, TEXT_BYTES)
    check_format(post["createdAt"], f"{path}.createdAt", "datetime")
    for place, language in read_array(post.get("langs", []), f"{path}.langs", 3):
        check_format(language, place, "language")
    for place, tag in read_array(post.get("tags", []), f"{path}.tags", 8):
        check_text(tag, place, TAG_GRAPHEMES, TAG_BYTES)
    for place, facet in read_array(post.get("facets", []), f"{path}.facets"):
        _check_facet(facet, place)
    for name, check in (("reply", _check_reply), ("labels", _check_labels), ("embed", _check_embed)):
        if name in post:
            check(post[name], f"{path}.{name}")


def _check_facet(value: Any, path: str) -> None:
    facet = read_object(value, path, "index", "features")
    index = read_object(facet["index"], f"{path}.index", "byteStart", "byteEnd")
    for name in ("byteStart", "byteEnd"):
        check_integer(index[name], f"{path}.index.{name}", 0)
    for place, feature in read_array(facet["features"], f"{path}.features"):
        _check_feature(feature, place)


def _check_feature(value: Any, path: str) -> None:
    kind, feature = read_union(value, path)
    match kind.removeprefix("app.bsky.richtext.facet#"):
        case "link":
            check_format(read_object(feature, path, "uri")["uri"], f"{path}.uri", "uri")
        case "mention":
            check_format(read_object(feature, path, "did")["did"], f"{path}.did", "DID")
        case "tag":
            check_text(read_object(feature, path, "tag")["tag"], f"{path}.tag", TAG_GRAPHEMES, TAG_BYTES)


def _check_reference(value: Any, path: str) -> None:
    reference = read_object(value, path, "uri", "cid")
    check_format(reference["uri"], f"{path}.uri", "at-uri")
    check_cid(reference["cid"], f"{path}.cid")


def _check_reply(value: Any, path: str) -> None:
    reply = read_object(value, path, "root", "parent")
    for name in ("root", "parent"):
        _check_reference(reply[name], f"{path}.{name}")


def _check_labels(value: Any, path: str) -> None:
    kind, labels = read_union(value, path)
    if kind == "com.atproto.label.defs#selfLabels":
        values = read_object(labels, path, "values")["values"]
        for place, label in read_array(values, f"{path}.values", 10):
            check_text(read_object(label, place, "val")["val"], f"{place}.val", 0, 128)


def _check_embed(value: Any, path: str) -> None:
    kind, embed = read_union(value, path)
    if kind in EMBEDS:
        EMBEDS[kind](embed, path)


def _check_images(embed: Any, path: str) -> None:
    images = read_object(embed, path, "images")["images"]
    for place, value in read_array(images, f"{path}.images", IMAGES):
        image = read_object(value, place, "image", "alt")
        check_image(image["image"], f"{place}.image")
        check_text(image["alt"], f"{place}.alt")
        if "aspectRatio" in image:
            ratio = read_object(image["aspectRatio"], f"{place}.aspectRatio", "width", "height")
            for name in ("width", "height"):
                check_integer(ratio[name], f"{place}.aspectRatio.{name}", 1)


def _check_external(embed: Any, path: str) -> None:
    card = read_object(embed, path, "external")["external"]
    path = f"{path}.external"
    card = read_object(card, path, "uri", "title", "description")
    check_format(card["uri"], f"{path}.uri", "uri")
    for name in ("title", "description"):
        check_text(card[name], f"{path}.{name}")
    if "thumb" in card:
        check_image(card["thumb"], f"{path}.thumb")


def _check_quote(embed: Any, path: str) -> None:
    _check_reference(read_object(embed, path, "record")["record"], f"{path}.record")


def _check_both(embed: Any, path: str) -> None:
    both = read_object(embed, path, "record", "media")
    _check_quote(both["record"], f"{path}.record")
    _check_embed(both["media"], f"{path}.media")


EMBEDS: dict[str, Callable[[Any, str], None]] = {
    "app.bsky.embed.images": _check_images,
    "app.bsky.embed.external": _check_external,
    "app.bsky.embed.record": _check_quote,
    "app.bsky.embed.recordWithMedia": _check_both,
}
