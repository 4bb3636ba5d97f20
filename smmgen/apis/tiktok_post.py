"""What TikTok is told of a post.

Source: TikTok for Developers, Content Posting API, photo, direct post and upload; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Refused, Sending, Session
from smmgen.apis.answers import Stopped
from smmgen.apis.tiktok import Creator, creator
from smmgen.model.variant import Message

PRIVACY: Mapping[str, str] = {
    "public": "PUBLIC_TO_EVERYONE",
    "friends": "MUTUAL_FOLLOW_FRIENDS",
    "followers": "FOLLOWER_OF_CREATOR",
    "private": "SELF_ONLY",
}


def is_direct(message: Message) -> bool:
    """Tell whether a post is published, and not only sent to the account's inbox."""
    return message.options.get("mode") == "direct"


def is_public(message: Message) -> bool:
    """Tell whether a post gets an address of its own, after TikTok's review."""
    return is_direct(message) and message.options.get("privacy") == "public"


def _shared(session: Session, message: Message) -> dict[str, Any]:
    """Return what pictures and videos that are published have in common; raises `Stopped`."""
    allowed = creator(session)
    return {
        "privacy_level": _privacy(message, allowed),
        "disable_comment": _is_off(message, allowed, "comment", "comments"),
        "brand_content_toggle": message.options.get("paid") is True,
        "brand_organic_toggle": message.options.get("own_brand") is True,
    }


def _privacy(message: Message, allowed: Creator) -> str:
    wanted = str(message.options.get("privacy", ""))
    if PRIVACY.get(wanted) in allowed.privacy:
        return PRIVACY[wanted]
    offered = ", ".join(name for name, level in PRIVACY.items() if level in allowed.privacy)
    why = f"The account @{allowed.user} does not offer `privacy: {wanted}`; it offers {offered or 'none'}."
    raise Stopped(Refused(why))


def _is_off(message: Message, allowed: Creator, name: str, option: str) -> bool:
    """Tell whether something stays switched off: TikTok wants it to be, unless the account's owner asks."""
    return name in allowed.off or message.options.get(option) is not True


def photos(session: Session, sending: Sending) -> Mapping[str, Any]:
    """Return the call's body for pictures; raises `Stopped` and `NotHosted`."""
    message = sending.content.message
    info: dict[str, Any] = {"title": message.title, "description": message.written.text}
    if is_direct(message):
        info |= _shared(session, message)
        info["auto_add_music"] = message.options.get("music") is True
    return {
        "media_type": "PHOTO",
        "post_mode": "DIRECT_POST" if is_direct(message) else "MEDIA_UPLOAD",
        "post_info": info,
        "source_info": {
            "source": "PULL_FROM_URL",
            "photo_cover_index": 0,
            "photo_images": [sending.public_url(file) for file in sending.content.files],
        },
    }


def film(session: Session, message: Message, seconds: float) -> Mapping[str, Any]:
    """Return what is told of a video that is published; raises `Stopped`."""
    allowed = creator(session)
    if 0 < allowed.seconds < seconds:
        why = f"The video lasts {seconds:.0f} s; @{allowed.user} may post {allowed.seconds} s at most."
        raise Stopped(Refused(why))
    return {
        "title": message.written.text,
        **_shared(session, message),
        "disable_duet": _is_off(message, allowed, "duet", "duet"),
        "disable_stitch": _is_off(message, allowed, "stitch", "stitch"),
        "video_cover_timestamp_ms": int(str(message.options.get("cover_ms", 0))),
        "is_aigc": message.options.get("made_with_ai") is True,
    }
