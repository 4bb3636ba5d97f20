"""The ledger as a table."""

import csv
import io
import json

from msgspec.structs import replace

from smmgen.ledger.export import as_csv, as_json
from smmgen.ledger.record import Amendment, Reason
from smmgen.ledger.state import Changes, State
from tests.ledger.written import NOW, ONE, TWO, changes, held, posted, sending

CLAIM = sending()
EDIT = Amendment(version=1, seq=1, at=NOW, by="local.1.b", act="edit", stage="BEGUN", digest="a" * 64)
STATE = (
    State()
    .after(changes(CLAIM, posted(CLAIM)))
    .after(
        Changes(
            ((TWO, replace(held(), reason=Reason("missed", 404, "=HYPERLINK(1)"))),), None, ((ONE, EDIT),)
        )
    )
)


def test_each_line_is_a_row() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(STATE))))
    assert [(row["account"], row["state"], row["line"]) for row in rows] == [
        ("masto", "HELD", "1"),
        ("tg", "SENDING", "1"),
        ("tg", "POSTED", "2"),
        ("tg", "edit begun", "1"),
    ]
    assert rows[2]["url"] == "https://t.me/northwind/12"
    assert rows[1]["due"] == "2026-12-01T09:00:00Z"


def test_a_spreadsheet_runs_nothing_of_it() -> None:
    (row, *_) = csv.DictReader(io.StringIO(as_csv(STATE)))
    assert (row["http"], row["said"]) == ("404", "'=HYPERLINK(1)")


def test_programs_get_json() -> None:
    data = json.loads(as_json(STATE))
    assert data["version"] == 1
    assert [line["state"] for line in data["lines"]] == ["HELD", "SENDING", "POSTED", "edit begun"]
    assert data["lines"][0]["said"] == "=HYPERLINK(1)"
