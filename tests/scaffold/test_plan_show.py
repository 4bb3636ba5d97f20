from datetime import date

import pytest
from wcwidth import wcswidth

from smmgen.model.fault import UsageError
from smmgen.model.plan import Plan
from smmgen.model.project import Project
from smmgen.scaffold.plan_grid import as_grid
from smmgen.scaffold.plan_list import as_list
from smmgen.scaffold.plan_pick import pick_plan
from tests.scaffold.planning import project

PLAN = """\
---
month: 2027-01
mix: {promo: 50%}
cadence: {tg: 1}
key_dates: [{date: 2027-01-30, name: Our birthday}]
---
| date | time | rubric | topic | accounts | owner | post |
|---|---|---|---|---|---|---|
| 2027-01-06 | — | tips | Помол и вода ☕ для двоих | tg, bsky | lev | |
| 2027-01-04 | 15:00 | promo | コーヒーの豆 | tg | anna | sale |
"""
SALE = "---\ntitle: Sale\nstatus: review\npublish_at: 2027-01-04 15:00\n---\nText.\n"


@pytest.fixture
def world() -> tuple[Plan, Project]:
    made = project(plans__2027_01=PLAN, content__posts__sale=SALE)
    return made.plans[0], made


def test_a_list_is_in_order_and_says_how_far_posts_are(world: tuple[Plan, Project]) -> None:
    assert as_list(*world, columns=80) == (
        "January 2027 · 2 rows: 1 no post, 1 review\n\n"
        "Mon  4   15:00  review   promo  コーヒーの豆                      tg        anna\n"
        "Wed  6  ~09:30  no post  tips   Помол и вода ☕ для двоих         tg, bsky  lev\n"
    )


def test_groups_are_held_against_mix_and_cadence(world: tuple[Plan, Project]) -> None:
    by_rubric, by_account = as_list(*world, 90, "rubric"), as_list(*world, 90, "account")
    assert "promo: 1, 50% of the rows; the mix says 50%\n" in by_rubric
    assert "tg: 2, 0.5 a week; the cadence says 1\n" in by_account
    assert as_list(*world, 90, "owner").count("anna") == 2


@pytest.mark.parametrize("columns", [40, 80, 110, 160])
def test_the_bars_of_a_grid_stand_in_columns(world: tuple[Plan, Project], columns: int) -> None:
    lines = [line for line in as_grid(*world, columns).splitlines() if line.startswith("|")]
    assert {wcswidth(line) for line in lines} == {max(8, (columns - 8) // 7) * 7 + 8}
    bars = {tuple(wcswidth(line[:at]) for at, sign in enumerate(line) if sign == "|") for line in lines}
    assert len(bars) == 1


def test_a_grid_has_key_dates_and_marks(world: tuple[Plan, Project]) -> None:
    grid = as_grid(*world, 160)
    assert "★ Our birthday" in grid
    assert "◐ 15:00 コーヒーの豆" in grid


PICKED = [
    ("2027-01", date(2026, 1, 1), "2027-01"),
    (None, date(2026, 12, 5), "2027-01"),
    (None, date(2028, 1, 1), "2027-01"),
]


@pytest.mark.parametrize(("month", "today", "picked"), PICKED)
def test_a_plan_is_picked(world: tuple[Plan, Project], month: str | None, today: date, picked: str) -> None:
    assert pick_plan(world[1], month, today).month == picked


def test_a_month_without_a_plan_is_told(world: tuple[Plan, Project]) -> None:
    with pytest.raises(
        UsageError, match=r"no plan of 2026-05; there are: 2027-01\. Draft it: smmgen plan new 2026-05"
    ):
        pick_plan(world[1], "2026-05", date(2026, 5, 1))
