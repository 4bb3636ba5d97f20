"""OK (Odnoklassniki): the topics of a group.

Source: apiok.ru, mediatopic.post and photosV2.getUploadUrl; read 2026-11. What OK does not document is an
option of the account, and docs/networks/ok.md says so.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
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
from smmgen.apis import ok
from smmgen.apis.answers import Stopped, deleted, objects, text, told
from smmgen.apis.finding import finding
from smmgen.apis.ledger_key import named_key
from smmgen.apis.ok_numbers import METRICS
from smmgen.markup.plain import plain
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags

LONGEST = 8000
"""OK documents no limit; this is a cautious one."""

MOST_PICTURES = 10
"""OK documents no number; this is a cautious one."""

OPTIONS: Mapping[str, Option] = {
    "group": Option(kind="number", required=True, help="the group's number"),
    "application_key": Option(kind="text", required=True, help="the app's public key"),
    "token": Option(kind="secret", required=True, help="the access token"),
    "session_secret": Option(kind="secret", help="the session's secret key, which comes with the token"),
    "application_secret": Option(
        kind="secret", help="the app's secret key, in the place of the session's secret key"
    ),
    "max_characters": Option(kind="number", help=f"the longest text, where it is not {LONGEST}"),
    "max_pictures": Option(kind="number", help=f"the most pictures, where it is not {MOST_PICTURES}"),
    "preview": Option(kind="flag", help="show the preview of the post's link (as it is without this key)"),
    "comments": Option(kind="flag", help="let people comment (as it is without this key)"),
}


def limits(account: Account) -> Limits:
    """Return OK's limits, all of them cautious ones, with the account's own where it has some."""
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=account.number("max_pictures", MOST_PICTURES),
        image_bytes=10_000_000,
        alt=0,
        sizes=post_sizes("ok"),
        comment=3000,
        hashtags=5,
        poll=PollLimits(question=255, options=10, option=50, hours=0, has_pictures=True),
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; OK finds links and hashtags."""
    return plain(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count code points: OK does not say what it counts."""
    return len(written.text)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find an account that cannot sign its calls."""
    if variant.messages and not {"session_secret", "application_secret"} & set(account.secrets):
        what = f"The account “{account.name}” cannot publish on OK: it has nothing to sign calls with."
        hint = "Add session_secret: env:OK_SESSION_SECRET to it in smmgen.yaml."
        yield finding("OKR001", variant, variant.messages[0], what, hint, about="session_secret")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what differs from OK's habits."""
    return {name: False for name in ("comments", "preview") if not account.flag(name, default=True)}


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Upload the pictures, which nobody sees, and publish with one call."""
    group = session.account.text("group")
    if sending.content.message.is_comment:
        return _comment(session, sending, group)
    files = tuple(
        (file.path.rpartition("/")[2], sending.read(file), file.media_type) for file in sending.content.files
    )
    tokens = ok.upload(session, group, files) if files else []
    attachment = json.dumps(_attachment(sending, tokens), ensure_ascii=False, separators=(",", ":"))
    answer = ok.publish(
        session, "mediatopic.post", {"type": "GROUP_THEME", "gid": group, "attachment": attachment}
    )
    if not isinstance(answer, Reply):
        return answer
    topic = answer.json()
    number = str(topic) if isinstance(topic, str | int) and not isinstance(topic, bool) else ""
    if not number.isdecimal():
        return Ambiguous("OK took the topic but did not name it.", answer.status)
    return Sent(number, _permalink(group, number))


def _comment(session: Session, sending: Sending, group: str) -> Outcome:
    """Comment on the topic as the group."""
    topic = sending.thread[0]
    asked = {
        "entityId": topic,
        "entityType": "GROUP_TOPIC",
        "comment": sending.content.message.written.text,
        "as_admin": "true",
    }
    answer = ok.publish(session, "discussions.addDiscussionComment", asked)
    if not isinstance(answer, Reply):
        return answer
    made = answer.json()
    number = (made.get("comment_id") or made.get("id")) if isinstance(made, dict) else made
    if not isinstance(number, str | int) or isinstance(number, bool) or not str(number):
        return Ambiguous("OK took the comment but did not name it.", answer.status)
    return Sent(f"{topic}/{number}", _permalink(group, topic))


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a topic."""
    if "/" in remote_id:
        return Refused("smmgen cannot delete comments on OK. Delete it there by hand.")
    asked = {"topic_id": remote_id, "gid": session.account.text("group")}
    answer = ok.publish(session, "mediatopic.deleteTopic", asked)
    return deleted(answer, remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask who the token's owner is, and for the group."""
    group = session.account.text("group")
    who, name = ok.user(session), ok.group_name(session, group)
    return Identity(name=f"{who} for the group “{name}”", url=f"https://ok.ru/group/{group}")


def _attachment(sending: Sending, tokens: list[str]) -> Mapping[str, Any]:
    """Return the topic: blocks in the order in which they are shown. OK takes its booleans as words."""
    message = sending.content.message
    blocks: list[Mapping[str, Any]] = []
    if message.written.text:
        blocks.append({"type": "text", "text": message.written.text})
    if tokens:
        blocks.append({"type": "photo", "list": [{"id": token} for token in tokens]})
    if poll := message.poll:
        answers = [{"text": option} for option in poll.options]
        blocks.append(
            {"type": "poll", "question": poll.question, "answers": answers, "options": "SingleChoice"}
        )
    if message.link and not tokens and message.options.get("preview") is not False:
        blocks.append({"type": "link", "url": message.link})
    topic: dict[str, Any] = {"media": blocks, "onBehalfOfGroup": "true"}
    return topic | ({"disableComments": "true"} if message.options.get("comments") is False else {})


def _permalink(group: str, number: str) -> str:
    return f"https://ok.ru/group/{group}/topic/{number}"


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the group's latest topics; raises `NotReached` or `Broken`, also where the app may not ask."""
    group = session.account.text("group")
    try:
        topics = ok.topics(session, group, most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(found for topic in topics if (found := _found(group, topic)))


def _found(group: str, topic: Mapping[str, Any]) -> Found | None:
    number, made = topic.get("id"), topic.get("created_ms")
    if not str(number).isdecimal() or not isinstance(made, int):
        return None
    media = topic.get("media")
    blocks = objects(media)
    return Found(
        remote_id=str(number),
        url=_permalink(group, str(number)),
        text="\n".join(text(block.get("text")) for block in blocks if block.get("type") == "text"),
        at=datetime.fromtimestamp(made / 1000, UTC),
        images=sum(_pictures(block) for block in blocks if block.get("type") == "photo"),
    )


def _pictures(block: Mapping[str, Any]) -> int:
    """Return how many pictures a block shows; the name of their list differs from answer to answer."""
    lists = (block.get(name) for name in ("photos", "photo_refs", "list"))
    return next((len(found) for found in lists if isinstance(found, list)), 0)


ADAPTER = Adapter(
    name="ok",
    title=ok.TITLE,
    host="https://api.ok.ru",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "poll", "first-comment"}),
    delivery_class="blind",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.snake,
    message_options=message_options,
    check=check,
    key=named_key,
    send=send,
    recent=recent,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts="A token without an end, from the app's page, lives until it is made anew there.",
)
