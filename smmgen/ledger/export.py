"""Write the whole ledger as one table, for those who look at it with other tools."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from smmgen.ledger.record import Amendment, Record
from smmgen.ledger.state import State
from smmgen.model.delivery import DeliveryId

COLUMNS = (
    *("account", "post", "number", "line", "at", "state", "attempt", "due", "url", "remote_id"),
    *("reason", "http", "said", "not_before", "by"),
)
"""One row for each line; times are UTC in RFC 3339. What was done to a post later is in small letters."""


def as_csv(state: State) -> str:
    """Return the table with its heads; what a spreadsheet would run as a formula begins with a quote."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(row[name]) for name in COLUMNS] for row in _rows(state))
    return out.getvalue()


def as_json(state: State) -> str:
    """Return the rows as JSON."""
    return json.dumps({"version": 1, "lines": list(_rows(state))}, ensure_ascii=False, indent=2) + "\n"


def _rows(state: State) -> Iterator[dict[str, Any]]:
    for name, history in sorted(state.histories.items()):
        yield from (_row(name, record) for record in history)
        yield from (_amended(name, amendment) for amendment in state.amendments.get(name, ()))


def _row(name: DeliveryId, record: Record) -> dict[str, Any]:
    more = {
        "state": record.stage,
        "attempt": record.attempt,
        "url": record.url,
        "remote_id": record.remote_id,
    }
    times = {"due": record.due, "not_before": record.not_before}
    told = {key: at.isoformat().replace("+00:00", "Z") if at else "" for key, at in times.items()}
    return _common(name, record) | more | told


def _amended(name: DeliveryId, amendment: Amendment) -> dict[str, Any]:
    blank = dict.fromkeys(("attempt", "url", "remote_id", "due", "not_before"), "")
    return _common(name, amendment) | blank | {"state": f"{amendment.act} {amendment.stage}".lower()}


def _common(name: DeliveryId, line: Record | Amendment) -> dict[str, Any]:
    reason = line.reason
    return {
        "account": name.account,
        "post": name.post,
        "number": name.number,
        "line": line.seq,
        "at": line.at.isoformat().replace("+00:00", "Z"),
        "reason": reason.kind if reason else "",
        "http": (reason.http or "") if reason else "",
        "said": reason.code if reason else "",
        "by": line.by,
    }


def _harmless(value: Any) -> Any:
    """Return a cell that is text to every spreadsheet (OWASP, CSV injection, read on 2026-11-27)."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
