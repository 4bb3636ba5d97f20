"""What became of a post that TikTok has taken.

Source: TikTok for Developers, Content Posting API, Get Post Status; read 2026-11.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Literal

from msgspec import Struct

from smmgen.adapter import Draft, Outcome, Refused, Sent, Session
from smmgen.apis.answers import Stopped, text
from smmgen.apis.tiktok import ask, permalink, unclear
from smmgen.apis.tiktok_error import failure

PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between looks at a post: half a minute in all. TikTok takes 30 calls in a minute."""

LIFE = timedelta(minutes=75)
"""An upload's address lives for one hour; a quarter more for two clocks and a slow last piece."""

IN_INBOX = "It waits in the inbox of the TikTok app: a person has to finish it there."
UNDER_REVIEW = "TikTok has published it and does not tell its address yet; public posts are reviewed first."

Kind = Literal["photo", "video"]
Pause = Callable[[float], None]


class Status(Struct, frozen=True):
    """A post's state, the reason of its failure, its public id, and how many bytes of its video are there."""

    state: str
    reason: str
    post: str
    uploaded: int | None


class Handle(Struct, frozen=True):
    """What the ledger keeps of an upload: its publish_id, the video's bytes, and when it began (UTC)."""

    publish_id: str
    size: int
    made: datetime

    def __str__(self) -> str:
        """Write it for the ledger."""
        return f"{int(self.made.timestamp())}:{self.size}:{self.publish_id}"


def handle_of(written: str) -> Handle:
    """Read a handle; raises `ValueError`."""
    made, size, publish_id = written.split(":", 2)
    return Handle(publish_id, int(size), datetime.fromtimestamp(int(made), UTC))


def status(session: Session, publish_id: str) -> Status:
    """Ask what became of a post; raises `Stopped`."""
    found = ask(session, "/post/publish/status/fetch/", {"publish_id": publish_id})
    posts, uploaded = found.get("publicaly_available_post_id"), found.get("uploaded_bytes")
    first = posts[0] if isinstance(posts, list) and posts else ""
    return Status(
        state=text(found.get("status")),
        reason=text(found.get("fail_reason")),
        post=str(first) if isinstance(first, str | int) else "",
        uploaded=uploaded if isinstance(uploaded, int) else None,
    )


def settled(session: Session, publish_id: str, kind: Kind, pause: Pause, *, is_public: bool) -> Outcome:
    """Wait up to half a minute for a post that TikTok has taken, and return what became of it.

    A public one is waited for until its id is there.
    """
    seen: Outcome = unclear(publish_id, "it is still at work on it.")
    for seconds in (*PAUSES, 0.0):
        try:
            now = status(session, publish_id)
        except Stopped as stop:
            return unclear(publish_id, f"its state could not be asked for: {stop.outcome.why}")
        if now.state == "FAILED":
            return failure(session, now.reason)
        if sent := _public(session, publish_id, now, kind):
            seen = sent
            if now.post or not is_public or now.state == "SEND_TO_USER_INBOX":
                return sent
        if seconds:
            pause(seconds)
    return seen


def _public(session: Session, publish_id: str, now: Status, kind: Kind) -> Sent | None:
    if now.state == "PUBLISH_COMPLETE":
        note = "" if now.post else UNDER_REVIEW
        return Sent(now.post or publish_id, permalink(session, now.post, kind), note)
    if now.state == "SEND_TO_USER_INBOX":
        return Sent(publish_id, permalink(session, "", kind), IN_INBOX)
    return None


def inspected(session: Session, written: str) -> Sent | Draft:
    """Tell what became of an upload; raises `Stopped` and `ValueError`.

    One that was not whole when its address ended was never public. A failure that is the post's own fault, or
    its owner's wish, is left to a person.
    """
    handle = handle_of(written)
    now = status(session, handle.publish_id)
    if sent := _public(session, handle.publish_id, now, "video"):
        return sent
    if now.state == "FAILED":
        return "unknown" if isinstance(failure(session, now.reason), Refused) else "gone"
    if now.state != "PROCESSING_UPLOAD":
        return "pending" if now.state == "PROCESSING_DOWNLOAD" else "unknown"
    if now.uploaded is None or now.uploaded >= handle.size:
        return "pending"
    if handle.publish_id in session.memo:
        return "unpublished"
    return "gone" if session.now() - handle.made > LIFE else "pending"
