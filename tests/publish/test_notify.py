"""Who is told what: only what has come to need somebody, once, where the brand wants it."""

import pytest
from msgspec.structs import replace

from smmgen.adapter import adapter
from smmgen.ledger.record import Reason, Record
from smmgen.ledger.state import State
from smmgen.model.brand import Account
from smmgen.model.wire import NotReached
from smmgen.publish.notify import fresh, job_page, letter, send
from smmgen.publish.report import Line, Report
from smmgen.testing import NOW, Script, answer
from tests.ledger.written import ONE, following, held, posted, sending

TEAM = Account(name="notify", network="telegram", options={"chat": "-1001"}, secrets={"token": "TEAM"})
STUCK = Line(id=ONE, network="telegram", outcome="held", error="too late", is_stuck=True)


def told(*history: Record) -> int:
    """Return how many are told after a run whose rounds are named "new"."""
    return len(fresh(Report(NOW, (STUCK,)), State({ONE: history}), "new"))


def by_new(record: Record) -> Record:
    return replace(record, by="new.1")


CLAIM = sending()
REFUSED = following(CLAIM, "RETRY", reason=Reason("refused", 401))


@pytest.mark.parametrize(
    ("history", "count"),
    [
        ((by_new(held()),), 1),
        ((held(),), 0),
        ((CLAIM, by_new(following(CLAIM, "FAILED", reason=Reason("refused", 400)))), 1),
        ((CLAIM, by_new(REFUSED)), 1),
        ((CLAIM, REFUSED, replace(by_new(CLAIM), seq=3), replace(by_new(REFUSED), seq=4)), 0),
        ((CLAIM, by_new(following(CLAIM, "RETRY", reason=Reason("busy", 429)))), 0),
        ((CLAIM, by_new(posted(CLAIM))), 0),
        ((), 0),
    ],
    ids=[
        "held now",
        "held before",
        "refused now",
        "the secret is refused",
        "and still is",
        "later",
        "public",
        "new",
    ],
)
def test_what_is_told(history: tuple[Record, ...], count: int) -> None:
    assert told(*history) == count


def test_the_letter_says_what_and_why_and_what_frees_it() -> None:
    script = Script(TEAM, [answer(200, {"ok": True, "result": {"message_id": 7, "chat": {"id": -1001}}})])
    blocks = letter("Northwind", (STUCK,), "https://github.com/northwind/social/actions/runs/7")
    assert send(adapter("telegram"), script, blocks, "7.1.abc", NOW) == ""
    sent = str(script.requests[0].json)
    assert "1 post of Northwind needs you." in sent
    assert "tg/winter-sale.0: too late" in sent
    assert "smmgen ledger resolve tg/winter-sale.0" in sent
    assert "actions/runs/7" in sent


def test_many_are_counted_and_long_reasons_cut() -> None:
    lines = tuple(replace(STUCK, error="x" * 500) for _ in range(20))
    text = "\n".join(run.text for block in letter("Northwind", lines) for run in getattr(block, "runs", ()))
    assert "20 posts of Northwind need you." in text
    assert "… and 12 more" in text
    assert len(text) < 2000


@pytest.mark.parametrize(
    "fault", [NotReached("no way"), answer(403, {"ok": False, "description": "bot was kicked"})]
)
def test_that_nobody_could_be_told_is_told(fault: object) -> None:
    script = Script(TEAM, [fault])  # type: ignore[list-item]
    assert send(adapter("telegram"), script, letter("Northwind", (STUCK,)), "7.1.abc", NOW)


def test_the_job_s_page_is_linked_on_github_alone() -> None:
    github = {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "a/b", "GITHUB_RUN_ID": "7"}
    assert job_page(github) == "https://github.com/a/b/actions/runs/7"
    assert job_page({}) == ""
