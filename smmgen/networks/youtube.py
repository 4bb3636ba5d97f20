"""YouTube: videos of a channel.

Source: YouTube Data API v3, discovery document 20260427 and reference; YouTube Help, lengths of titles,
descriptions and tags; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    Draft,
    Found,
    Identity,
    Limits,
    NotSent,
    Option,
    Outcome,
    Prepared,
    Refused,
    Reply,
    Sending,
    Sent,
    Session,
    VideoLimits,
)
from smmgen.apis import youtube, youtube_video
from smmgen.apis.answers import Stopped, deleted, fields, text, told
from smmgen.apis.finding import finding
from smmgen.apis.ledger_key import named_key
from smmgen.apis.youtube_numbers import METRICS
from smmgen.apis.youtube_video import PEOPLE_AND_BLOGS, found_video, permalink, tags_length
from smmgen.markup.plain import plain
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.pattern import pattern
from smmgen.text import hashtags

LONGEST = 5000
"""Bytes of a description. Source: YouTube Data API, videos, snippet.description."""
TAGS = 500
"""Characters of all tags together; one with a space counts its two quotation marks too. Source: the same."""
OPTIONS: Mapping[str, Option] = {
    "client_id": Option(
        kind="text", required=True, help="the app's client ID, from the Google Cloud console"
    ),
    "client_secret": Option(kind="secret", required=True, help="the app's client secret"),
    "refresh_token": Option(kind="secret", required=True, help="what signing in once gives, see the docs"),
    "privacy": Option(
        kind="choice",
        choices=("public", "unlisted", "private"),
        help="who can see the video; public without this key",
        per_post=True,
    ),
    "playlist": Option(kind="text", help="the ID of a playlist that the video joins", per_post=True),
    "category": Option(
        kind="number", help=f"the category's number; {PEOPLE_AND_BLOGS} without this key", per_post=True
    ),
    "made_for_kids": Option(kind="flag", help="say that the video is made for children", per_post=True),
    "altered": Option(
        kind="flag", help="say that it shows made or altered things that look real", per_post=True
    ),
    "paid": Option(kind="flag", help="say that it has paid promotion", per_post=True),
    "notify": Option(kind="flag", help="tell the subscribers (as it is without this key)", per_post=True),
}
_LIKE_NAMES = ("privacy", "playlist")
_LIKE_FLAGS = ("made_for_kids", "altered", "paid")


def limits(account: Account) -> Limits:
    """Return YouTube's limits. A video of a channel without a confirmed phone lasts 15 minutes at most."""
    return Limits(
        text=LONGEST,
        text_with_media=LONGEST,
        unit="bytes",
        images=0,
        image_bytes=2_097_152,
        alt=0,
        sizes={},
        hashtags=60,
        video_cover=(1280, 720),
        video=VideoLimits(
            bytes=274_877_906_944,
            seconds=(1, 43_200),
            types=frozenset({"video/mp4", "video/quicktime", "video/webm", "video/x-msvideo", "video/mpeg"}),
        ),
        comment=10_000,
        title=100,
        tags=100,
        needs_media=True,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; YouTube finds links, hashtags and chapters."""
    return plain(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count bytes in UTF-8: a Cyrillic letter is two."""
    return len(written.text.encode())


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find angle brackets, which YouTube refuses, and too many tags."""
    for message in variant.messages:
        if message.is_comment:
            continue
        for what, words in (("title", message.title), ("description", message.written.text)):
            if found := re.search("[<>]", words):
                said = f"The {what} has “{found[0]}”, which YouTube refuses."
                about = "title" if what == "title" else ""
                hint = "Write it in words, or as ‹ and ›."
                yield finding("YTB001", variant, message, said, hint, about=about)
        if (length := tags_length(message.tags)) > TAGS:
            said = f"The tags have {length} characters together; YouTube takes {TAGS}."
            hint = "Leave out the least important ones."
            yield finding("YTB002", variant, message, said, hint, about="tags")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return the language, and what differs from YouTube's habits."""
    options: dict[str, OptionValue] = {name: account.text(name) for name in _LIKE_NAMES if account.text(name)}
    options |= {name: True for name in _LIKE_FLAGS if account.flag(name)}
    if not account.flag("notify", default=True):
        options["notify"] = False
    category = account.number("category", PEOPLE_AND_BLOGS)
    return {"category": category, **({"language": language} if language else {}), **options}


@told
def prepare(session: Session, sending: Sending) -> Prepared | NotSent | Refused:
    """Upload the video for nobody to see; its id is the handle."""
    message, video = sending.content.message, sending.content.video
    if video is None:
        return Refused("YouTube takes videos only: add one, or leave the account out.")
    resource: dict[str, Any] = {
        "snippet": youtube_video.snippet(message),
        "status": youtube_video.status(message, "private"),
    }
    if message.options.get("paid"):
        resource["paidProductPlacementDetails"] = {"hasPaidProductPlacement": True}
    is_notified = message.options.get("notify") is not False
    data = sending.read(video)
    return Prepared(youtube.upload(session, resource, data, video.media_type, is_notified=is_notified))


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Give the video its cover and its playlist, which nobody sees, and show it with one call."""
    message, video = sending.content.message, sending.handle
    if message.is_comment:
        return _comment(session, sending)
    if not video:
        return NotSent("The video was not uploaded yet.")
    if cover := sending.content.thumbnail:
        youtube.set_cover(session, video, sending.read(cover), cover.media_type)
    if playlist := text(message.options.get("playlist")):
        youtube.list_in(session, playlist, video)
    privacy = text(message.options.get("privacy")) or "public"
    body = {"id": video, "status": youtube_video.status(message, privacy)}
    answer = youtube.act(session, "PUT", "/videos", {"part": "status"}, body)
    return _shown(answer, video, privacy) if isinstance(answer, Reply) else answer


def _shown(answer: Reply, video: str, privacy: str) -> Outcome:
    made = fields(answer)
    status = made.get("status")
    now = text(status.get("privacyStatus")) if isinstance(status, dict) else ""
    if text(made.get("id")) != video or not now:
        return Ambiguous("YouTube took the change but did not say what the video is now.", answer.status)
    if now != privacy == "public":
        why = (
            f"YouTube keeps the video {now}: uploads of a project that has not passed YouTube's audit stay "
            "private. Ask for the audit, or show the video by hand in YouTube Studio."
        )
        return NotSent(why, status=answer.status, is_account_wide=True)
    return Sent(video, permalink(video))


def _comment(session: Session, sending: Sending) -> Outcome:
    """Comment on the video as the channel."""
    video = sending.thread[0]
    top = {"snippet": {"textOriginal": sending.content.message.written.text}}
    body = {"snippet": {"videoId": video, "topLevelComment": top}}
    answer = youtube.act(session, "POST", "/commentThreads", {"part": "snippet"}, body)
    if not isinstance(answer, Reply):
        return answer
    comment = text(fields(answer).get("id"))
    if not comment:
        return Ambiguous("YouTube took the comment but did not name it.", answer.status)
    return Sent(comment, f"{permalink(video)}&lc={comment}")


def inspect(session: Session, handle: str) -> Sent | Draft:
    """Tell what became of an upload; one that is not there any more may have been seen before."""
    try:
        found = youtube.ask(session, "/videos", {"part": "status", "id": handle})
    except Stopped:
        return "unknown"
    status = found[0].get("status") if found else None
    if not isinstance(status, dict):
        return "unknown"
    if status.get("privacyStatus") != "private":
        return Sent(handle, permalink(handle))
    match status.get("uploadStatus"):
        case "failed":
            return "gone"
        case "rejected" | "deleted":
            return "unknown"
    return "unpublished"


_VIDEO = pattern(r"[\w-]{11}", re.ASCII)


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Change the title, the description and the tags; the video itself stays."""
    message = sending.content.message
    if message.is_comment:
        words = {"id": remote_id, "snippet": {"textOriginal": message.written.text}}
        answer = youtube.act(session, "PUT", "/comments", {"part": "snippet"}, words)
        return Sent(remote_id, "") if isinstance(answer, Reply) else answer
    body = {"id": remote_id, "snippet": youtube_video.snippet(message)}
    answer = youtube.act(session, "PUT", "/videos", {"part": "snippet"}, body)
    return Sent(remote_id, permalink(remote_id)) if isinstance(answer, Reply) else answer


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a video or a comment; one that is gone already is deleted."""
    path = "/videos" if _VIDEO.fullmatch(remote_id) else "/comments"
    answer = youtube.act(session, "DELETE", path, {"id": remote_id})
    return deleted(answer, remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose channel this is and what the token may do."""
    rights = youtube.rights(session)
    snippet = youtube.channel(session, "snippet").get("snippet")
    who = snippet if isinstance(snippet, dict) else {}
    handle = text(who.get("customUrl"))
    needed = () if not rights or "youtube" in rights else ("youtube.upload", "youtube.force-ssl")
    return Identity(
        name=text(who.get("title")) or handle,
        url=f"https://www.youtube.com/{handle}" if handle else "",
        rights=rights,
        missing=tuple(f"`{one}`: sign in again with it" for one in needed if one not in rights),
        notes=(
            "Videos of a project that has not passed YouTube's audit stay private, whatever is asked.",
            "While the app's consent screen is in testing, the refresh token dies after seven days.",
        ),
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the channel's latest videos that are not private; raises `NotReached` or `Broken`."""
    try:
        items = youtube.own_videos(session, most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(found for item in items if (found := found_video(item)))


ADAPTER = Adapter(
    name="youtube",
    title=youtube.TITLE,
    host=youtube.HOST,
    options=OPTIONS,
    limits=limits,
    ad_options={"paid": "paid"},
    abilities=frozenset({"video", "first-comment"}),
    delivery_class="handle",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=named_key,
    send=send,
    recent=recent,
    comment_class="blind",
    prepare=prepare,
    inspect=inspect,
    edit=edit,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts=(
        "A refresh token lives until it is revoked or unused for six months; only for seven days while the "
        "app's consent screen is in testing. Access tokens are made of it in each run."
    ),
)
