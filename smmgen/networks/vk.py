"""VK: the wall of a community.

Source: VK's JSON schema 5.199 (January 2025); dev.vk.com, wall.post (June 2026); read 2026-11.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    DeliveryClass,
    Found,
    Identity,
    Limits,
    NotSent,
    Option,
    Outcome,
    PollLimits,
    Refused,
    Reply,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import vk
from smmgen.apis.answers import Stopped, deleted, fields, text, told
from smmgen.apis.finding import finding
from smmgen.apis.vk_numbers import METRICS
from smmgen.hashes import sha256
from smmgen.markup.wiki import unwrapped, wiki
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags

LONGEST = 15_000
"""VK's documents name no limit; 15,900 to 16,384 characters are reported, so this is on the safe side."""

OPTIONS: Mapping[str, Option] = {
    "group": Option(kind="number", required=True, help="the community's number, without a minus"),
    "token": Option(kind="secret", required=True, help="a token with the right `wall`, see the docs"),
    "service_token": Option(
        kind="secret", help="the app's service token, to read the wall where `token` is a community's key"
    ),
    "photos": Option(
        kind="choice",
        choices=("wall", "messages"),
        help="how pictures are uploaded; `messages` where `token` is a community's key",
    ),
    "max_characters": Option(kind="number", help=f"the longest text, where it is not {LONGEST}"),
    "preview": Option(kind="flag", help="show the preview of the post's link (as it is without this key)"),
    "signed": Option(kind="flag", help="name the token's owner below the post"),
    "silent": Option(kind="flag", help="publish without a notification"),
    "comments": Option(kind="flag", help="let people comment (as it is without this key)"),
    "ad": Option(kind="flag", help="mark the post as an advertisement, as `ad:` does", per_post=True),
}


def limits(account: Account) -> Limits:
    """Return VK's limits, with the account's own for text.

    Source: wall.post, restrictions (10 pictures and videos, one poll, its answers); polls.create (10
    answers); uploading files (50 MB). A poll's question and its longest time are not documented.
    """
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=10,
        image_bytes=50_000_000,
        alt=0,
        sizes=post_sizes("vk"),
        hashtags=5,
        poll=PollLimits(question=255, options=10, option=100, hours=720, has_pictures=True),
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; a link to a profile of VK becomes a mention, `[club1|words]`."""
    return wiki(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count code points of what is sent, the marks of mentions included: VK does not say what it counts."""
    return len(written.text)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find a poll that stands alone: VK takes it only below a text or a picture."""
    for message in variant.messages:
        if message.poll and not message.written.text and not message.pictures:
            what = "VK takes no poll that stands alone."
            hint = "Write a sentence above it, or add a picture."
            yield finding("VKO001", variant, message, what, hint, about="poll")


_ON = ("signed", "silent", "ad")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what differs from VK's habits."""
    options: dict[str, OptionValue] = {name: True for name in _ON if account.flag(name)}
    return options | {name: False for name in ("comments", "preview") if not account.flag(name, default=True)}


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the `guid`: the same at every attempt, whenever the delivery is due."""
    return sha256(str(delivery).encode()).hexdigest()[:32]


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Upload the pictures and make the poll, which nobody sees, and publish with one call."""
    group = session.account.text("group")
    if sending.content.message.is_comment:
        return _comment(session, sending, group)
    attachments = _attachments(session, sending, group)
    answer = vk.publish(session, "wall.post", _body(sending, group, attachments))
    if not isinstance(answer, Reply):
        return answer
    made = fields(answer).get("response")
    number = made.get("post_id") if isinstance(made, dict) else None
    if type(number) is not int or number < 1:
        return Ambiguous("VK took the post but did not name it.", answer.status)
    return Sent(f"-{group}_{number}", _permalink(group, number))


def _attachments(session: Session, sending: Sending, group: str) -> list[str]:
    """Upload the pictures, make the poll; without either the link's preview is attached."""
    message = sending.content.message
    found = [_photo(session, sending, file) for file in sending.content.files]
    found += _poll(session, sending, group)
    if message.link and not found and message.options.get("preview") is not False:
        return [message.link]
    return found


def _comment(session: Session, sending: Sending, group: str) -> Outcome:
    """Comment on the post as the community."""
    post = _number(sending.thread[0])
    body = {
        "owner_id": f"-{group}",
        "post_id": post,
        "from_group": group,
        "message": sending.content.message.written.text,
        "guid": sending.key,
    }
    answer = vk.publish(session, "wall.createComment", body)
    if not isinstance(answer, Reply):
        return answer
    made = fields(answer).get("response")
    number = made.get("comment_id") if isinstance(made, dict) else None
    if type(number) is not int or number < 1:
        return Ambiguous("VK took the comment but did not name it.", answer.status)
    return Sent(f"-{group}_{post}_r{number}", f"{_permalink(group, int(post))}?reply={number}")


def _number(remote_id: str) -> str:
    return remote_id.partition("_")[2].partition("_")[0]


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Put the message and its attachments in the place of what is public; VK drops what is not sent again."""
    group = session.account.text("group")
    if sending.content.message.is_comment or sending.content.message.poll:
        return Refused("smmgen cannot change comments and polls on VK.")
    body = {
        "owner_id": f"-{group}",
        "post_id": _number(remote_id),
        "message": sending.content.message.written.text,
        "attachments": ",".join(_attachments(session, sending, group)),
        "mark_as_ads": "1" if sending.content.message.options.get("ad") else "",
    }
    answer = vk.publish(session, "wall.edit", {name: value for name, value in body.items() if value})
    return (
        Sent(remote_id, _permalink(group, int(_number(remote_id)))) if isinstance(answer, Reply) else answer
    )


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a post, or a comment."""
    group, (_, _, comment) = session.account.text("group"), remote_id.partition("_r")
    if comment:
        body = {"owner_id": f"-{group}", "comment_id": comment}
        answer = vk.publish(session, "wall.deleteComment", body)
    else:
        body = {"owner_id": f"-{group}", "post_id": _number(remote_id)}
        answer = vk.publish(session, "wall.delete", body)
    return deleted(answer, remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask for the community, and for the token's rights where it is a community's own."""
    group = session.account.text("group")
    name, place = vk.community(session, group)
    rights = vk.rights(session)
    missing = () if not rights or "wall" in rights else ("`wall`: make a new key or token with it",)
    return Identity(name=name, url=f"https://vk.com/{place}", rights=rights, missing=missing)


def _photo(session: Session, sending: Sending, file: File) -> str:
    data = (file.path.rpartition("/")[2], sending.read(file), file.media_type)
    if session.account.text("photos") == "messages":
        return vk.message_photo(session, data)
    return vk.wall_photo(session, session.account.text("group"), data)


def _poll(session: Session, sending: Sending, group: str) -> list[str]:
    poll = sending.content.message.poll
    if poll is None:
        return []
    end = session.now() + timedelta(hours=poll.hours)
    return [vk.poll(session, group, poll.question, poll.options, int(end.timestamp()))]


_FLAGS = {
    "signed": {"signed": "1"},
    "silent": {"mute_notifications": "1"},
    "comments": {"close_comments": "1"},
    "ad": {"mark_as_ads": "1"},
}
"""What VK is told where the message's option is there."""


def _body(sending: Sending, group: str, attachments: list[str]) -> Mapping[str, str]:
    message = sending.content.message
    flags = [told for name, told in _FLAGS.items() if name in message.options]
    body = {
        "owner_id": f"-{group}",
        "from_group": "1",
        "message": message.written.text,
        "attachments": ",".join(attachments),
        "guid": sending.key,
        **{name: value for told in flags for name, value in told.items()},
    }
    return {name: value for name, value in body.items() if value}


def _permalink(group: str, number: int) -> str:
    return f"https://vk.com/wall-{group}_{number}"


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the community's latest posts; raises `NotReached` or `Broken`."""
    group = session.account.text("group")
    try:
        posts = vk.wall(session, group, most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(found for post in posts if (found := _found(group, post)))


def _found(group: str, post: Mapping[str, Any]) -> Found | None:
    number, date = post.get("id"), post.get("date")
    if not isinstance(number, int) or not isinstance(date, int):
        return None
    attached = post.get("attachments")
    kinds = (
        [one.get("type") for one in attached if isinstance(one, dict)] if isinstance(attached, list) else []
    )
    return Found(
        remote_id=f"-{group}_{number}",
        url=_permalink(group, number),
        text=unwrapped(text(post.get("text"))),
        at=datetime.fromtimestamp(date, UTC),
        images=kinds.count("photo"),
    )


def class_now(session: Session) -> DeliveryClass:
    """Trust the `guid`, which VK keeps for an hour, only where the wall itself can be looked at too."""
    try:
        vk.wall(session, session.account.text("group"), 1)
    except Stopped:
        return "blind"
    return "windowed"


ADAPTER = Adapter(
    name="vk",
    title=vk.TITLE,
    host="https://api.vk.com",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "poll", "first-comment"}),
    ad_options={"paid": "ad", "own": "ad"},
    delivery_class="windowed",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.snake,
    message_options=message_options,
    check=check,
    key=key,
    send=send,
    recent=recent,
    class_now=class_now,
    comment_class="blind",
    edit=edit,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts=(
        "A community's key lives until it is deleted in the community's settings. A person's token with the "
        "right `offline` lives until its owner ends all sessions; without it, for a day."
    ),
)
