"""LinkedIn: the page of an organisation, or the profile of a person.

Source: LinkedIn's documentation on Microsoft Learn, posts, multi-image, comments, little text format (2026
editions); LinkedIn Help, lengths; read 2026-11.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
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
from smmgen.apis import linkedin
from smmgen.apis.answers import Stopped, deleted, fields, text, told
from smmgen.apis.finding import finding
from smmgen.apis.ledger_key import named_key
from smmgen.apis.linkedin_numbers import METRICS
from smmgen.apis.linkedin_post import DURATIONS, body, duration
from smmgen.markup.little import commentary, little, shown
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.pattern import pattern
from smmgen.text import hashtags

LONGEST = 3000
"""Source: LinkedIn Help. What is counted is not documented: here UTF-16 units of the visible text."""

OPTIONS: Mapping[str, Option] = {
    "author": Option(
        kind="text", required=True, help="who speaks: urn:li:organization:123456 or urn:li:person:AbC123"
    ),
    "token": Option(kind="secret", required=True, help="an access token; it lives for 60 days"),
    "client_id": Option(kind="text", help="the app's client ID, to tell when the token ends"),
    "client_secret": Option(kind="secret", help="the app's client secret, to tell when the token ends"),
    "max_characters": Option(kind="number", help=f"the longest text, where it is not {LONGEST}"),
    "visibility": Option(
        kind="choice",
        choices=("public", "connections"),
        help="who sees a person's posts; public without this key",
        per_post=True,
    ),
    "sharing": Option(
        kind="flag", help="let people share the post on (as it is without this key)", per_post=True
    ),
}

_AUTHOR = pattern(r"(?:urn:li:)?(organization:\d+|person:[\w-]+)")


def limits(account: Account) -> Limits:
    """Return LinkedIn's limits, with the account's own for text."""
    most = account.number("max_characters", LONGEST)
    return Limits(
        text=most,
        text_with_media=most,
        unit="UTF-16 units",
        images=20,
        image_bytes=5_000_000,
        alt=4086,
        sizes=post_sizes("linkedin"),
        hashtags=5,
        poll=PollLimits(question=140, options=4, option=30, hours=336),
        comment=1250,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write plain text; a link to a company by its number becomes a mention."""
    return little(blocks, account.language)


def count(written: Written, account: Account) -> int:
    """Count UTF-16 units of what readers see: most emoji are two."""
    return len(written.visible.encode("utf-16-le")) // 2


def author(account: Account) -> str:
    """Return who speaks, as a URN; empty where the option names nobody."""
    found = _AUTHOR.fullmatch(account.text("author").strip())
    return f"urn:li:{found[1]}" if found else ""


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find an author that is none, an organisation's private post, and a poll of an odd length."""
    for message in variant.messages[:1]:
        speaker = author(account)
        if not speaker:
            what = (
                f"The author of “{account.name}” is “{account.text('author')}”, which LinkedIn does not know."
            )
            hint = "Write urn:li:organization:123456 or urn:li:person:AbC123; the docs say where to find it."
            yield finding("LIN001", variant, message, what, hint, about="author")
        if message.options.get("visibility") == "connections" and ":organization:" in speaker:
            what = "An organisation has no connections on LinkedIn: nobody would see this post."
            hint = "Write visibility: public, or leave it out."
            yield finding("LIN002", variant, message, what, hint, about="visibility")
        if message.poll and message.poll.hours not in DURATIONS and message.poll.hours <= max(DURATIONS):
            days = duration(message.poll.hours) // 24
            lasts = f"{days} day{'' if days == 1 else 's'}"
            what = f"A poll of {message.poll.hours} hours would be open for {lasts} on LinkedIn."
            hint = "Write hours: 24, 72, 168 or 336."
            yield finding("LIN003", variant, message, what, hint, "warning", about="poll.hours")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return who sees the post and whether it may be shared on, where that is not as usual."""
    options: dict[str, OptionValue] = {}
    if account.text("visibility") == "connections":
        options["visibility"] = "connections"
    return options if account.flag("sharing", default=True) else {**options, "sharing": False}


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Upload the pictures, which nobody sees, and publish with one call."""
    speaker = _speaker(session)
    if sending.content.message.is_comment:
        return _comment(session, sending, speaker)
    answer = linkedin.act(
        session,
        "POST",
        "/rest/posts",
        body(session, sending, speaker, commentary(sending.content.message.written)),
    )
    if not isinstance(answer, Reply):
        return answer
    urn = answer.headers.get("x-restli-id", "") or answer.headers.get("x-linkedin-id", "")
    if not urn.startswith("urn:li:"):
        return Ambiguous("LinkedIn took the post but did not name it.", answer.status)
    return Sent(urn, linkedin.permalink(urn))


def _speaker(session: Session) -> str:
    speaker = author(session.account)
    if not speaker:
        why = f"The `author` of “{session.account.name}” is none: write urn:li:organization:123456 there."
        raise Stopped(NotSent(why, is_account_wide=True))
    return speaker


def _comment(session: Session, sending: Sending, speaker: str) -> Outcome:
    """Comment on the post as its author."""
    post = sending.thread[0]
    body = {"actor": speaker, "object": post, "message": {"text": sending.content.message.written.text}}
    answer = linkedin.act(session, "POST", _comments(post), body)
    if not isinstance(answer, Reply):
        return answer
    made = fields(answer)
    number = text(made.get("id")) or answer.headers.get("x-restli-id", "")
    urn = text(made.get("$URN")) or (f"urn:li:comment:({post},{number})" if number else "")
    if not _COMMENT.fullmatch(urn):
        return Ambiguous("LinkedIn took the comment but did not name it.", answer.status)
    return Sent(urn, f"{linkedin.permalink(post)}?commentUrn={linkedin.quoted(urn)}")


_COMMENT = pattern(r"urn:li:comment:\((.+),(\d+)\)")


def _comments(post: str) -> str:
    return f"/rest/socialActions/{linkedin.quoted(post)}/comments"


def _path(remote_id: str, speaker: str) -> str:
    """Return the path of a post or of a comment, which is its author's to change."""
    if found := _COMMENT.fullmatch(remote_id):
        return f"{_comments(found[1])}/{found[2]}?actor={linkedin.quoted(speaker)}"
    return f"/rest/posts/{linkedin.quoted(remote_id)}"


@told
def edit(session: Session, sending: Sending, remote_id: str) -> Outcome:
    """Change the text; LinkedIn changes no pictures, links and polls."""
    message = sending.content.message
    if message.poll:
        return Refused("LinkedIn changes no posts with a poll: delete it and publish it anew.")
    change = {"$set": {"commentary": commentary(message.written)}}
    patch = {"message": {"$set": {"text": message.written.text}}} if message.is_comment else change
    path = _path(remote_id, _speaker(session))
    answer = linkedin.act(session, "POST", path, {"patch": patch}, {"X-RestLi-Method": "PARTIAL_UPDATE"})
    return Sent(remote_id, _seen_at(remote_id)) if isinstance(answer, Reply) else answer


def _seen_at(remote_id: str) -> str:
    found = _COMMENT.fullmatch(remote_id)
    return linkedin.permalink(found[1] if found else remote_id)


@told
def retract(session: Session, remote_id: str) -> Outcome:
    """Delete a post or a comment; one that is gone already is deleted."""
    answer = linkedin.act(session, "DELETE", _path(remote_id, _speaker(session)))
    return deleted(answer, remote_id)


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Ask whose token this is and, where the app's secret is there, what it may do and when it ends."""
    speaker = _speaker(session)
    rights, expires = (
        linkedin.inspected(session) if "client_secret" in session.account.secrets else ((), None)
    )
    if expires:
        session.memo["secret_ends"] = expires
    name, url = linkedin.who(session, speaker)
    needed = "w_organization_social" if ":organization:" in speaker else "w_member_social"
    has_it = not rights or any(right.startswith(needed) for right in rights)
    return Identity(
        name=name,
        url=url,
        rights=rights,
        missing=() if has_it else (f"`{needed}`: make a new token with it",),
        expires=expires,
        notes=tuple(_notes(session, expires)),
    )


def _notes(session: Session, expires: datetime | None) -> Iterator[str]:
    end = linkedin.end_of_life()
    if session.now().date() > end - timedelta(days=60):
        yield f"Version {linkedin.VERSION} of LinkedIn's API may end on {end}: update smmgen before."
    if expires is None:
        yield "A token lives for 60 days; with client_id and client_secret smmgen tells when it ends."


def recent(session: Session, most: int) -> tuple[Found, ...]:
    """List the author's latest posts; raises `NotReached` or `Broken`, for most people's tokens always."""
    try:
        posts = linkedin.own_posts(session, _speaker(session), most)
    except Stopped as stop:
        raise Broken(stop.outcome.why) from None
    return tuple(found for post in posts if (found := _found(post)))


def _found(post: Mapping[str, Any]) -> Found | None:
    urn, at = text(post.get("id")), post.get("publishedAt") or post.get("createdAt")
    if not urn or not isinstance(at, int):
        return None
    return Found(
        remote_id=urn,
        url=linkedin.permalink(urn),
        text=shown(text(post.get("commentary"))),
        at=datetime.fromtimestamp(at / 1000, UTC),
        images=_images(post.get("content")),
    )


def _images(content: Any) -> int:
    parts = content if isinstance(content, dict) else {}
    many, one = parts.get("multiImage"), parts.get("media")
    listed = many.get("images") if isinstance(many, dict) else None
    if isinstance(listed, list):
        return len(listed)
    return int(isinstance(one, dict) and text(one.get("id")).startswith("urn:li:image:"))


ADAPTER = Adapter(
    name="linkedin",
    title=linkedin.TITLE,
    host=linkedin.HOST,
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "link-card", "poll", "first-comment"}),
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
    edit=edit,
    retract=retract,
    identify=identify,
    metrics=METRICS,
    secret_facts=(
        "An access token lives for 60 days; then somebody signs in again and makes a new one. Tokens that "
        "renew themselves are for LinkedIn's partners only."
    ),
)
