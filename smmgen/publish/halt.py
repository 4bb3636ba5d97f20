"""When to leave an account alone for the rest of a run."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, NotSent, Outcome
from smmgen.ledger.state import State
from smmgen.publish.timing import BREAKER, clock_time

BUSY = 429
"""The HTTP status of a network that asks to be left alone for a while; it means the whole account."""


class Halt(Struct, frozen=True):
    """Why an account is left alone, empty while it is not, and until when where that is known.

    `failures` counts the attempts in a row that brought nothing.
    """

    why: str = ""
    until: datetime | None = None
    failures: int = 0

    def after(self, outcome: Outcome, why: str) -> "Halt":
        """Return what holds after one more attempt; `why` is what the network said, redacted."""
        if not isinstance(outcome, NotSent | Ambiguous):
            return replace(self, failures=0)
        failures = self.failures + 1
        if isinstance(outcome, NotSent) and outcome.is_account_wide:
            return Halt(why, None, failures)
        if isinstance(outcome, NotSent) and outcome.status == BUSY:
            until = outcome.not_before
            return Halt(_asked(until) if until else why, until, failures)
        if failures >= BREAKER:
            return Halt(f"{failures} attempts in a row brought nothing; the last: {why}", None, failures)
        return replace(self, failures=failures)


def halted_before(state: State, now: datetime) -> dict[str, Halt]:
    """Return the accounts that a network asked to wait in an earlier run, while the time is not over."""
    until: dict[str, datetime] = {}
    for delivery, history in state.histories.items():
        last = history[-1]
        if last.stage == "RETRY" and last.kind == "limited" and last.not_before and last.not_before > now:
            until[delivery.account] = max(last.not_before, until.get(delivery.account, now))
    return {account: Halt(_asked(end), end) for account, end in until.items()}


def _asked(until: datetime) -> str:
    return f"the network asked to wait until {clock_time(until)}"
