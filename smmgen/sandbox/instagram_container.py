"""Instagram's containers: a picture, a film or a carousel with its caption, before it is published.

Source: Instagram Platform, "IG User Media", "Content publishing", "IG Container", and the parameters in
Meta's own specification of the API (April 2026); read 2026-11. The documents do not say how captions are
counted; UTF-16 is the strictest of the likely ways.
"""

import json
from typing import Any

from smmgen.sandbox.graph_answer import wrong
from smmgen.sandbox.graph_asked import Asked
from smmgen.sandbox.graph_container import Container, find, keep, looked, status
from smmgen.sandbox.graph_field import select
from smmgen.sandbox.graph_text import HASHTAG, MENTION
from smmgen.sandbox.graph_token import check_publisher
from smmgen.sandbox.instagram_answer import fault
from smmgen.sandbox.instagram_file import film, picture, scaled

CAPTION, HASHTAGS, MENTIONS = 2200, 30, 20
ALT = 1000
CHILDREN = range(2, 11)
COLLABORATORS = 3
KINDS = ("", "IMAGE", "VIDEO", "REELS", "STORIES", "CAROUSEL")
PUBLISHING = "instagram_content_publish"
KNOWN = frozenset(
    {
        "alt_text",
        "audio_name",
        "branded_content_sponsor_ids",
        "caption",
        "children",
        "collaborators",
        "comment_enabled",
        "cover_url",
        "image_url",
        "is_ai_generated",
        "is_carousel_item",
        "is_paid_partnership",
        "location_id",
        "media_type",
        "product_tags",
        "share_to_feed",
        "thumb_offset",
        "trial_params",
        "upload_type",
        "user_tags",
        "video_url",
    }
)


def create(asked: Asked, given: str) -> dict[str, str]:
    """Make a container."""
    check_publisher(asked.token, PUBLISHING)
    owner = asked.account(given)
    kind, is_item = asked.text("media_type"), asked.flag("is_carousel_item")
    if kind not in KINDS or (kind == "VIDEO" and not is_item):
        raise fault(2207023, f"The media type {kind} is unknown. Use REELS for a video.")
    pictures, trouble, children = _content(asked, owner.name, kind or "IMAGE", is_item=is_item)
    _check_caption(asked.text("caption"))
    if len(asked.items("collaborators")) > COLLABORATORS:
        raise wrong(f"Param collaborators must have at most {COLLABORATORS} names")
    kept: Container = {
        "id": asked.new_id(17_900_000_000_000_000),
        "owner": owner.name,
        "kind": kind or "IMAGE",
        "at": asked.world.now().timestamp(),
        "pictures": pictures,
        "children": children,
        "is_item": is_item,
        "looks": int(any(one["seconds"] for one in pictures) or bool(trouble)),
        "fault": trouble,
        "media": "",
        "caption": "" if kind == "STORIES" else asked.text("caption"),
        "notes": _notes(asked),
        "warnings": [*asked.strange(KNOWN), *_warnings(asked, kind, is_item=is_item)],
        "request": asked.sent(),
    }
    keep(asked.world, "instagram", kept)
    return {"id": kept["id"]}


def _content(
    asked: Asked, owner: str, kind: str, *, is_item: bool
) -> tuple[list[dict[str, Any]], int, list[str]]:
    """Return the pictures of a container, what is wrong with them, and the containers they came from."""
    if kind == "CAROUSEL":
        children = _children(asked, owner)
        return [one for child in children for one in child["pictures"]], 0, [one["id"] for one in children]
    image, video = asked.text("image_url"), asked.text("video_url")
    if kind in ("VIDEO", "REELS") or (kind == "STORIES" and not image):
        if not video:
            raise wrong("The parameter video_url is required")
        kept, trouble = film(asked.world, video, kind)
        return [kept] if kept else [], trouble, []
    if not image:
        raise wrong("The parameter image_url is required")
    alt = asked.text("alt_text")
    if len(alt) > ALT:
        raise wrong(f"Param alt_text must be at most {ALT} characters long.")
    return [picture(asked.world, image, "" if kind == "STORIES" else alt, is_story=kind == "STORIES")], 0, []


def _children(asked: Asked, owner: str) -> list[Container]:
    names = asked.items("children")
    if len(names) not in CHILDREN:
        told = "Carousels need at least 2 photos/videos and no more than 10 photos/videos."
        raise fault(2207028, told)
    found = []
    for name in names:
        child = find(asked.world, "instagram", owner, name)
        if child is None:
            raise fault(2207006, f"The media with id {name} cannot be found.")
        if not child["is_item"]:
            raise fault(2207028, f"The media with id {name} was not made for a carousel.")
        if status(asked.world, "instagram", child) != "FINISHED":
            raise fault(2207027, "The media is not ready for publishing, please wait for a moment")
        found.append(child)
    return found


def _check_caption(caption: str) -> None:
    hashtags = len(HASHTAG.findall(caption))
    if len(caption.encode("utf-16-le")) // 2 > CAPTION or hashtags > HASHTAGS:
        told = f"The caption has more than {CAPTION} characters or {HASHTAGS} hashtags."
        raise fault(2207010, told)
    if len(MENTION.findall(caption)) > MENTIONS:
        raise fault(2207040, f"Cannot use more than {MENTIONS} tags in created media.")


def _notes(asked: Asked) -> dict[str, str]:
    notes = {
        "location": asked.text("location_id"),
        "with": ", ".join(asked.items("collaborators")),
        "tagged": json.dumps(asked.value("user_tags")) if asked.values.get("user_tags") else "",
        "made by AI": "yes" if asked.flag("is_ai_generated") else "",
        "paid partnership": "yes" if asked.flag("is_paid_partnership") else "",
    }
    return {name: value for name, value in notes.items() if value}


def _warnings(asked: Asked, kind: str, *, is_item: bool) -> list[str]:
    found = []
    if asked.text("caption") and (is_item or kind == "STORIES"):
        found.append("Instagram shows no caption on stories and on the parts of a carousel.")
    if asked.text("alt_text") and kind in ("VIDEO", "REELS", "STORIES", "CAROUSEL"):
        found.append("Instagram keeps an alternative text with pictures only, not with reels and stories.")
    return found


def get(asked: Asked, kept: Container) -> dict[str, Any]:
    """Tell how far a container is."""
    told = looked(asked.world, "instagram", kept)
    words = {
        "IN_PROGRESS": "In Progress: Media is still being processed.",
        "FINISHED": "Finished: Media has been uploaded and it is ready to be published.",
        "PUBLISHED": "Published: Media has been successfully published.",
        "EXPIRED": "Expired: Media was not published within 24 hours.",
        "ERROR": f"Error: Media upload has failed with error code {kept['fault']}",
    }
    node = {
        "id": kept["id"],
        "status_code": told,
        "status": words[told],
        "copyright_check_status": None,
        "video_status": None,
    }
    return select(node, asked.fields(), "ShadowIGMediaBuilder")


def warnings(kept: Container) -> list[str]:
    """Return what a container's post is warned of."""
    return [*kept["warnings"], *(scaled(kept["pictures"]) if kept["kind"] != "STORIES" else [])]
