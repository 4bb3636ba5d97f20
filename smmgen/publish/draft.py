"""Two-step networks: make a draft that nobody can see, or find out what became of one."""

from collections.abc import Callable
from datetime import timedelta

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Draft,
    NotHosted,
    NotSent,
    Outcome,
    Prepared,
    Refused,
    Sending,
    Sent,
    Session,
)
from smmgen.model.fault import ConfigError

LONGEST_HANDLE = 500
WAIT = timedelta(minutes=2)
"""A draft that the network is still at work on is asked about again after so long."""

Drafted = Prepared | Outcome


def drafted(adapter: Adapter, session: Session, sending: Sending) -> Drafted:
    """Return the draft to publish: the one that the ledger knows, else a new one; or how the attempt ends.

    `session` must not let a visible call through.
    """
    if sending.handle:
        match inspected(adapter, session, sending.handle):
            case Sent() as sent:
                return sent
            case "unpublished":
                return Prepared(sending.handle)
            case "pending":
                why = f"{adapter.title} is still at work on the draft."
                return NotSent(why, session.now() + WAIT)
            case "unknown":
                return Ambiguous(f"{adapter.title} does not say what became of the draft.")
            case "gone":
                pass
    return _prepared(adapter, session, sending)


def inspected(adapter: Adapter, session: Session, handle: str) -> Sent | Draft:
    """Return what became of a draft; "unknown" where the adapter cannot tell."""
    if adapter.inspect is None:
        return "unknown"
    try:
        return adapter.inspect(session, handle)
    except Exception:  # foreign code; what it cannot tell, nobody can
        return "unknown"


def _prepared(adapter: Adapter, session: Session, sending: Sending) -> Drafted:
    """Make a draft; nothing that fails here can have become public."""
    prepare: Callable[[Session, Sending], object] | None = adapter.prepare
    if prepare is None:
        return Prepared("")
    try:
        made = prepare(session, sending)
    except ConfigError as fault:
        return NotSent(str(fault), is_account_wide=True)
    except NotHosted as fault:
        return NotSent(str(fault))
    except Exception as fault:  # foreign code; it could not make a visible call
        return NotSent(f"{type(fault).__name__}: {fault}")
    if isinstance(made, NotSent | Refused):
        return made
    if isinstance(made, Prepared) and 0 < len(made.handle) <= LONGEST_HANDLE:
        return made
    return NotSent("the adapter made a draft without a name that can be kept")
