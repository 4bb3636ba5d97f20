"""Compare this machine's clock with the networks' before anything is sent on its word."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from smmgen.adapter import Broken, NotReached, Reply, Request, Session
from smmgen.model.fault import LedgerUnsafe
from smmgen.publish.timing import CLOCK_SKEW, told


def check_clock(sessions: Iterable[Session], now: Callable[[], datetime]) -> None:
    """Raise `LedgerUnsafe` where servers tell another time than this machine, and none agrees with it.

    Servers are asked one after the other until one agrees; those that tell no time do not count.
    """
    wrong = ""
    for session in sessions:
        theirs = _time_of(session)
        if theirs is None:
            continue
        ahead = now() - theirs
        if abs(ahead) <= CLOCK_SKEW:
            return
        side = "ahead of" if ahead > timedelta(0) else "behind"
        wrong = wrong or f"{told(abs(ahead))} {side} that of {urlsplit(session.base_url).hostname}"
    if wrong:
        raise LedgerUnsafe(
            f"This machine's clock is {wrong}, so nobody can tell what is due, and nothing was sent. "
            "Set the clock."
        )


def _time_of(session: Session) -> datetime | None:
    try:
        return date_of(session.call(Request(method="GET", url=session.base_url)))
    except (NotReached, Broken):
        return None


def date_of(reply: Reply) -> datetime | None:
    """Return the time that an answer was made at, in UTC, its time in a cache added; None where unsaid."""
    try:
        date = parsedate_to_datetime(reply.headers.get("date", ""))
        age = timedelta(seconds=int(reply.headers.get("age", "0")))
    except (ValueError, TypeError, OverflowError):
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)) + age
