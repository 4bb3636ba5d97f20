"""What a room shows of ours, and what an account lacks to write in it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from smmgen.adapter import Session
from smmgen.apis import matrix
from smmgen.apis.answers import Stopped, text
from smmgen.apis.matrix_text import shown


class Said(Struct, frozen=True, kw_only=True):
    """A message as its events make it, in their order; `moment` counts seconds since 1970."""

    events: tuple[str, ...]
    text: str
    images: int
    moment: float


def grouped(events: Iterable[Mapping[str, Any]], sender: str) -> list[Said]:
    """Return an account's messages, newest first: events of one name of ours are one."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for event in events:
        if event.get("sender") == sender and _kind(event).startswith("m.") and not _is_edit(event):
            mark = text(matrix.content_of(event).get(matrix.MARK)).partition("/")[0]
            groups.setdefault(mark or text(event.get("event_id")), []).insert(0, event)
    return [_said(group) for group in groups.values()]


def _said(group: list[Mapping[str, Any]]) -> Said:
    words = [shown(_words(event)) for event in group if _kind(event) in ("m.text", "m.notice")]
    return Said(
        events=tuple(text(event.get("event_id")) for event in group),
        text="\n".join(words),
        images=sum(_kind(event) == "m.image" for event in group),
        moment=matrix.moment_of(group[-1]),
    )


def _kind(event: Mapping[str, Any]) -> str:
    return text(matrix.content_of(event).get("msgtype"))


def _words(event: Mapping[str, Any]) -> str:
    content = matrix.content_of(event)
    return text(content.get("formatted_body")) or text(content.get("body"))


def _is_edit(event: Mapping[str, Any]) -> bool:
    related = matrix.content_of(event).get("m.relates_to")
    return isinstance(related, dict) and related.get("rel_type") == "m.replace"


def missing(session: Session, name: str) -> Iterator[str]:
    """Yield what the account lacks to publish in the room, each with what to do; raises `Stopped`."""
    if matrix.room(session) not in (
        matrix.ask(session, f"{matrix.CLIENT}/joined_rooms").get("joined_rooms") or ()
    ):
        yield "The account is not in the room: sign in as it and join"
        return
    if _state(session, "m.room.encryption"):
        yield "The room is encrypted, and smmgen cannot encrypt: make another room without encryption"
    levels = _state(session, "m.room.power_levels")
    users, events = _of(levels, "users"), _of(levels, "events")
    own = users.get(name, levels.get("users_default", 0))
    needed = events.get("m.room.message", levels.get("events_default", 0))
    if isinstance(own, int) and isinstance(needed, int) and own < needed:
        yield f"The account has the power level {own} in the room; writing takes {needed}: raise it"


def _of(levels: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = levels.get(name)
    return found if isinstance(found, dict) else {}


def _state(session: Session, kind: str) -> Mapping[str, Any]:
    """Return a part of the room's state, empty where the room has none."""
    try:
        return matrix.ask(session, matrix.in_room(session, f"state/{kind}"))
    except Stopped as stop:
        if stop.outcome.status in (403, 404):
            return {}
        raise
