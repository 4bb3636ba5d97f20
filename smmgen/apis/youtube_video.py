"""What YouTube is told of a video.

Source: YouTube Data API v3, videos, discovery document 20260427; read 2026-11.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from smmgen.adapter import Found
from smmgen.apis.answers import text
from smmgen.model.variant import Message

PEOPLE_AND_BLOGS = 22
"""The category that fits most channels. Source: YouTube Data API, videoCategories.list."""


def snippet(message: Message) -> Mapping[str, Any]:
    """Return what a video says of itself."""
    found = {
        "title": message.title,
        "description": message.written.text,
        "tags": list(message.tags),
        "categoryId": str(message.options.get("category", PEOPLE_AND_BLOGS)),
        "defaultLanguage": message.options.get("language"),
    }
    return {name: value for name, value in found.items() if value}


def status(message: Message, privacy: str) -> Mapping[str, Any]:
    """Return all of a video's status: what an update leaves out, YouTube forgets."""
    return {
        "privacyStatus": privacy,
        "selfDeclaredMadeForKids": message.options.get("made_for_kids") is True,
        "containsSyntheticMedia": message.options.get("altered") is True,
        "embeddable": True,
        "license": "youtube",
        "publicStatsViewable": True,
    }


def permalink(video: str) -> str:
    """Return a video's address."""
    return f"https://www.youtube.com/watch?v={video}"


def tags_length(tags: tuple[str, ...]) -> int:
    """Return how long YouTube takes tags to be: with commas between, and quotes around those of two words."""
    return sum(len(tag) + 2 * (" " in tag) for tag in tags) + max(len(tags) - 1, 0)


def found_video(item: Mapping[str, Any]) -> Found | None:
    """Return a video of a playlist as it is seen; None where nobody can see it."""
    snippet, status = item.get("snippet"), item.get("status")
    if not isinstance(snippet, dict) or not isinstance(status, dict):
        return None
    resource = snippet.get("resourceId")
    video = text(resource.get("videoId")) if isinstance(resource, dict) else ""
    try:
        at = datetime.fromisoformat(text(snippet.get("publishedAt")))
    except ValueError:
        return None
    if not video or status.get("privacyStatus") == "private":
        return None
    words = text(snippet.get("description"))
    return Found(remote_id=video, url=permalink(video), text=words, at=at, images=0)
