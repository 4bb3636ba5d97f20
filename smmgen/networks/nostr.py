"""Nostr: notes, signed with the account's own key and handed to several relays.

Source: NIPs 1, 9, 10, 18, 19, 27, 36 and 92, July 2026; answers of nostr-relay 1.14; read 2026-11.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from smmgen.adapter import (
    Adapter,
    Broken,
    Found,
    Identity,
    Limits,
    NotSent,
    Option,
    Outcome,
    Refused,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import nostr, nostr_event
from smmgen.apis.answers import Stopped, text, told
from smmgen.apis.ledger_key import named_key
from smmgen.apis.nostr_check import findings, notes
from smmgen.apis.nostr_event import DELETION, NOTE, REPOST, Event, Key, Tags
from smmgen.markup.plain import plain
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags

LONGEST = 8000
"""The protocol has no limit, but relays have: most take more, NIP-11's example is 8196 characters."""

OPTIONS: Mapping[str, Option] = {
    "key": Option(
        kind="secret", required=True, help="the account's secret key, nsec1… or 64 hexadecimal digits"
    ),
    "relays": Option(kind="list", required=True, help="the relays' addresses, such as wss://relay.example"),
    "accepted": Option(
        kind="number",
        help=f"how many relays have to take a post; {nostr.USUAL} without this key, or all of fewer",
    ),
    "content_warning": Option(
        kind="text", help="a warning that hides every post until it is opened", per_post=True
    ),
    "max_characters": Option(kind="number", help=f"the longest text, where it is not {LONGEST}"),
}


def limits(account: Account) -> Limits:
    """Return limits that most relays keep to; the protocol has none."""
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="characters",
        images=10,
        image_bytes=5_000_000,
        alt=2000,
        sizes=post_sizes("nostr"),
        hashtags=5,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; `@npub1…` becomes a mention, and programs find links and hashtags."""
    written = plain(blocks, account.language)
    text = nostr_event.REFERENCE.sub(r"nostr:\1", written.text)
    return written if text == written.text else Written(text, text)


def count(written: Written, account: Account) -> int:
    """Count code points."""
    return len(written.text)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find relays that are none, more asked for than there are, and mistyped names of people."""
    return findings(variant, account)


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return where the post can be found, and its warning.

    The relay is a part of what is signed, so another one is another event: the digest must know of it.
    """
    relays = nostr.listed(account.options.get("relays"))
    options = {"relay": relays[0] if relays else "", "content_warning": account.text("content_warning")}
    return {name: value for name, value in options.items() if value}


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Sign the post, and hand it to all relays: the same event at every attempt, which nobody shows twice."""
    signer = nostr_event.key_of(session)
    made = _event(session, sending, signer)
    ending = nostr.ended(session, nostr.publish(session, signer, made))
    return ending or Sent(made["id"], _permalink(made, _relay(sending)))


def _event(session: Session, sending: Sending, signer: Key) -> Event:
    at = int(sending.first_tried.timestamp())
    if sending.repost:
        shown = _earlier(session, sending.repost)
        tags = [["e", shown["id"], _relay(sending)], ["p", shown["pubkey"]]]
        return nostr_event.event(signer, REPOST, nostr_event.compact(dict(shown)), tags, at)
    message, files = sending.content.message, sending.content.files
    urls = [sending.public_url(file) for file in files]
    content = "\n\n".join(filter(None, (message.written.text, "\n".join(urls))))
    tags = [
        *_reply(session, sending),
        *nostr_event.tags_of(message.written.text),
        *(nostr_event.picture_tag(url, file) for url, file in zip(urls, files, strict=True)),
        *_warning(text(message.options.get("content_warning"))),
    ]
    return nostr_event.event(signer, NOTE, content, tags, at)


def _warning(reason: str) -> Tags:
    return [["content-warning", reason]] if reason else []


def _relay(sending: Sending) -> str:
    return text(sending.content.message.options.get("relay"))


def _reply(session: Session, sending: Sending) -> Tags:
    """Return what the message answers: the part before it, or another post."""
    is_comment = sending.content.message.is_comment
    number = sending.thread[0 if is_comment else -1] if sending.thread else sending.reply_to
    return nostr_event.reply_tags(_earlier(session, number), _relay(sending)) if number else []


def _earlier(session: Session, number: str) -> Event:
    """Return an earlier post of ours, from a relay; raises `Stopped` where none shows it."""
    found = nostr.find(session, number)
    if found is None:
        raise Stopped(NotSent(f"No relay has the earlier post any more that this one needs: {number}."))
    return found


def _permalink(made: Event, relay: str) -> str:
    return f"{nostr.VIEWER}/{nostr_event.nevent(made['id'], relay, made['pubkey'], made['kind'])}"


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Ask the relays to delete a post; whoever has a copy may keep it."""
    signer, found = nostr_event.key_of(session), nostr.find(session, remote_id)
    kind = found["kind"] if found else NOTE
    tags = [["e", remote_id], ["k", str(kind)]]
    made = nostr_event.event(signer, DELETION, "", tags, int(session.now().timestamp()))
    return nostr.ended(session, nostr.publish(session, signer, made)) or Sent(remote_id, "")


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Say whose key it is, and what the relays tell of themselves."""
    name = nostr_event.npub(nostr_event.key_of(session).public)
    return Identity(
        name=name, url=f"{nostr.VIEWER}/{name}", notes=notes(session, limits(session.account).text)
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the account's latest notes; raises `NotReached` or `Broken`."""
    public = nostr_event.key_of(session).public
    try:
        found = nostr.own_notes(session, public, NOTE, most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    relay = text(message_options(session.account, "").get("relay"))
    return tuple(_found(one, relay) for one in found)


def _found(made: Event, relay: str) -> Found:
    urls, words = nostr_event.pictures(made), text(made.get("content"))
    for url in urls:
        words = words.replace(url, "")
    return Found(
        remote_id=made["id"],
        url=_permalink(made, relay),
        text=words,
        at=datetime.fromtimestamp(made["created_at"], UTC),
        images=len(urls),
    )


ADAPTER = Adapter(
    name="nostr",
    title=nostr.TITLE,
    host=nostr.VIEWER,
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "thread", "reply", "first-comment", "repost"}),
    delivery_class="keyed",
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
    no_metrics="Nobody counts on Nostr: each relay knows only the answers and likes that were sent to it.",
    secret_facts=(
        "The secret key is the account itself: it never ends and cannot be replaced. Who has it can speak as "
        "you for ever, and who loses it has lost the account."
    ),
    fetches_media=True,
)
