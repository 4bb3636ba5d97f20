"""Containers of Instagram and Threads: drafts that nobody sees until they are published by their id.

Source: developers.facebook.com, Instagram Platform, content publishing; Threads API, posts; read 2026-11. A
container can be published once, lives for 24 hours, and says PUBLISHED for good when it was.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal

from msgspec import Struct

from smmgen.adapter import (
    Ambiguous,
    Broken,
    Draft,
    Found,
    NotReached,
    NotSent,
    Outcome,
    Refused,
    Reply,
    Sent,
    Session,
)
from smmgen.apis.answers import Stopped, fields, text
from smmgen.apis.graph import Net, ask, listed, moment, publish, read_after, rows
from smmgen.apis.graph_error import meaning, told_in
from smmgen.hashes import sha256

PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between looks at a container: half a minute in all; a longer wait is the next run's."""

WAIT = timedelta(minutes=2)
SLACK = timedelta(minutes=5)
"""How far Meta's clock and ours may lie apart."""

Pause = Callable[[float], None]
Form = Mapping[str, str]


class Kind(Struct, frozen=True):
    """What differs: where containers are made and published, how they tell their state, whose text it is.

    `make` and `publish` are paths, as are the `lists` of own posts. `state` and `fault` are fields of a
    container, `words` that of a public post's text.
    """

    net: Net
    make: str
    publish: str
    lists: tuple[str, ...]
    state: str
    fault: str
    words: str


class Handle(Struct, frozen=True):
    """What the ledger keeps of a draft: its id, a short hash of its text, and when it was made (UTC)."""

    container: str
    mark: str
    made: datetime

    def __str__(self) -> str:
        """Write it for the ledger."""
        return f"{self.container}.{self.mark}.{int(self.made.timestamp())}"


def handle_of(written: str) -> Handle:
    """Read a handle; raises `ValueError`."""
    container, mark, made = written.split(".")
    return Handle(container, mark, datetime.fromtimestamp(int(made), UTC))


def mark_of(words: str) -> str:
    """Return a short hash of a text that stays the same when white space is trimmed or joined."""
    return sha256(" ".join(words.split()).encode()).hexdigest()[:16]


def make(session: Session, kind: Kind, form: Form) -> str:
    """Make a container and return its id; raises `Stopped`."""
    made = text(ask(session, kind.net, kind.make, form).get("id"))
    if not made:
        raise Stopped(NotSent(f"{kind.net.title} made a draft but did not name it."))
    return made


def _state(session: Session, kind: Kind, container: str) -> tuple[str, str]:
    found = ask(session, kind.net, container, query={"fields": f"{kind.state},{kind.fault}"})
    return text(found.get(kind.state)), text(found.get(kind.fault))


def wait(session: Session, kind: Kind, containers: tuple[str, ...], pause: Pause) -> tuple[str, ...]:
    """Wait up to half a minute in all for containers; return those that are not finished then.

    Raises `Stopped` where one has failed.
    """
    left = _unfinished(session, kind, containers)
    for seconds in PAUSES:
        if not left:
            break
        pause(seconds)
        left = _unfinished(session, kind, left)
    return left


def carousel(session: Session, kind: Kind, parts: Iterable[Form], pause: Pause) -> Form:
    """Make a carousel's parts, wait for them, and return what makes the whole; raises `Stopped`."""
    made = tuple(make(session, kind, {**part, "is_carousel_item": "true"}) for part in parts)
    if wait(session, kind, made, pause):
        why = f"{kind.net.title} is still at work on the pictures or videos."
        raise Stopped(NotSent(why, session.now() + WAIT))
    return {"media_type": "CAROUSEL", "children": ",".join(made)}


def _unfinished(session: Session, kind: Kind, containers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in containers if _is_in_progress(session, kind, one))


def _is_in_progress(session: Session, kind: Kind, container: str) -> bool:
    state, fault = _state(session, kind, container)
    if state in ("ERROR", "EXPIRED"):
        raise Stopped(_failed(session, kind, state, fault))
    return state == "IN_PROGRESS"


def _failed(session: Session, kind: Kind, state: str, fault: str) -> NotSent | Refused:
    error = told_in(fault or state)
    why = f"{kind.net.title} could not make the post ready: “{error.said.rstrip('.')}”."
    return meaning(session, kind.net.title, error, None) or NotSent(why, session.now() + WAIT)


def inspected(session: Session, kind: Kind, written: str) -> Sent | Draft:
    """Tell what became of a container."""
    try:
        return _became(session, kind, handle_of(written))
    except (Stopped, NotReached, Broken, ValueError):
        return "unknown"


def _became(session: Session, kind: Kind, handle: Handle) -> Sent | Draft:
    state, _ = _state(session, kind, handle.container)
    if state == "PUBLISHED":
        return _found(session, kind, handle) or "unknown"
    known: Mapping[str, Literal["unpublished", "pending", "gone"]] = {
        "FINISHED": "unpublished",
        "IN_PROGRESS": "pending",
        "ERROR": "gone",
        "EXPIRED": "gone",
    }
    return known.get(state, "unknown")


def _found(session: Session, kind: Kind, handle: Handle) -> Sent | None:
    """Find a published container among own latest posts; None where none or several could be it."""
    asked = f"id,permalink,timestamp,{kind.words}"
    posts = [one for path in kind.lists for one in listed(session, kind.net, path, asked, 25)]
    since = handle.made - SLACK
    same = [
        Sent(text(post.get("id")), text(post.get("permalink")))
        for post in posts
        if mark_of(text(post.get(kind.words))) == handle.mark
        and (at := moment(post.get("timestamp")))
        and at >= since
    ]
    different = {one.remote_id: one for one in same if one.remote_id}
    return next(iter(different.values())) if len(different) == 1 else None


def publish_container(session: Session, kind: Kind, written: str) -> Outcome:
    """Publish a container by its id with one visible call, if it is ready; raises `Stopped`."""
    handle = handle_of(written)
    state, fault = _state(session, kind, handle.container)
    if state == "IN_PROGRESS":
        return NotSent(f"{kind.net.title} is still at work on the post.", session.now() + WAIT)
    if state in ("ERROR", "EXPIRED"):
        return _failed(session, kind, state, fault)
    if state == "PUBLISHED":
        found = _found(session, kind, handle)
        return found or Ambiguous(
            f"{kind.net.title} has published the draft, but does not show which post it is."
        )
    answer = publish(session, kind.net, kind.publish, {"creation_id": handle.container})
    if not isinstance(answer, Reply):
        return answer
    name = text(fields(answer).get("id"))
    if not name:
        return Ambiguous(f"{kind.net.title} took the post but did not name it.", answer.status)
    return Sent(name, text(read_after(session, kind.net, name, "permalink").get("permalink")))


def seen(posts: Iterable[Mapping[str, object]], words: str) -> tuple[Found, ...]:
    """Return posts as they are seen, but those that say too little; `words` is the field of their text."""
    return tuple(found for post in posts if (found := _seen(post, words)))


def _seen(post: Mapping[str, object], words: str) -> Found | None:
    at, name = moment(post.get("timestamp")), text(post.get("id"))
    if not at or not name:
        return None
    shown, url = text(post.get(words)), text(post.get("permalink"))
    return Found(remote_id=name, url=url, text=shown, at=at, images=_images(post))


def _images(post: Mapping[str, object]) -> int:
    children = post.get("children")
    inside = rows(children) if isinstance(children, dict) else []
    return sum(one.get("media_type") == "IMAGE" for one in (inside or [post]))
