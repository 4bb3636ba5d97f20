"""The publisher with one of its safeguards taken out. Each of these doubles or loses posts; the schedules must see it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from smmgen.adapter import Adapter, Ambiguous, Outcome, Sending
from smmgen.ledger import state, tree
from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.bucket import BucketLedger
from smmgen.ledger.ledger import ABSENT
from smmgen.ledger.objects import Answer
from smmgen.ledger.record import History, Record
from smmgen.ledger.state import Changes, State
from smmgen.ledger.tree import changed_files, first_files
from smmgen.model.delivery import Delivery
from smmgen.publish import decision, lane, line, run
from smmgen.publish.guard import Guard, attempt
from smmgen.publish.lane import Lane
from smmgen.publish.line import Pen
from smmgen.publish.report import Line

Patch = pytest.MonkeyPatch
NEVER = timedelta(0)


def without_a_claim(patch: Patch) -> None:
    """Send first, and note afterwards what was intended and what came of it."""

    def send(self: Lane, delivery: Delivery, looked: Record | None) -> Line | None:
        history, began = self.state.history(delivery.id), self.desk.monotonic()
        claim = self.desk.pen.claim(delivery, history, self.adapter, self.desk.now())
        mine, outcome = self._attempt(delivery, claim, began)

        def note(now: State) -> Changes:
            return self._one(mine, delivery.id) if now.history(delivery.id) == history else Changes()

        if self.desk.journal.write(note)[0]:
            return self._settle(delivery, mine, outcome)
        return None

    patch.setattr(Lane, "_send", send)


def with_a_retry_on_5xx(patch: Patch) -> None:
    """Do what many HTTP libraries do by themselves."""

    def twice(adapter: Adapter, guard: Guard, sending: Sending) -> Outcome:
        outcome = attempt(adapter, guard, sending)
        if isinstance(outcome, Ambiguous) and (outcome.status or 0) >= 500:
            guard.visible = 0
            return attempt(adapter, guard, sending)
        return outcome

    patch.setattr(lane, "attempt", twice)


def without_lease_and_settle_time(patch: Patch) -> None:
    """Take every claim over at once, and look for its effect at once."""
    for module in (decision, lane, run):
        patch.setattr(module, "LEASE", NEVER)
    patch.setattr(line, "SETTLE", NEVER)


def resending_what_is_not_found(patch: Patch) -> None:
    """Take a list without the post for proof that it is not public."""
    careful = Lane._is_in_time

    def is_in_time(self: Lane, delivery: Delivery, last: Record) -> bool:
        can_look = self.adapter.recent is not None and last.delivery_class == "blind"
        return can_look or careful(self, delivery, last)

    patch.setattr(Lane, "_is_in_time", is_in_time)


def resending_without_lease_and_settle_time(patch: Patch) -> None:
    """Both at once."""
    without_lease_and_settle_time(patch)
    resending_what_is_not_found(patch)


def trusting_a_push(patch: Patch) -> None:
    """Believe git's exit code, and do not read the branch again."""

    def cas(self: BranchLedger, version: str, changes: Changes) -> bool:
        files = changed_files(self._state, changes) if version else first_files(changes)
        commit = self._commit(version, files, changes)
        if self._move(version, commit) != "nothing":
            return False
        self._tip, self._state = commit, self._state.after(changes)
        return True

    patch.setattr(BranchLedger, "cas", cas)


def trusting_an_answer(patch: Patch) -> None:
    """Believe the answer to a write into a bucket, and do not read the object again."""

    def confirmed(self: BucketLedger, put: Answer, text: bytes) -> str:
        return put.tag if put.is_stored else ABSENT

    patch.setattr(BucketLedger, "_confirmed", confirmed)


def without_a_deadline(patch: Patch) -> None:
    """Send on a claim of any age."""
    patch.setattr(lane, "SEND_MAX", timedelta(days=999))


def without_a_window(patch: Patch) -> None:
    """Trust an idempotency key for ever."""
    patch.setattr(lane, "WINDOW", timedelta(days=999))


def with_a_key_of_its_own(patch: Patch) -> None:
    """Give every attempt a new key."""
    careful = Pen.claim

    def claim(self: Pen, delivery: Delivery, history: History, adapter: Adapter, at: datetime) -> Record:
        return replace(careful(self, delivery, history, adapter, at), key=f"{delivery.id} {at}")

    patch.setattr(Pen, "claim", claim)
    patch.setattr(state, "check_next", lambda history, record: None)
    patch.setattr(tree, "check_history", lambda history: None)


WEAKENED: dict[str, Callable[[Patch], None]] = {
    "no claim before sending": without_a_claim,
    "a retry on 5xx": with_a_retry_on_5xx,
    "no lease and no settle time, and a resend": resending_without_lease_and_settle_time,
    "a push is trusted": trusting_a_push,
    "an answer is trusted": trusting_an_answer,
    "a resend of what is not found": resending_what_is_not_found,
    "no lease and no settle time": without_lease_and_settle_time,
    "no deadline for sending": without_a_deadline,
}
PLACES = {"an answer is trusted": "s3"}
"""Where the ledger is kept that lacks the safeguard; on git where nothing is said."""
