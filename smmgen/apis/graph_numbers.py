"""How Meta's networks tell numbers: insights, where one metric that is not known fails the whole call.

Source: developers.facebook.com, Graph API, insights of posts, media and threads, and the metrics withdrawn in
November 2025 and June 2026; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import NotSent, Refused, Session
from smmgen.apis.answers import Stopped, number, text
from smmgen.apis.graph import Net, ask, rows

_BAD = "bad metrics"
_GONE = "(error 33:"
"""Meta's number for what is not there, or not for this token; it does not tell these apart."""


def node(session: Session, net: Net, name: str, fields: str) -> Mapping[str, Any] | None:
    """Return fields of an object; None where it is gone. Raises `Stopped`."""
    try:
        return ask(session, net, name, query={"fields": fields})
    except Stopped as stop:
        if is_gone(stop):
            return None
        raise


def is_gone(stop: Stopped) -> bool:
    """Tell whether Meta says that there is no such object."""
    return isinstance(stop.outcome, Refused) and _GONE in stop.outcome.why


def insights(session: Session, net: Net, path: str, metrics: tuple[str, ...]) -> Mapping[str, Any]:
    """Return what insights say, by metric; those that Meta does not tell (any more) are left out.

    None are told where the token may not see them: counts are read all the same. Raises `Stopped` where Meta
    asks to wait.
    """
    bad = session.memo.setdefault(_BAD, set())
    wanted = tuple(one for one in metrics if one not in bad)
    try:
        return _told(session, net, path, wanted) if wanted else {}
    except Stopped as stop:
        if _asks_to_wait(stop):
            raise
        if isinstance(stop.outcome, NotSent):
            bad |= set(metrics)
            return {}
    return {name: value for one in wanted for name, value in _alone(session, net, path, one).items()}


def _asks_to_wait(stop: Stopped) -> bool:
    outcome = stop.outcome
    return isinstance(outcome, NotSent) and (outcome.not_before is not None or outcome.status != 403)


def _alone(session: Session, net: Net, path: str, metric: str) -> Mapping[str, Any]:
    try:
        return _told(session, net, path, (metric,))
    except Stopped as stop:
        if not isinstance(stop.outcome, Refused):
            raise
        session.memo[_BAD].add(metric)
        return {}


def _told(session: Session, net: Net, path: str, metrics: tuple[str, ...]) -> Mapping[str, Any]:
    found = rows(ask(session, net, path, query={"metric": ",".join(metrics)}))
    return {text(row.get("name")): value_of(row) for row in found}


def value_of(row: Mapping[str, Any]) -> Any:
    """Return what a metric says, whichever of the two shapes it has."""
    total, values = row.get("total_value"), row.get("values")
    if isinstance(total, dict):
        return total.get("value")
    last = values[-1] if isinstance(values, list) and values else None
    return last.get("value") if isinstance(last, dict) else None


def total(found: Any) -> int | None:
    """Return the count of an edge's summary."""
    summary = found.get("summary") if isinstance(found, dict) else None
    return number(summary.get("total_count")) if isinstance(summary, dict) else None
