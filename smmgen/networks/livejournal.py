"""LiveJournal: entries in a journal or a community, over XML-RPC.

Source: LiveJournal's server, its protocol module, constants and manual (2015); news of December 2025 on who
may post; read 2026-11.
"""

from collections.abc import Mapping
from datetime import datetime
from html import escape
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
    Refused,
    Sending,
    Sent,
    Session,
)
from smmgen.apis import livejournal
from smmgen.apis.answers import Stopped, text, told
from smmgen.apis.article import paragraphs
from smmgen.apis.livejournal_check import LONGEST_TITLE, check
from smmgen.apis.livejournal_entry import SCREENING, entry, moment, number_of, time_of
from smmgen.apis.livejournal_error import MAY_POST, TITLE
from smmgen.apis.xmlrpc import Value
from smmgen.markup.article import article, seen
from smmgen.model.brand import Account
from smmgen.model.delivery import DeliveryId
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Written
from smmgen.text import hashtags

OPTIONS: Mapping[str, Option] = {
    "user": Option(kind="text", required=True, help="the user's name, as for signing in"),
    "password": Option(kind="secret", required=True, help="that user's password"),
    "timezone": Option(kind="text", required=True, help="the journal's, such as Europe/Moscow"),
    "journal": Option(kind="text", help="a community to write in, where it is not the user's own journal"),
    "security": Option(
        kind="choice", choices=("public", "friends", "private"), help="who may read it", per_post=True
    ),
    "cut_after": Option(kind="number", help="so many blocks stand before the cut", per_post=True),
    "cut": Option(kind="text", help="the words of the link to what is under the cut", per_post=True),
    "comments": Option(kind="flag", help="let people comment (as it is without this key)", per_post=True),
    "screening": Option(
        kind="choice", choices=tuple(SCREENING), help="whose comments wait for the owner", per_post=True
    ),
    "userpic": Option(kind="text", help="the keyword of the user's picture", per_post=True),
    "adult": Option(
        kind="choice", choices=("none", "concepts", "explicit"), help="mark it as for adults", per_post=True
    ),
    "max_bytes": Option(kind="number", help="the longest text, where it is not 65000"),
}


def limits(account: Account) -> Limits:
    """Return what an entry may have: bytes of HTML, with room for the pictures' addresses.

    Source: the server's constants of subject, comment and tag.
    """
    most = account.number("max_bytes", 65_000)
    return Limits(
        text=most,
        text_with_media=most - 10_000 if most > 20_000 else most,
        unit="bytes",
        images=30,
        image_bytes=5_000_000,
        alt=1000,
        sizes=post_sizes("livejournal"),
        hashtags=0,
        comment=4300,
        title=LONGEST_TITLE,
        tags=30,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write HTML, with pictures where they stand and a cut where the account or the post asks for one."""
    after = account.number("cut_after", 0)
    whole = article(blocks)
    if not 0 < after < len(blocks):
        return whole
    words = f' text="{escape(account.text("cut"))}"' if account.text("cut") else ""
    above, below = article(blocks[:after]).text, article(blocks[after:]).text
    return Written(f"{above}\n<lj-cut{words}>\n{below}\n</lj-cut>", whole.visible, "article")


def count(written: Written, account: Account) -> int:
    """Count the bytes of the HTML, as the server does."""
    return len(written.text.encode())


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return what an entry is told beside its text."""
    named = {name: account.text(name) for name in ("security", "screening", "userpic", "adult")}
    options: dict[str, OptionValue] = {name: value for name, value in named.items() if value}
    return options | ({} if account.flag("comments", default=True) else {"comments": False})


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the delivery's name: the server knows a repeat by the text."""
    return str(delivery)


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Publish with one call. A repeat of the newest entry, byte for byte, makes no second one."""
    if sending.content.message.is_comment:
        return _comment(session, sending)
    made = entry(session, sending) | time_of(session)
    return _read(livejournal.publish(session, "postevent", made))


def _read(answer: Mapping[str, Any] | Outcome) -> Outcome:
    if not isinstance(answer, Mapping):
        return answer
    number, url = number_of(answer), text(answer.get("url"))
    if number and url:
        return Sent(str(number), url)
    if text(answer.get("message")):
        why = "The entry waits for the community's moderators; nobody sees yet whether they let it through."
        return Ambiguous(why)
    return Ambiguous("LiveJournal took the entry but did not name it.")


def _comment(session: Session, sending: Sending) -> Outcome:
    post = sending.thread[0]
    body: dict[str, Value] = {
        "journal": livejournal.journal_name(session),
        "ditemid": int(post),
        "body": paragraphs(sending.content.message.written.text),
    }
    answer = livejournal.publish(session, "addcomment", body)
    if not isinstance(answer, Mapping):
        return answer
    number = str(answer.get("dtalkid") or "")
    if not number.isdecimal():
        return Ambiguous("LiveJournal took the comment but did not name it.")
    return Sent(f"{post}-c{number}", text(answer.get("commentlink")))


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Put the entry, or the comment, in the place of what is public; its time stays."""
    post, _, comment = remote_id.partition("-c")
    if comment:
        return _edited_comment(session, sending, remote_id, comment)
    changed = {**entry(session, sending), "itemid": int(post) // 256}
    answer = livejournal.publish(session, "editevent", changed)
    return Sent(remote_id, text(answer.get("url"))) if isinstance(answer, Mapping) else answer


def _edited_comment(session: Session, sending: Sending, remote_id: str, comment: str) -> Outcome:
    body: dict[str, Value] = {
        "journal": livejournal.journal_name(session),
        "dtalkid": int(comment),
        "body": paragraphs(sending.content.message.written.text),
    }
    answer = livejournal.publish(session, "editcomment", body)
    return Sent(remote_id, text(answer.get("commentlink"))) if isinstance(answer, Mapping) else answer


PRIVATE = 321
GONE = frozenset({302, PRIVATE, 508})
"""Errors of a deletion that say: nobody sees the entry any more."""

COMMENT_GONE = frozenset({203, 327})


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a comment, or an entry by an edit that leaves it empty."""
    post, _, comment = remote_id.partition("-c")
    body: dict[str, Value]
    if comment:
        body = {"journal": livejournal.journal_name(session), "dtalkid": int(comment)}
        answer = livejournal.publish(session, "deletecomments", body, COMMENT_GONE)
    else:
        body = {"itemid": int(post) // 256, "event": "", "subject": "", **livejournal.journal(session)}
        answer = livejournal.publish(session, "editevent", body, GONE)
    if not isinstance(answer, Mapping):
        return answer
    is_private = answer.get("gone") == PRIVATE
    return Sent(
        remote_id, "", "LiveJournal deletes no entries now: it is private instead." if is_private else ""
    )


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the journal's latest entries; raises `NotReached` or `Broken`."""
    try:
        entries = livejournal.entries(session, most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(one for entry in entries if (one := _found(entry)))


def _found(post: Mapping[str, Any]) -> Found | None:
    made, event = number_of(post), text(post.get("event"))
    at = moment(post)
    if not made or at is None:
        return None
    return Found(
        remote_id=str(made),
        url=text(post.get("url")),
        text=seen(event),
        at=at,
        images=event.count("<img "),
    )


def class_now(session: Session) -> DeliveryClass:
    """Trust the server to know a repeat only where the journal can be looked at, and has no moderators."""
    if session.account.text("journal"):
        return "blind"
    try:
        livejournal.entries(session, 1)
    except Stopped:
        return "blind"
    return "windowed"


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Sign in: whose password is it, and may that user write in the journal."""
    who = livejournal.ask(session, "login", {})
    journals = who.get("usejournals")
    rights = tuple(map(str, journals)) if isinstance(journals, list) else ()
    wanted = session.account.text("journal")
    missing = (f"`{wanted}`: join the community, and ask for the right to write",)
    notes = (MAY_POST, *((text(who.get("message")),) if text(who.get("message")) else ()))
    return Identity(
        name=text(who.get("fullname")) or text(who.get("username")),
        url=f"https://{session.account.text('user').replace('_', '-')}.livejournal.com",
        rights=rights,
        missing=missing if wanted and wanted not in rights else (),
        notes=notes,
    )


ADAPTER = Adapter(
    name="livejournal",
    title=TITLE,
    host="https://www.livejournal.com",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "article", "first-comment"}),
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
    no_metrics=(
        "LiveJournal tells how many comments there are, which smmgen does not read yet; it tells no views."
    ),
    secret_facts=(
        "LiveJournal has no tokens: the password itself is the secret, and may do everything. Only hashes of "
        "it are sent. It lives until it is changed; for a community, give smmgen a user of its own."
    ),
    fetches_media=True,
)
