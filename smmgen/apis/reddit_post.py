"""Reddit's posts: what is told of one that is made, and what a listing tells.

Source: Reddit API documentation, /api/submit; recorded answers in PRAW's tests, 2020 to 2025; read 2026-11.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from math import ceil
from typing import Any

from smmgen.adapter import Found, Refused, Reply, Sending, Session
from smmgen.apis import reddit
from smmgen.apis.answers import Stopped, text
from smmgen.apis.reddit import Asset
from smmgen.model.post import Poll
from smmgen.pattern import pattern

CAPTION = 180
"""A gallery's caption, in characters. UNVERIFIED: Reddit's own page takes so many."""
MOST_DAYS = 7
_TEMPLATE = pattern(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_POLL_LINK = pattern(r"\s*\[View Poll\]\(https://www\.reddit\.com/poll/\w+\)\s*\Z")


def common(session: Session, sending: Sending) -> Mapping[str, Any]:
    """Return what every post is told; raises `Stopped` where its flair is not the community's."""
    message = sending.content.message
    options = message.options
    body = {
        "sr": community(sending),
        "title": message.title,
        "nsfw": bool(options.get("nsfw")),
        "spoiler": bool(options.get("spoiler")),
        "sendreplies": options.get("replies") is not False,
        "validate_on_submit": True,
        "api_type": "json",
    }
    return {**body, **_flair(session, community(sending), text(options.get("flair")))}


def community(sending: Sending) -> str:
    """Return the community that the message is for, without "r/"."""
    return reddit.subreddit(text(sending.content.message.options.get("subreddit")))


def _flair(session: Session, community: str, wanted: str) -> Mapping[str, str]:
    """Return the flair by its template's number, looked up where the post has its words."""
    if not wanted or _TEMPLATE.fullmatch(wanted.lower()):
        return {"flair_id": wanted} if wanted else {}
    known = reddit.flairs(session, community)
    found = [number for number, words in known if words.strip().casefold() == wanted.strip().casefold()]
    if not found:
        listed = ", ".join(f"“{words}”" for _, words in known) or "none"
        raise Stopped(Refused(f"r/{community} has no flair “{wanted}” for posts; it has {listed}."))
    return {"flair_id": found[0]}


def form(body: Mapping[str, Any]) -> Mapping[str, str]:
    """Return a body as a form's fields."""
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value) for name, value in body.items()
    }


def gallery(sending: Sending, assets: list[Asset]) -> list[Mapping[str, str]]:
    """Return a gallery's pictures, with their texts as captions where the account wants that."""
    has_captions = bool(sending.content.message.options.get("captions"))
    return [
        {"media_id": asset.number, "caption": file.alt if has_captions else "", "outbound_url": ""}
        for asset, file in zip(assets, sending.content.files, strict=True)
    ]


def days(poll: Poll) -> int:
    """Return for how many days a poll is open: Reddit knows whole ones."""
    return min(max(ceil(poll.hours / 24), 1), MOST_DAYS)


def is_picture_post(post: Mapping[str, Any], sending: Sending, asset: Asset, since: datetime) -> bool:
    """Tell whether a listed post is the one just made of this picture: by the picture, else by its title."""
    if text(post.get("subreddit")).casefold() != community(sending).casefold():
        return False
    if asset.number and asset.number in text(post.get("url")):
        return True
    at, title = moment(post), sending.content.message.title
    return at is not None and at >= since and text(post.get("title")).split() == title.split()


def is_link_post(post: Mapping[str, Any], sending: Sending, since: datetime) -> bool:
    """Tell whether a listed post is the one that an earlier attempt made of this link."""
    card, at = sending.content.message.link_card, moment(post)
    is_there = text(post.get("subreddit")).casefold() == community(sending).casefold()
    is_ours = text(post.get("title")).split() == sending.content.message.title.split()
    is_new = at is not None and at >= since
    return card is not None and text(post.get("url")) == card.url and is_there and is_ours and is_new


def first_thing(reply: Reply) -> Mapping[str, Any]:
    """Return the post or the comment that an answer shows."""
    things = reddit.data(reply).get("things")
    first = things[0] if isinstance(things, list) and things and isinstance(things[0], dict) else {}
    thing = first.get("data")
    return thing if isinstance(thing, dict) else {}


def moment(post: Mapping[str, Any]) -> datetime | None:
    """Return when a listed post was made, in UTC."""
    at = post.get("created_utc")
    return datetime.fromtimestamp(at, UTC) if isinstance(at, int | float) else None


def permalink(post: Mapping[str, Any]) -> str:
    """Return the address of a listed post or comment."""
    place = text(post.get("permalink"))
    return reddit.SITE + place if place.startswith("/") else place


def found_post(post: Mapping[str, Any], words_of: Callable[[str], str]) -> Found | None:
    """Read a listed post; None where it is none. `words_of` returns what is seen of its Markdown."""
    name, at = text(post.get("name")), moment(post)
    if not name.startswith("t3_") or at is None:
        return None
    return Found(
        remote_id=name,
        url=permalink(post),
        text=words_of(_POLL_LINK.sub("", text(post.get("selftext")))),
        at=at,
        images=_images(post),
    )


def _images(post: Mapping[str, Any]) -> int:
    listed = post.get("gallery_data")
    items = listed.get("items") if isinstance(listed, dict) else None
    if isinstance(items, list):
        return len(items)
    is_own = post.get("is_reddit_media_domain") is True and post.get("is_video") is not True
    return int(is_own or post.get("post_hint") == "image")
