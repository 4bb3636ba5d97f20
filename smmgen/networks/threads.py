"""Threads: texts, pictures, carousels, videos, polls and threads.

Source: developers.facebook.com, Threads API, posts, publishing reference, reply management, troubleshooting
(2026); read 2026-11.
"""

import time
from collections.abc import Mapping

from smmgen.adapter import (
    Adapter,
    Draft,
    Found,
    Identity,
    Limits,
    NotSent,
    Option,
    Outcome,
    PollLimits,
    Prepared,
    Refused,
    Reply,
    Sending,
    Sent,
    Session,
    VideoLimits,
)
from smmgen.apis import threads
from smmgen.apis.answers import Stopped, text, told
from smmgen.apis.graph import Token, ask, deleted, missing, read_after, rows, token_of
from smmgen.apis.graph_container import Pause, inspected, publish_container, seen
from smmgen.apis.ledger_key import named_key
from smmgen.apis.threads_check import LONGEST_TOPIC, POLL_HOURS, check
from smmgen.apis.threads_numbers import METRICS
from smmgen.markup.plain import plain
from smmgen.model.brand import Account
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Written
from smmgen.text import hashtags
from smmgen.text.count import emoji_as_bytes

LONGEST = 500
MOST_IMAGES = 20

OPTIONS: Mapping[str, Option] = {
    "user_id": Option(kind="text", help="the account's number; without it the token's own account"),
    "token": Option(kind="secret", required=True, help="a token that may publish, see the docs"),
    "renew": Option(kind="flag", help="renew the token in each run that publishes"),
    "replies": Option(
        kind="choice",
        choices=tuple(threads.AUDIENCES),
        help="who may answer; everyone without this key",
        per_post=True,
    ),
    "topic": Option(
        kind="text",
        help=f"the topic, {LONGEST_TOPIC} characters at most; without it the text's first hashtag",
        per_post=True,
    ),
}

RIGHTS = {
    "threads_basic": "tick it when the token is made",
    "threads_content_publish": "nothing can be published without it; tick it when the token is made",
    "threads_manage_replies": "threads and first comments need it; tick it when the token is made",
    "threads_read_replies": "what was cut off is looked for with it; tick it when the token is made",
    "threads_delete": "`smmgen retract` needs it; tick it when the token is made",
}

LIMITS = Limits(
    text=LONGEST,
    text_with_media=LONGEST,
    unit="characters",
    images=MOST_IMAGES,
    image_bytes=8_000_000,
    alt=1000,
    sizes=post_sizes("threads"),
    hashtags=1,
    poll=PollLimits(question=0, options=4, option=25, hours=POLL_HOURS),
    video=VideoLimits(bytes=1_000_000_000, seconds=(0, 300), alt=1000, has_pictures=True),
)
"""Source: Threads API, posts, media specifications; the 25 characters of a poll's option are not verified."""


def limits(account: Account) -> Limits:
    """Return Threads' limits, the same for all accounts."""
    return LIMITS


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; Threads finds links, mentions and the topic."""
    return plain(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count characters, and an emoji as its bytes in UTF-8.

    Source: Threads API, publishing reference, `text`; read 2026-11.
    """
    return emoji_as_bytes(written.text)


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return who may answer and the topic, where the account says so."""
    replies = account.text("replies")
    options = {"replies": replies if replies != "everyone" else "", "topic": account.text("topic")}
    return {name: value for name, value in options.items() if value}


@told
def prepare(session: Session, sending: Sending, pause: Pause = time.sleep) -> Prepared:
    """Make the container, which nobody sees; Threads fetches the files then."""
    threads.renewed(session)
    return Prepared(str(threads.container(session, sending, pause)))


def inspect(session: Session, handle: str) -> Sent | Draft:
    """Tell what became of a container."""
    return inspected(session, threads.kind_of(session), handle)


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Publish the container with one call: a post, a part of a thread, an answer, a first comment."""
    return publish_container(session, threads.kind_of(session), sending.handle)


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a post or an answer."""
    answer = deleted(session, threads.net_of(session), remote_id)
    return Sent(remote_id, "") if isinstance(answer, Reply) else answer


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose token this is, what it may do, when it ends, and how much of the day's posts is used up."""
    net, who = threads.net_of(session), session.account.text("user_id") or "me"
    name = text(ask(session, net, who, query={"fields": "id,username"}).get("username"))
    token = _token(session)
    return Identity(
        name=f"@{name}",
        url=f"https://www.threads.com/@{name}",
        rights=token.rights,
        missing=missing(token.rights, RIGHTS),
        expires=token.ends or session.memo.get("secret_ends"),
        notes=_used(session, who),
    )


def _token(session: Session) -> Token:
    """Return what Threads tells about the token; nothing where it does not: it was good a moment ago."""
    try:
        return token_of(session, threads.net_of(session))
    except Stopped:
        return Token((), None)


def _used(session: Session, who: str) -> tuple[str, ...]:
    """Return how many of the day's posts and answers are used up, where Threads tells."""
    asked = "quota_usage,config,reply_quota_usage,reply_config"
    found = read_after(session, threads.net_of(session), f"{who}/threads_publishing_limit", asked)
    first = next(iter(rows(found)), {})
    notes = []
    for what, used, config in (
        ("posts", "quota_usage", "config"),
        ("answers", "reply_quota_usage", "reply_config"),
    ):
        most = first.get(config)
        total = most.get("quota_total") if isinstance(most, dict) else None
        if isinstance(first.get(used), int) and isinstance(total, int):
            notes.append(f"{first[used]} of {total} {what} of the last 24 hours are used up.")
    return tuple(notes)


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the account's latest posts and answers; raises `NotReached` or `Broken`."""
    return seen(threads.posts(session, most), "text")


ADAPTER = Adapter(
    name="threads",
    title=threads.TITLE,
    host="https://graph.threads.net",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "video", "thread", "reply", "poll", "first-comment"}),
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
    prepare=prepare,
    inspect=inspect,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    fetches_media=True,
    renews=threads.renews,
    secret_facts=(
        "A token lives for 60 days. One that is a day old or older can be renewed while it lives: with "
        "`renew: true` each run that publishes does so, where `secrets.keep` says where to keep it. One that "
        "was not renewed in time is dead, and a person has to make a new one."
    ),
)
