"""VK: the wall of a community.

Source: VK's JSON schema 5.199 (January 2025); dev.vk.com, wall.post (June 2026); read 2026-11.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    DeliveryClass,
    Found,
    Limits,
    Option,
    Outcome,
    PollLimits,
    Reply,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import vk
from smmgen.apis.answers import Stopped, fields, text, told
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
            yield Diagnostic(
                code="VKO001",
                severity="error",
                span=message.span,
                message="VK takes no poll that stands alone.",
                hint="Write a sentence above it, or add a picture.",
                post=variant.post,
                account=variant.account,
            )


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what differs from VK's habits."""
    options: dict[str, OptionValue] = {name: True for name in ("signed", "silent") if account.flag(name)}
    return options | {name: False for name in ("comments", "preview") if not account.flag(name, default=True)}


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the `guid`: the same at every attempt, whenever the delivery is due."""
    return sha256(str(delivery).encode()).hexdigest()[:32]


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Upload the pictures and make the poll, which nobody sees, and publish with one call."""
    group = session.account.text("group")
    attachments = [_photo(session, sending, file) for file in sending.content.files]
    attachments += _poll(session, sending, group)
    message = sending.content.message
    if message.link and not attachments and message.options.get("preview") is not False:
        attachments.append(message.link)
    answer = vk.publish(session, _body(sending, group, attachments))
    if not isinstance(answer, Reply):
        return answer
    made = fields(answer).get("response")
    number = made.get("post_id") if isinstance(made, dict) else None
    if type(number) is not int or number < 1:
        return Ambiguous("VK took the post but did not name it.", answer.status)
    return Sent(f"-{group}_{number}", _permalink(group, number))


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
    abilities=frozenset({"image", "album", "poll"}),
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
)
