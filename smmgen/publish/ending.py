"""Say in a line of the report where a delivery stands."""

from datetime import datetime

from msgspec.structs import replace

from smmgen.ledger.record import Amendment, Record
from smmgen.ledger.state import State
from smmgen.model.delivery import Delivery
from smmgen.publish.decision import Decision, explain
from smmgen.publish.report import Ending, Line, line
from smmgen.publish.timing import ON_TIME, told

DRIFT = "changed since it was published; what is public stays as it is, unless smmgen edit brings it there"
RETRACTED = "it was retracted, and is not published again; give it another id to publish it anew"


def quiet_line(delivery: Delivery, decision: Decision, state: State, now: datetime) -> Line | None:
    """Return the line of a delivery for which nothing was done, or None where that needs no word."""
    last = state.last(delivery.id)
    attempts = last.attempt if last else 0
    match decision.act:
        case "done" if last and state.is_retracted(delivery.id):
            return replace(settled_line(delivery, last), note=RETRACTED)
        case "done" if last:
            return settled_line(delivery, last, state.shown(delivery.id))
        case "stuck" if last:
            return settled_line(delivery, last)
        case "wait" | "recover":
            return line(
                delivery, _open_ending(last), error=decision.why, retry_at=decision.until, attempts=attempts
            )
        case "send":
            return line(delivery, "would-publish", note=late_note(delivery, now), attempts=attempts)
        case "hold" | "block" | "renamed":
            return line(delivery, "held", error=decision.why, attempts=attempts)
        case _:
            return None


def settled_line(delivery: Delivery, last: Record, shown: Record | Amendment | None = None) -> Line:
    """Return the line of a delivery whose record says it all: public earlier, or waiting for a person.

    `shown` is the ledger's line on what is public, where it was edited since.
    """
    if last.stage == "POSTED":
        note = DRIFT if _has_drifted(delivery, shown or last) else ""
        more = {"url": last.url, "remote_id": last.remote_id, "note": note}
        return line(delivery, "already", attempts=last.attempt, **more)
    outcome: Ending = "failed" if last.stage == "FAILED" else "held"
    return line(delivery, outcome, attempts=last.attempt, error=explain(last), is_stuck=True)


def _has_drifted(delivery: Delivery, shown: Record | Amendment) -> bool:
    """Tell whether a post asks for something else than is public, as far as that is known."""
    if shown.asked:
        return shown.asked != delivery.asked
    return "" not in (shown.digest, delivery.digest) and shown.digest != delivery.digest


def fresh_line(delivery: Delivery, last: Record, why: str, now: datetime) -> Line:
    """Return the line of a delivery that this run has tried or looked for; `why` is what was said."""
    if last.stage == "POSTED":
        note = "; ".join(part for part in (late_note(delivery, now), why) if part)
        more = {"url": last.url, "remote_id": last.remote_id, "note": note}
        return line(delivery, "published", attempts=last.attempt, **more)
    if last.stage in ("HELD", "FAILED"):
        settled = settled_line(delivery, last)
        return replace(settled, error=why) if why else settled
    ending = _open_ending(last)
    error = why or explain(last)
    return line(delivery, ending, attempts=last.attempt, error=error, retry_at=last.not_before)


def _open_ending(last: Record | None) -> Ending:
    return "failed" if last and last.stage == "RETRY" else "unknown"


def late_note(delivery: Delivery, now: datetime) -> str:
    """Return how late a delivery is, empty while it is on time."""
    late = now - delivery.due
    return f"{told(late)} late" if late > ON_TIME else ""
