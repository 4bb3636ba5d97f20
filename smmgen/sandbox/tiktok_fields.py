"""Read what a client asks to be published: names, types and limits.

Source: TikTok API, "Content Posting API reference": photo, direct post, upload; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.sandbox.exchange import Call, Refused
from smmgen.sandbox.tiktok_answer import length, refused

PRIVACY = ("PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "FOLLOWER_OF_CREATOR", "SELF_ONLY")
OFFERED = ("PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY")
"""What the sandbox's creators, whose accounts are public, may choose from."""
PHOTO_TITLE, PHOTO_DESCRIPTION, VIDEO_TITLE = 90, 4000, 2200
"""In UTF-16 units."""
PHOTOS = range(1, 36)

_SAID = {
    "privacy_level": str,
    "title": str,
    "disable_comment": bool,
    "brand_content_toggle": bool,
    "brand_organic_toggle": bool,
}
PHOTO_INFO = {**_SAID, "description": str, "auto_add_music": bool}
VIDEO_INFO = {
    **_SAID,
    "disable_duet": bool,
    "disable_stitch": bool,
    "video_cover_timestamp_ms": int,
    "is_aigc": bool,
}
PHOTO_SOURCE = {"source": str, "photo_images": list, "photo_cover_index": int}
VIDEO_SOURCE = {
    "source": str,
    "video_size": int,
    "chunk_size": int,
    "total_chunk_count": int,
    "video_url": str,
}


def invalid(what: str) -> Refused:
    """Return the exception for a parameter that TikTok does not take."""
    return refused(400, "invalid_params", what)


def part(call: Call, name: str, kinds: Mapping[str, type]) -> dict[str, Any]:
    """Return an object of the body; refuse names that are unknown and values of another type."""
    given = call.fields.get(name, {})
    if not isinstance(given, dict):
        raise invalid(f"{name} is not an object")
    for key, value in given.items():
        if key not in kinds:
            raise invalid(f"{name}.{key} is not known")
        if type(value) is not kinds[key]:
            raise invalid(f"{name}.{key} has the wrong type")
    return given


def check_texts(info: Mapping[str, Any], *, is_photo: bool) -> None:
    """Refuse a title or description that is too long."""
    limits = {"title": PHOTO_TITLE, "description": PHOTO_DESCRIPTION} if is_photo else {"title": VIDEO_TITLE}
    for name, limit in limits.items():
        if length(info.get(name, "")) > limit:
            raise invalid(f"post_info.{name} is longer than {limit} UTF-16 runes")


def check_direct(info: Mapping[str, Any], *, is_audited: bool) -> None:
    """Refuse a direct post without a privacy level, or with one that the creator cannot choose."""
    level = info.get("privacy_level")
    if level not in PRIVACY:
        raise invalid("post_info.privacy_level is missing or not known")
    if level not in OFFERED:
        what = "The privacy level is not one of privacy_level_options of the creator info."
        raise refused(403, "privacy_level_option_mismatch", what)
    if not is_audited and level != "SELF_ONLY":
        what = "Unaudited clients can only post to private accounts."
        raise refused(403, "unaudited_client_can_only_post_to_private_accounts", what)
    if info.get("brand_content_toggle") and level == "SELF_ONLY":
        raise invalid("post_info.brand_content_toggle: branded content cannot be SELF_ONLY")
