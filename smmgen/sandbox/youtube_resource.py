"""Check what a client says of a video: names and types first, then each value.

Source: YouTube Data API, `videos` and its errors, and the discovery document 20260427; read 2026-11.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.youtube_answer import invalid, refused

TITLE, DESCRIPTION_BYTES, TAGS = 100, 5000, 500
PARTS = ("snippet", "status", "paidProductPlacementDetails", "localizations", "recordingDetails")
READ_PARTS = (*PARTS, "id", "contentDetails", "statistics", "processingDetails", "player")
PRIVACY = ("public", "unlisted", "private")
LICENSES = ("youtube", "creativeCommon")
CATEGORIES = {
    "1",
    "2",
    "10",
    "15",
    "17",
    "18",
    "19",
    "20",
    "21",
    "22",
    "23",
    "24",
    "25",
    "26",
    "27",
    "28",
    "29",
}
"""Those in which a video may be filed in most countries; 22, "People & Blogs", is the usual one."""

SCHEMA: Mapping[str, Any] = {
    "kind": str,
    "etag": str,
    "id": str,
    "snippet": {
        "title": str,
        "description": str,
        "tags": list,
        "categoryId": str,
        "defaultLanguage": str,
        "defaultAudioLanguage": str,
    },
    "status": {
        "privacyStatus": str,
        "publishAt": str,
        "selfDeclaredMadeForKids": bool,
        "license": str,
        "embeddable": bool,
        "publicStatsViewable": bool,
        "containsSyntheticMedia": bool,
    },
    "paidProductPlacementDetails": {"hasPaidProductPlacement": bool},
    "localizations": dict,
    "recordingDetails": {"recordingDate": str},
}
_NAMES = {str: "TYPE_STRING", bool: "TYPE_BOOL", list: "TYPE_LIST", dict: "TYPE_MAP"}


def check_shape(given: Mapping[str, Any], asked: tuple[str, ...]) -> None:
    """Refuse unknown names, wrong types, and parts that `part` does not name."""
    _shape(given, SCHEMA, "resource")
    for name in given:
        if name in PARTS and name not in asked:
            raise refused(400, "unexpectedPart", f"'{name}'", domain="youtube.part", location="part")


def _shape(given: Any, schema: Mapping[str, Any], path: str) -> None:
    for name, value in given.items():
        kind = schema.get(name)
        if kind is None:
            what = f"Invalid JSON payload received. Unknown name \"{name}\" at '{path}': Cannot find field."
            raise refused(400, "badRequest", what, domain="global")
        expected = kind if isinstance(kind, type) else dict
        if type(value) is not expected:
            what = f"Invalid value at '{path}.{name}' ({_NAMES[expected]}), {value!r}"
            raise refused(400, "badRequest", what, domain="global")
        if isinstance(kind, Mapping):
            _shape(value, kind, f"{path}.{name}")


def check_snippet(snippet: Mapping[str, Any]) -> None:
    """Refuse a title, description, tags or category that YouTube does not take."""
    title, description = snippet.get("title", ""), snippet.get("description", "")
    if not title.strip() or len(title.encode("utf-16-le")) // 2 > TITLE or "<" in title or ">" in title:
        what = "The request metadata specifies an invalid or empty video title."
        raise invalid("invalidTitle", what, "body.snippet.title")
    if len(description.encode()) > DESCRIPTION_BYTES or "<" in description or ">" in description:
        what = "The request metadata specifies an invalid video description."
        raise invalid("invalidDescription", what, "body.snippet.description")
    tags = snippet.get("tags", [])
    if not all(isinstance(tag, str) and tag.strip() for tag in tags) or tags_length(tags) > TAGS:
        what = "The request metadata specifies invalid video keywords."
        raise invalid("invalidTags", what, "body.snippet.tags")
    if snippet.get("categoryId", "22") not in CATEGORIES:
        what = "The categoryId property specifies an invalid category ID."
        raise invalid("invalidCategoryId", what, "body.snippet.categoryId")


def tags_length(tags: list[str]) -> int:
    """Return what tags count: a comma between two, quotes around one with a space."""
    return sum(len(tag) + 2 * (" " in tag) for tag in tags) + max(len(tags) - 1, 0)


def check_status(status: Mapping[str, Any], world: World) -> None:
    """Refuse a status that YouTube does not take."""
    privacy = status.get("privacyStatus", "public")
    if privacy not in PRIVACY or status.get("license", "youtube") not in LICENSES:
        raise invalid("invalidVideoMetadata", "The request metadata is invalid.", "body.status")
    if "publishAt" in status and (privacy != "private" or not _is_ahead(status["publishAt"], world)):
        what = "The request metadata specifies an invalid scheduled publishing time."
        raise invalid("invalidPublishAt", what, "body.status.publishAt")


def _is_ahead(given: str, world: World) -> bool:
    try:
        due = datetime.fromisoformat(given)
    except ValueError:
        return False
    return due.tzinfo is not None and due > world.now()
