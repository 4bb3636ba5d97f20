"""What a run did, for programs and for people."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.publish.timing import clock_time

Ending = Literal["published", "would-publish", "already", "held", "failed", "unknown"]


class Line(Struct, frozen=True, kw_only=True):
    """How one delivery ended in this run.

    `error` says why it is not public, `note` what else is to be known of it. `retry_at` is when a later
    run will try by itself; `is_stuck`: none will, a person must say.
    """

    id: DeliveryId
    network: str
    outcome: Ending
    url: str = ""
    remote_id: str = ""
    attempts: int = 0
    error: str = ""
    note: str = ""
    retry_at: datetime | None = None
    is_stuck: bool = False


def line(delivery: Delivery, outcome: Ending, **more: Any) -> Line:
    """Return a delivery's line."""
    return Line(id=delivery.id, network=delivery.network, outcome=outcome, **more)


class Report(Struct, frozen=True):
    """All deliveries that were looked at, in order, and notes on accounts; `now` is UTC."""

    now: datetime
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    faults: Mapping[str, str] = {}
    """Accounts that could not be used as they are set up, with the reason."""

    @property
    def exit_code(self) -> int:
        """Return 3 where something that is due is not public, else 0."""
        return 3 if any(one.outcome in ("held", "failed", "unknown") for one in self.lines) else 0

    def data(self) -> dict[str, Any]:
        """Return the report for `--format json`."""
        counts = Counter(one.outcome for one in self.lines)
        return {
            "version": 1,
            "now": _moment(self.now),
            "deliveries": [_data(one) for one in self.lines],
            "summary": dict(sorted(counts.items())),
            "notes": list(self.notes),
        }

    def text(self) -> str:
        """Return the report for people, ending in a line that counts."""
        shown = [part for one in self.lines for part in _told(one, self.now)]
        notes = [f"note: {note}" for note in self.notes]
        counts = Counter(one.outcome for one in self.lines)
        words = [f"{counts[word]} {_COUNTED[word]}" for word in _COUNTED if counts[word]]
        return "\n".join([*shown, *notes, ", ".join(words) or "Nothing is due."]) + "\n"


_COUNTED: dict[Ending, str] = {
    "published": "published",
    "would-publish": "to be published",
    "held": "held",
    "failed": "failed",
    "unknown": "unknown",
    "already": "public already",
}


def _data(one: Line) -> dict[str, Any]:
    return {
        "post": one.id.post,
        "account": one.id.account,
        "network": one.network,
        "number": one.id.number,
        "outcome": one.outcome,
        "url": one.url,
        "remote_id": one.remote_id,
        "attempts": one.attempts,
        "error": one.error,
        "note": one.note,
        "retry_at": _moment(one.retry_at) if one.retry_at else "",
    }


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def _told(one: Line, now: datetime) -> list[str]:
    """Write a line, and below it what frees it; what is public already is only worth a word if it drifted."""
    if one.outcome == "already":
        return [f"{one.id}: {one.note}"] if one.note else []
    tail = " ".join(part for part in (one.url, f"({one.note})" if one.note else "") if part)
    lines = [f"{one.id}: {one.outcome}{f' {tail}' if tail else ''}{f': {one.error}' if one.error else ''}"]
    if one.retry_at:
        when = f"after {clock_time(one.retry_at)}" if one.retry_at > now else "with the next run"
        lines.append(f"  looked at again {when}")
    if one.is_stuck:
        lines.append(f"  {command(one.id)}")
    return lines


AmendedEnding = Literal["edited", "retracted", "unchanged", "unable", "failed", "unknown"]


class AmendedLine(Struct, frozen=True, kw_only=True):
    """How the change or the deletion of one public message ended; `error` says why it is not as asked."""

    id: DeliveryId
    outcome: AmendedEnding
    url: str = ""
    error: str = ""

    def data(self) -> dict[str, Any]:
        """Return the line for `--format json`."""
        account, post, number = self.id
        found = {"post": post, "account": account, "number": number, "outcome": self.outcome}
        return {**found, "url": self.url, "error": self.error}

    def text(self) -> str:
        """Return the line for people."""
        place = f" {self.url}" if self.url else ""
        return f"{self.id}: {self.outcome}{place}{f': {self.error}' if self.error else ''}"


def command(delivery: DeliveryId) -> str:
    """Return the command that frees a delivery."""
    return f"smmgen ledger resolve {delivery} --posted URL | --resend | --skip"
