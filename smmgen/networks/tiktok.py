"""TikTok: pictures and videos, published or sent to the account's inbox.

Source: TikTok for Developers, Content Posting API (photo, direct post, upload, status), Display API; read
2026-11.
"""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from smmgen.adapter import (
    Adapter,
    Broken,
    Draft,
    Found,
    Identity,
    Limits,
    NotReached,
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
from smmgen.apis import rotating, tiktok
from smmgen.apis.answers import Stopped, text, told
from smmgen.apis.ledger_key import named_key
from smmgen.apis.tiktok_check import CAPTION, check
from smmgen.apis.tiktok_check import TITLE as TITLE_UNITS
from smmgen.apis.tiktok_error import TITLE
from smmgen.apis.tiktok_post import PRIVACY, film, is_direct, is_public, photos
from smmgen.apis.tiktok_status import Handle, Pause, handle_of, inspected, settled
from smmgen.markup.plain import plain
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Written
from smmgen.text import hashtags
from smmgen.text.count import utf16

LONGEST = 4000
OPTIONS: Mapping[str, Option] = {
    "client_key": Option(kind="text", required=True, help="the app's client key"),
    "client_secret": Option(kind="secret", required=True, help="the app's client secret"),
    "refresh_token": Option(kind="secret", required=True, help="what signing in once gives, see the docs"),
    "mode": Option(
        kind="choice",
        choices=("inbox", "direct"),
        help="send posts to the account's inbox, where a person finishes them (as without it), or publish",
        per_post=True,
    ),
    "privacy": Option(
        kind="choice", choices=tuple(PRIVACY), help="who may see what is published", per_post=True
    ),
    "audited": Option(kind="flag", help="say that TikTok has audited the app, so that posts may be public"),
    "comments": Option(kind="flag", help="let people comment", per_post=True),
    "duet": Option(kind="flag", help="let people make duets with the video", per_post=True),
    "stitch": Option(kind="flag", help="let people stitch the video", per_post=True),
    "paid": Option(kind="flag", help="say that it is a paid partnership", per_post=True),
    "own_brand": Option(kind="flag", help="say that it advertises the account's own business", per_post=True),
    "made_with_ai": Option(kind="flag", help="label the video as made with AI", per_post=True),
    "music": Option(kind="flag", help="let TikTok add music to pictures", per_post=True),
    "cover_ms": Option(
        kind="number", help="the moment of the video that is its cover, in milliseconds", per_post=True
    ),
}
_FLAGS = ("comments", "duet", "stitch", "paid", "own_brand", "made_with_ai", "music")
RIGHTS = {"direct": "video.publish", "inbox": "video.upload"}


def limits(account: Account) -> Limits:
    """Return TikTok's limits: the text of pictures; that of videos is shorter (see `check`).

    Source: photo post, direct post, media transfer guide. That more than five hashtags are cut is reported
    for the app since August 2025, and not verified.
    """
    return Limits(
        text=LONGEST,
        text_with_media=LONGEST,
        unit="UTF-16 units",
        images=35,
        image_bytes=20_000_000,
        alt=0,
        sizes=post_sizes("tiktok"),
        hashtags=5,
        video=VideoLimits(
            bytes=4_000_000_000,
            seconds=(1, 600),
            types=frozenset({"video/mp4", "video/quicktime", "video/webm"}),
        ),
        title=TITLE_UNITS,
        needs_media=True,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; TikTok finds hashtags and mentions, and makes no link of an address."""
    return plain(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count UTF-16 units, which TikTok calls runes: most emoji are two."""
    return utf16(written.text)


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return how the post goes out, who sees it, and what else is asked for."""
    options: dict[str, OptionValue] = {"mode": account.text("mode") or "inbox"}
    if privacy := account.text("privacy"):
        options["privacy"] = privacy
    if cover := account.number("cover_ms", 0):
        options["cover_ms"] = cover
    return options | {name: True for name in _FLAGS if account.flag(name)}


@told
def prepare(session: Session, sending: Sending) -> Prepared | NotSent | Refused:
    """Begin a video's upload and send all but its last piece: without that nothing is published.

    The address of the upload lets anybody post in the account's name, so that it is kept for the run only.
    """
    message, video = sending.content.message, sending.content.video
    if video is None:
        return Refused("There is no video.")
    if is_direct(message) and utf16(message.written.text) > CAPTION:
        return Refused(f"The text is too long: below a video TikTok takes {CAPTION} UTF-16 units.")
    content = sending.read(video)
    body: dict[str, Any] = {"source_info": tiktok.source(len(content))}
    path = "/post/publish/video/init/" if is_direct(message) else "/post/publish/inbox/video/init/"
    if is_direct(message):
        body["post_info"] = film(session, message, video.seconds)
    begun = tiktok.ask(session, path, body)
    publish_id, place = text(begun.get("publish_id")), text(begun.get("upload_url"))
    if not publish_id or not place:
        return NotSent("TikTok did not say where to upload the video.")
    session.memo[publish_id] = place
    tiktok.upload(session, place, content, video.media_type)
    return Prepared(str(Handle(publish_id, len(content), session.now())))


@told
def send(session: Session, sending: Sending, pause: Pause = time.sleep) -> Outcome:
    """Publish with one call: a video's last piece, or the order to fetch the pictures."""
    message, video = sending.content.message, sending.content.video
    if video:
        return _video(session, sending, video, pause)
    if not sending.content.files:
        return Refused("TikTok takes no post without a picture or a video.")
    answer = tiktok.act(session, "/post/publish/content/init/", photos(session, sending))
    if not isinstance(answer, Reply):
        return answer
    publish_id = text(tiktok.data(answer).get("publish_id"))
    if not publish_id:
        return tiktok.unclear("an unnamed one", "it did not name it.", answer.status)
    return settled(session, publish_id, "photo", pause, is_public=is_public(message))


def _video(session: Session, sending: Sending, video: File, pause: Pause) -> Outcome:
    if not sending.handle:
        return NotSent("The video was not uploaded yet.")
    publish_id = handle_of(sending.handle).publish_id
    place = text(session.memo.get(publish_id))
    if not place:
        return NotSent("The address of the video's upload is not known any more.")
    answer = tiktok.finish(session, place, sending.read(video), video.media_type)
    if not isinstance(answer, Reply):
        return answer
    return settled(session, publish_id, "video", pause, is_public=is_public(sending.content.message))


def inspect(session: Session, handle: str) -> Sent | Draft:
    """Tell what became of a video's upload."""
    try:
        return inspected(session, handle)
    except (Stopped, NotReached, Broken, ValueError):
        return "unknown"


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask who the account is, whom it may post for, and which rights the token has."""
    mode = session.account.text("mode") or "inbox"
    notes = ["TikTok replaces the refresh token each time it is used, here too: see `secrets.keep`."]
    if mode == "direct":
        found = tiktok.creator(session)
        name, user = f"@{found.user}", found.user
        offered = [level for level, value in PRIVACY.items() if value in found.privacy]
        seen = ", ".join(offered) or "nobody"
        notes.append(f"Posts may be seen by: {seen}. Videos last {found.seconds} s at most.")
    else:
        asked = {"fields": "open_id,display_name"}
        who = tiktok.ask(session, "/user/info/", method="GET", query=asked).get("user")
        name, user = text(who.get("display_name")) if isinstance(who, dict) else "", tiktok.user(session)
        notes.append("Posts go to the account's inbox, where a person has to finish them in the app.")
    if not session.account.flag("audited"):
        notes.append("An app that TikTok has not audited posts privately only, to at most 5 accounts a day.")
    rights: tuple[str, ...] = session.memo.get("scopes", ())
    needed = (RIGHTS[mode], "user.info.basic", "video.list")
    return Identity(
        name=name,
        url=f"{tiktok.SITE}/@{user}" if user else "",
        rights=rights,
        missing=tuple(f"`{one}`: sign in again with it" for one in needed if rights and one not in rights),
        expires=session.memo.get("secret_ends"),
        notes=tuple(notes),
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the account's latest public posts; raises `NotReached` or `Broken`.

    TikTok shows the first 150 characters of a text, so that a longer one is not found again.
    """
    try:
        videos = tiktok.own_videos(session)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(found for one in videos[:most] if (found := _found(one)))


def _found(one: Mapping[str, Any]) -> Found | None:
    name, at = str(one.get("id") or ""), one.get("create_time")
    if not name or not isinstance(at, int):
        return None
    words = text(one.get("video_description")) or text(one.get("title"))
    url = text(one.get("share_url")).partition("?")[0]
    return Found(remote_id=name, url=url, text=words, at=datetime.fromtimestamp(at, UTC), images=None)


ADAPTER = Adapter(
    name="tiktok",
    title=TITLE,
    host=tiktok.HOST,
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "video"}),
    delivery_class="blind",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=named_key,
    send=send,
    recent=recent,
    prepare=prepare,
    inspect=inspect,
    video_class="handle",
    identify=identify,
    no_metrics="TikTok tells numbers of videos, which smmgen does not read yet.",
    ad_options={"paid": "paid", "own": "own_brand"},
    fetches_media=True,
    secret_facts=(
        "A refresh token lives for 180 days and is replaced each time it is used, by the doctor too: the new "
        "one goes to `secrets.keep`, and without that nothing is done. Access tokens, of some hours, are "
        "made of it in each run."
    ),
    renews=rotating.renews,
)
