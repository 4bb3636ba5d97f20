"""Check a post's record as the lexicon app.bsky.feed.post asks; what it does not ask is let through.

Source: lexicons app.bsky.feed.post, app.bsky.richtext.facet, app.bsky.embed.*; read 2026-11.
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import regex

from smmgen.sandbox.bluesky_answer import invalid
from smmgen.sandbox.bluesky_blob import check_image
from smmgen.sandbox.bluesky_cid import is_cid

POST = "app.bsky.feed.post"
GRAPHEMES, TEXT_BYTES = 300, 3000
TAG_GRAPHEMES, TAG_BYTES = 64, 640

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|i(-[A-Za-z0-9]+)+")
_DID = re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._-]")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9.+-]*:[^\s]+")
_AT_URI = re.compile(r"at://[A-Za-z0-9._:%-]+(/[A-Za-z0-9.-]+(/[A-Za-z0-9._~:@!$&'()*+,;=-]+)?)?")


def graphemes(text: str) -> int:
    """Return the number of grapheme clusters."""
    return len(regex.findall(r"\X", text))


def bad(where: str, what: str) -> Exception:
    """Return the exception for a fault at a path of the record."""
    return invalid(f"Invalid {POST} record: {where} {what}")


def _is_moment(text: str) -> bool:
    if not _MOMENT.fullmatch(text) or text.endswith("-00:00"):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(value: Any, where: str, graphemes_most: int = 0, bytes_most: int = 0) -> str:
    if not isinstance(value, str):
        raise bad(where, "must be a string")
    if bytes_most and len(value.encode()) > bytes_most:
        raise bad(where, f"must not be longer than {bytes_most} characters")
    if graphemes_most and graphemes(value) > graphemes_most:
        raise bad(where, f"must not be longer than {graphemes_most} graphemes")
    return value


def _shaped(value: Any, where: str, pattern: re.Pattern[str], what: str) -> None:
    if not pattern.fullmatch(_text(value, where)):
        raise bad(where, f"must be a valid {what}")


def _object(value: Any, where: str, *required: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise bad(where, "must be an object")
    for name in required:
        if name not in value:
            raise bad(where, f'must have the property "{name}"')
    return value


def _array(value: Any, where: str, most: int = 0) -> list[Any]:
    if not isinstance(value, list):
        raise bad(where, "must be an array")
    if most and len(value) > most:
        raise bad(where, f"must not have more than {most} elements")
    return value


def check_post(record: Any) -> None:
    """Refuse a record that is not a post."""
    post = _object(record, "Record", "text", "createdAt")
    if post.get("$type") != POST:
        raise invalid(f"Invalid $type: expected {POST}, got {post.get('$type')}")
    _text(post["text"], "Record/text", GRAPHEMES, TEXT_BYTES)
    if not isinstance(post["createdAt"], str) or not _is_moment(post["createdAt"]):
        raise bad("Record/createdAt", "must be an valid atproto datetime (both RFC-3339 and ISO-8601)")
    for number, language in enumerate(_array(post.get("langs", []), "Record/langs", 3)):
        _shaped(language, f"Record/langs/{number}", _LANGUAGE, "BCP 47 language tag")
    for number, tag in enumerate(_array(post.get("tags", []), "Record/tags", 8)):
        _text(tag, f"Record/tags/{number}", TAG_GRAPHEMES, TAG_BYTES)
    for number, facet in enumerate(_array(post.get("facets", []), "Record/facets")):
        _check_facet(facet, f"Record/facets/{number}")
    if "reply" in post:
        _check_reply(post["reply"])
    if "labels" in post:
        _check_labels(post["labels"])
    if "embed" in post:
        _check_embed(post["embed"], "Record/embed")


def _check_facet(value: Any, where: str) -> None:
    facet = _object(value, where, "index", "features")
    index = _object(facet["index"], f"{where}/index", "byteStart", "byteEnd")
    for name in ("byteStart", "byteEnd"):
        _integer(index[name], f"{where}/index/{name}", 0)
    for number, feature in enumerate(_array(facet["features"], f"{where}/features")):
        _check_feature(feature, f"{where}/features/{number}")


def _integer(value: Any, where: str, least: int) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise bad(where, "must be an integer")
    if value < least:
        raise bad(where, f"can not be less than {least}")


def _check_feature(value: Any, where: str) -> None:
    kind = _object(value, where, "$type")["$type"]
    match kind:
        case "app.bsky.richtext.facet#link":
            _shaped(_object(value, where, "uri")["uri"], f"{where}/uri", _URI, "uri")
        case "app.bsky.richtext.facet#mention":
            _shaped(_object(value, where, "did")["did"], f"{where}/did", _DID, "did")
        case "app.bsky.richtext.facet#tag":
            _text(_object(value, where, "tag")["tag"], f"{where}/tag", TAG_GRAPHEMES, TAG_BYTES)


def _check_reference(value: Any, where: str) -> None:
    reference = _object(value, where, "uri", "cid")
    _shaped(reference["uri"], f"{where}/uri", _AT_URI, "at-uri")
    if not is_cid(reference["cid"]):
        raise bad(f"{where}/cid", "must be a cid string")


def _check_reply(value: Any) -> None:
    reply = _object(value, "Record/reply", "root", "parent")
    for name in ("root", "parent"):
        _check_reference(reply[name], f"Record/reply/{name}")


def _check_labels(value: Any) -> None:
    labels = _object(value, "Record/labels", "$type")
    if labels["$type"] == "com.atproto.label.defs#selfLabels":
        values = _array(_object(labels, "Record/labels", "values")["values"], "Record/labels/values", 10)
        for number, label in enumerate(values):
            where = f"Record/labels/values/{number}"
            _text(_object(label, where, "val")["val"], f"{where}/val", 0, 128)


def _check_embed(value: Any, where: str) -> None:
    kind = _object(value, where, "$type")["$type"]
    if isinstance(kind, str) and kind in EMBEDS:
        EMBEDS[kind](value, where)


def _check_images(embed: Mapping[str, Any], where: str) -> None:
    images = _array(_object(embed, where, "images")["images"], f"{where}/images", 4)
    for number, image in enumerate(images):
        place = f"{where}/images/{number}"
        _object(image, place, "image", "alt")
        check_image(image["image"], f"{place}/image")
        _text(image["alt"], f"{place}/alt")
        if "aspectRatio" in image:
            ratio = _object(image["aspectRatio"], f"{place}/aspectRatio", "width", "height")
            for name in ("width", "height"):
                _integer(ratio[name], f"{place}/aspectRatio/{name}", 1)


def _check_external(embed: Mapping[str, Any], where: str) -> None:
    place = f"{where}/external"
    card = _object(_object(embed, where, "external")["external"], place, "uri", "title", "description")
    _shaped(card["uri"], f"{place}/uri", _URI, "uri")
    for name in ("title", "description"):
        _text(card[name], f"{place}/{name}")
    if "thumb" in card:
        check_image(card["thumb"], f"{place}/thumb")


def _check_quote(embed: Mapping[str, Any], where: str) -> None:
    _check_reference(_object(embed, where, "record")["record"], f"{where}/record")


def _check_both(embed: Mapping[str, Any], where: str) -> None:
    _object(embed, where, "record", "media")
    _check_quote(_object(embed["record"], f"{where}/record"), f"{where}/record")
    _check_embed(embed["media"], f"{where}/media")


EMBEDS: dict[str, Callable[[Mapping[str, Any], str], None]] = {
    "app.bsky.embed.images": _check_images,
    "app.bsky.embed.external": _check_external,
    "app.bsky.embed.record": _check_quote,
    "app.bsky.embed.recordWithMedia": _check_both,
}
