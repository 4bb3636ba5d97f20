"""X, formerly Twitter.

Source: X's OpenAPI description 2.167 and documentation, August 2026; twitter-text 3.1; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
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
from smmgen.apis import x
from smmgen.apis.answers import Stopped, deleted, fields, text, told
from smmgen.apis.finding import finding
from smmgen.apis.ledger_key import named_key
from smmgen.apis.x_numbers import METRICS
from smmgen.markup.plain import plain
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.pattern import pattern
from smmgen.text import hashtags
from smmgen.text.weight import weighted_length

LONGEST = 280

OPTIONS: Mapping[str, Option] = {
    "api_key": Option(kind="secret", help="the app's API key, from the developer console"),
    "api_secret": Option(kind="secret", help="the app's API key secret"),
    "access_token": Option(kind="secret", help="the account's access token"),
    "access_secret": Option(kind="secret", help="the account's access token secret"),
    "token": Option(kind="secret", help="an OAuth 2 user token in the place of the four; it lasts two hours"),
    "max_characters": Option(kind="number", help=f"the longest text, where it is not {LONGEST} (X Premium)"),
    "replies": Option(
        kind="choice",
        choices=("everyone", "following", "mentionedUsers", "subscribers", "verified"),
        help="who may answer; everyone without this key",
    ),
    "made_with_ai": Option(kind="flag", help="say of every post that its pictures were made with AI"),
    "paid": Option(
        kind="flag", help="label the post as a paid partnership; `ad:` of a post sets it", per_post=True
    ),
}


def limits(account: Account) -> Limits:
    """Return X's limits, with the account's own for text."""
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=4,
        image_bytes=5_000_000,
        alt=1000,
        sizes=post_sizes("x"),
        hashtags=2,
        poll=PollLimits(question=0, options=4, option=25, hours=168),
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; X finds links, mentions, hashtags and cashtags."""
    return plain(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count as X does: an address 23, an emoji 2, Chinese 2, most others 1."""
    return weighted_length(written.text)


_CASHTAG = pattern(r"(?<![\w$])\$[a-z]{1,6}(?:[._][a-z]{1,2})?(?![\w$])", re.IGNORECASE)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find an account that cannot sign in, and what X refuses though it is short enough."""
    missing = [name for name in x.KEYS if name not in account.secrets]
    if missing and "token" not in account.secrets and variant.messages:
        what = f"The account “{account.name}” cannot publish on X: it has no {', '.join(missing)}."
        example = ", ".join(f"{name}: env:X_{name.upper()}" for name in missing)
        hint = f"Add {example} to it in smmgen.yaml."
        yield finding("XCO001", variant, variant.messages[0], what, hint, about=missing[0])
    for message in variant.messages:
        tags = list(dict.fromkeys(_CASHTAG.findall(message.written.text)))
        if len(tags) > 1:
            what = f"This text has {len(tags)} cashtags, {', '.join(tags)}; X takes one."
            yield finding("XCO002", variant, message, what, "Write the others without the dollar sign.")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return who may answer, whether the pictures were made with AI, and whether somebody pays."""
    replies = account.text("replies")
    options: dict[str, OptionValue] = {"replies": replies} if replies not in ("", "everyone") else {}
    return options | {name: True for name in ("made_with_ai", "paid") if account.flag(name)}


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Upload the pictures with their texts, which nobody sees, and publish with one call."""
    media = [
        x.upload(session, (file.path.rpartition("/")[2], sending.read(file), file.media_type), file.alt)
        for file in sending.content.files
    ]
    answer = x.publish(session, _body(sending, media))
    if not isinstance(answer, Reply):
        return answer
    made = fields(answer).get("data")
    number = text(made.get("id")) if isinstance(made, dict) else ""
    if not number.isdecimal():
        return Ambiguous("X took the post but did not name it.", answer.status)
    return Sent(number, _permalink(session.account, number))


def _body(sending: Sending, media: list[str]) -> Mapping[str, Any]:
    """Return what is posted; X refuses fields that it does not know."""
    message = sending.content.message
    before = sending.thread[0 if message.is_comment else -1] if sending.thread else sending.reply_to
    poll = message.poll
    body = {
        "media": {"media_ids": media} if media else None,
        "reply": {"in_reply_to_tweet_id": before} if before else None,
        "poll": {"options": list(poll.options), "duration_minutes": poll.hours * 60} if poll else None,
        "reply_settings": message.options.get("replies"),
        "made_with_ai": message.options.get("made_with_ai") if media else None,
        "paid_partnership": message.options.get("paid"),
    }
    return {"text": message.written.text} | {name: value for name, value in body.items() if value}


_NAME = pattern(r"@?(\w{1,15})", re.ASCII)


def _permalink(account: Account, number: str) -> str:
    """Return a post's address; X leads to the post whatever name stands in it."""
    name = _NAME.fullmatch(account.handle)
    return f"https://x.com/{name[1] if name else 'i'}/status/{number}"


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a post; one that is gone already is deleted."""
    answer = x.delete(session, remote_id)
    return deleted(answer, remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose keys these are; X bills the question."""
    who = x.me(session)
    name = text(who.get("username"))
    return Identity(name=f"@{name}", url=f"https://x.com/{name}", notes=(x.VERSION_NOTE,))


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the account's latest posts; raises `NotReached` or `Broken`."""
    try:
        posts = x.own_posts(session, most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(found for post in posts if (found := _found(session.account, post)))


def _found(account: Account, post: Mapping[str, Any]) -> Found | None:
    try:
        at = datetime.fromisoformat(text(post.get("created_at")))
    except ValueError:
        return None
    note = post.get("note_tweet") or post.get("note_post")
    whole = {**post, **note} if isinstance(note, dict) else post
    attached = post.get("attachments")
    media = attached.get("media_keys") if isinstance(attached, dict) else None
    return Found(
        remote_id=text(post.get("id")),
        url=_permalink(account, text(post.get("id"))),
        text=_as_written(whole),
        at=at,
        images=len(media) if isinstance(media, list) else 0,
    )


def _as_written(post: Mapping[str, Any]) -> str:
    """Return a post's text as it was sent: whole addresses, and none for its pictures.

    X shows `http://` before an address that was written without a scheme; nobody writes that any more.
    """
    shown = text(post.get("text"))
    for escaped, sign in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        shown = shown.replace(escaped, sign)
    entities = post.get("entities")
    urls = entities.get("urls") if isinstance(entities, dict) else None
    for link in urls if isinstance(urls, list) else ():
        target = "" if link.get("media_key") else text(link.get("expanded_url"))
        if target == f"http://{text(link.get('display_url'))}":
            target = text(link.get("display_url"))
        if text(link.get("url")):
            shown = shown.replace(text(link.get("url")), target)
    return shown.strip()


ADAPTER = Adapter(
    name="x",
    title=x.TITLE,
    host="https://api.x.com",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "thread", "reply", "poll", "first-comment"}),
    ad_options={"paid": "paid"},
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
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts=(
        "The four keys of OAuth 1.0a live until they are made anew in the developer console. An OAuth 2 "
        "token lasts two hours and is no good for unattended runs."
    ),
)
