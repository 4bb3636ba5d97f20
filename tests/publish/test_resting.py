"""Accounts that a person's command leaves to the run that publishes there."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from smmgen.adapter import Adapter
from smmgen.publish.health import examine
from smmgen.publish.resting import resting
from smmgen.publish.timing import LEASE
from tests.publish.stage import ADAPTERS, DUE, Stage, post, stage

MOMENT = timedelta(seconds=1)


def one_use(name: str) -> Adapter:
    return replace(ADAPTERS[name], renews=lambda account: ("token",))


@pytest.fixture
def published() -> Stage:
    made = stage("keyed")
    made.bundle = post("sale", "Beans.", accounts=("keyed",))
    made.run(DUE)
    return made


def rests(made: Stage, now: datetime) -> dict[str, str]:
    return resting(made.brand, one_use, made.ledger.read()[0], now)


def test_an_account_rests_while_a_run_is_at_work_and_for_a_lease_after_it(published: Stage) -> None:
    assert list(rests(published, DUE + MOMENT)) == ["keyed"]
    assert rests(published, DUE + LEASE + MOMENT) == {}


def test_where_no_secret_is_replaced_nobody_rests(published: Stage) -> None:
    assert resting(published.brand, ADAPTERS.__getitem__, published.ledger.read()[0], DUE) == {}


def test_whoever_rests_is_not_asked_and_told_when_to_ask_again(published: Stage) -> None:
    why = rests(published, DUE + MOMENT)
    (found,) = examine(published.brand, published.open_session, DUE, adapters=one_use, resting=why)
    assert not found.is_ill
    assert "keyed (keyed): was not asked" in found.text(DUE)
    assert "Ask again after 2026-12-01 09:20 UTC." in found.text(DUE)
