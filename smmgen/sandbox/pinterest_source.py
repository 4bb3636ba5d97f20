"""The media of a new Pin: one picture, two to five, or a film with its cover.

Source: Pinterest API 5.23.0, `PinMediaSource`; read 2026-11.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.pinterest_answer import invalid
from smmgen.sandbox.pinterest_media import base64_picture, coded_picture, fetched_picture, film_of
from smmgen.sandbox.post import Picture

_ITEM = {"title": str, "description": str, "link": str}
_CODED = {"content_type": str, "data": str}
KINDS: Mapping[str, Mapping[str, type]] = {
    "image_url": {"url": str, "is_standard": bool},
    "image_base64": {**_CODED, "is_standard": bool},
    "multiple_image_urls": {"items": list, "index": int},
    "multiple_image_base64": {"items": list, "index": int},
    "video_id": {
        "media_id": str,
        "cover_image_url": str,
        "cover_image_content_type": str,
        "cover_image_data": str,
        "cover_image_key_frame_time": int,
        "is_standard": bool,
    },
}
REQUIRED = {
    "image_url": ("url",),
    "image_base64": ("content_type", "data"),
    "multiple_image_urls": ("items",),
    "multiple_image_base64": ("items",),
    "video_id": ("media_id",),
}
ITEMS = range(2, 6)


def read_source(world: World, owner: str, given: Any, alt: str) -> tuple[Picture, ...]:
    """Return the pictures or the film of a `media_source`."""
    kind = str(given.get("source_type")) if isinstance(given, dict) else ""
    if kind not in KINDS:
        raise invalid(f"'media_source.source_type' is one of {', '.join(KINDS)}")
    source = {name: value for name, value in given.items() if name != "source_type"}
    _check(source, KINDS[kind], REQUIRED[kind], "media_source")
    match kind:
        case "image_url":
            return (fetched_picture(world, source["url"], alt),)
        case "image_base64":
            return (coded_picture(world, source, alt),)
        case "video_id":
            return _film(world, owner, source, alt)
        case _:
            return _several(world, source["items"], alt, is_coded=kind == "multiple_image_base64")


def _check(given: Any, kinds: Mapping[str, type], required: tuple[str, ...], path: str) -> None:
    if not isinstance(given, dict):
        raise invalid(f"'{path}' is not an object")
    for name, value in given.items():
        if name not in kinds or type(value) is not kinds[name]:
            raise invalid(f"'{path}.{name}' is not known or has the wrong type")
    for name in required:
        if name not in given:
            raise invalid(f"'{path}.{name}' is required")


def _several(world: World, items: list[Any], alt: str, *, is_coded: bool) -> tuple[Picture, ...]:
    if len(items) not in ITEMS:
        raise invalid(f"'media_source.items' has {len(items)} items; minItems=2, maxItems=5")
    kinds = {**_ITEM, **(_CODED if is_coded else {"url": str})}
    found = []
    for number, item in enumerate(items):
        _check(item, kinds, tuple(_CODED) if is_coded else ("url",), f"media_source.items.{number}")
        words = alt if number == 0 else ""
        one = coded_picture(world, item, words) if is_coded else fetched_picture(world, item["url"], words)
        found.append(one)
    return tuple(found)


def _film(world: World, owner: str, source: dict[str, Any], alt: str) -> tuple[Picture, ...]:
    film = film_of(world, owner, source["media_id"], alt)
    if "cover_image_url" in source:
        return (replace(film, cover=fetched_picture(world, source["cover_image_url"]).sha256),)
    if "cover_image_data" in source:
        kind = source.get("cover_image_content_type")
        return (replace(film, cover=base64_picture(world, kind, source["cover_image_data"]).sha256),)
    if source.get("cover_image_key_frame_time", -1) < 0:
        raise invalid("'media_source' of a video has a cover: a URL, an image, or the time of a frame")
    return (film,)
