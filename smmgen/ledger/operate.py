"""What a person does to the ledger: start it, settle what is stuck, pause and resume."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import ABSENT, Ledger
from smmgen.ledger.record import Reason, Record
from smmgen.ledger.state import Changes, Control, Pause, State
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import LedgerUnsafe, UsageError

RESEND = "resend"
"""The reason of a RETRY that a person asked for: neither lateness nor earlier attempts stop it."""


BASELINE = "baseline"
"""The reason of what was past when the ledger was made."""


class Verdict(Struct, frozen=True):
    """What a person says of a stuck delivery; `remote_id` and `url` where it turned out to be public."""

    kind: Literal["posted", "resend", "skip"]
    remote_id: str = ""
    url: str = ""


def start(ledger: Ledger, past: Iterable[tuple[DeliveryId, datetime]], by: str, at: datetime) -> int:
    """Make the ledger; what was due before `at` is skipped for good. Return how many that are."""
    reason = Reason(BASELINE)
    records = tuple(
        (delivery, Record(version=1, seq=1, at=at, by=by, stage="SKIPPED", due=due, reason=reason))
        for delivery, due in past
    )
    if not ledger.cas(ABSENT, Changes(records)):
        raise LedgerUnsafe("The ledger could not be made: somebody else made one just now, or it is refused.")
    return len(records)


def resolve(journal: Journal, delivery: DeliveryId, verdict: Verdict, by: str, at: datetime) -> Record:
    """Settle a delivery that waits for a person; raise `UsageError` where it does not wait."""

    def decide(state: State) -> Changes:
        return Changes(((delivery, _settled(state, delivery, verdict, by, at)),))

    changes, _ = journal.write(decide)
    return changes.records[0][1]


def _settled(state: State, delivery: DeliveryId, verdict: Verdict, by: str, at: datetime) -> Record:
    last = state.last(delivery)
    if last is None:
        raise UsageError(f"The ledger knows nothing of {delivery}. See: smmgen status")
    is_found = verdict.kind == "posted" and last.stage == "UNKNOWN"
    if last.stage not in ("HELD", "FAILED") and not is_found:
        raise UsageError(f"{delivery} is {last.stage}; {_ADVICE[last.stage]}")
    following = replace(last, seq=last.seq + 1, at=at, by=by, not_before=None)
    if verdict.kind == "posted":
        return replace(
            following, stage="POSTED", remote_id=verdict.remote_id, url=verdict.url, reason=Reason("operator")
        )
    if verdict.kind == "skip":
        return replace(following, stage="SKIPPED", reason=Reason("operator"))
    return replace(following, stage="RETRY", attempt=0, reason=Reason(RESEND))


_ADVICE = {
    "POSTED": "what is public stays on record as it is.",
    "SKIPPED": "what was skipped stays so; give the post another id to publish it after all.",
    "SENDING": "a run is sending it, or was stopped while it did; the next runs find out.",
    "UNKNOWN": "the next runs find out what became of it. Where you saw it, say --posted URL.",
    "RETRY": "the next runs send it by themselves. Set the post's status to paused to stop that.",
}


def pause(journal: Journal, account: str, why: str, *, is_paused: bool) -> Control:
    """Pause or resume an account, or everything where `account` is empty; return what holds now."""
    changes, state = journal.write(lambda state: _paused(state.control, account, why, is_paused=is_paused))
    return changes.control or state.control


def _paused(control: Control, account: str, why: str, *, is_paused: bool) -> Changes:
    if not account:
        return Changes(control=replace(control, paused=is_paused, why=why if is_paused else ""))
    others = {name: pause for name, pause in control.accounts.items() if name != account}
    mine = {account: Pause(True, why)} if is_paused else {}
    return Changes(control=replace(control, accounts=others | mine))
