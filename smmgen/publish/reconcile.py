"""Find out from the network itself whether a delivery is public."""

from datetime import datetime
from typing import Literal

from smmgen.adapter import Adapter, Broken, Found, NotReached, Sent, Session
from smmgen.ledger.record import Record
from smmgen.ledger.state import State
from smmgen.publish.draft import inspected
from smmgen.publish.fingerprint import EMPTY, fingerprint
from smmgen.publish.timing import MATCH_EARLY

RECENT = 40
"""So many of the account's latest posts are read."""

Answer = Found | Literal["none", "many", "unreadable", "unreachable"]


def look_for(
    session: Session, adapter: Adapter, last: Record, images: int | None, since: datetime | None, state: State
) -> Answer:
    """Return the one post that this attempt can have made, or why none is it for sure.

    A draft's handle tells it, where the ledger has one.

    It has the same text to a reader, as many pictures (`images`; None: not known), is no older than
    `since`, and is not what another delivery is known to be.
    """
    if last.handle and adapter.inspect:
        return _draft(session, adapter, last, images)
    if adapter.recent is None or not last.fingerprint or last.fingerprint == EMPTY:
        return "unreadable"
    try:
        shown = adapter.recent(session, RECENT)
    except (NotReached, Broken):
        return "unreachable"
    except Exception:  # foreign code; what it cannot read, a person will
        return "unreadable"
    known = taken(state, session.account.name)
    matches = [
        one
        for one in shown
        if one.remote_id not in known
        and fingerprint(one.text) == last.fingerprint
        and (since is None or one.at >= since - MATCH_EARLY)
        and (images is None or one.images is None or images == one.images)
    ]
    return matches[0] if len(matches) == 1 else "many" if matches else "none"


def _draft(session: Session, adapter: Adapter, last: Record, images: int | None) -> Answer:
    match inspected(adapter, session, last.handle):
        case Sent(remote_id, url):
            return Found(remote_id=remote_id, url=url, text="", at=last.at, images=images or 0)
        case "unpublished" | "gone":
            return "none"
        case _:
            return "unreachable"


def taken(state: State, account: str) -> frozenset[str]:
    """Return the remote ids that the ledger knows already."""
    return frozenset(
        history[-1].remote_id
        for delivery, history in state.histories.items()
        if delivery.account == account and history[-1].stage == "POSTED"
    )
