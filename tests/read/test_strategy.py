from datetime import date

import pytest

from smmgen.model.source import Source
from smmgen.model.strategy import Amount, Strategy
from smmgen.read import strategy as strategy_module
from smmgen.read.strategy import read_strategy


def read(front: str) -> tuple[Strategy, list[str]]:
    strategy, reading = read_strategy(Source("plans/strategy.md", f"---\n{front}\n---\nWhy.\n"))
    assert strategy
    told = [f"{one.span.line}:{one.span.column} {one.message} | {one.hint}" for one in reading.findings]
    return strategy, told


WHOLE = """\
period: {from: 2026-10-01, until: 2027-09-30}
audience: [{segment: Neighbours, who: People nearby, accounts: [tg]}, Tourists]
goals: [{name: Seats, metric: Seats sold, baseline: 61%, target: 85%, by: 2027-03-31, account: tg}]
rubrics: {promo: {share: 15%, owner: anna, ideas: [A tasting set]}}
cadence: {tg: 6}
slots: {tg: {timezone: Europe/Moscow, at: [Mon-Fri 19:00]}, masto: [daily 9:00]}
recurring: [{topic: Cupping, rubric: event, every: third Wed, since: 2026-10-01, time: 18:00}]
key_dates: [{date: 12-06, name: St Nicholas}, {date: 2027-05-01, name: Ten years}]
holidays: [DE-BE]
days: [coffee]
people: {anna: {role: reviewer, github: "@anna-k", capacity: 5}}
tone: {do: [Give the number], dont: [Superlatives]}
competitors: [{name: Zwei Bohnen, weak: Every week a sale}, Tschaika]
budget: {currency: EUR, per_month: 900, items: [{item: Prizes, amount: 110}], ads: 50}"""


def test_a_whole_strategy_is_read() -> None:
    strategy, told = read(WHOLE)
    assert told == []
    (goal,) = strategy.goals
    assert (goal.baseline, goal.target, goal.by) == (Amount(61, "%"), Amount(85, "%"), date(2027, 3, 31))
    assert [one.name for one in strategy.audience] == ["Neighbours", "Tourists"]
    assert strategy.rubrics["promo"].share == 0.15
    zone = strategy.slots["tg"].zone
    assert (zone and zone.key, strategy.slots["masto"].zone) == ("Europe/Moscow", None)
    assert strategy.recurring[0].every == "FREQ=MONTHLY;BYDAY=3WE"
    assert [(one.year, one.month, one.day) for one in strategy.key_dates] == [(None, 12, 6), (2027, 5, 1)]
    assert (strategy.people["anna"].role, strategy.people["anna"].github) == ("reviewer", "anna-k")
    assert strategy.budget
    assert strategy.budget.spent == 160


WRONG = [
    ("audiense: []", "2:1 The strategy has no key “audiense”. | Did you mean “audience”?"),
    (
        "goals: [{name: More, target: 5}]",
        "2:9 A goal needs metric and by. | Write {name: Orders, metric: Shop orders a month, baseline: 118, target: 180, by: 2027-09-30}.",
    ),
    (
        "goals: [{name: More, metric: Reach, target: lots, by: 2027-01-01}]",
        "2:45 “lots” is no number. | Write it like this: 180 or 85%.",
    ),
    (
        "goals: [{name: A, metric: B, target: 1, by: soon}]",
        "2:45 “soon” is no date. | Write it like this: 2026-12-24.",
    ),
    (
        "period: {from: 2027-01-01, until: 2026-01-01}",
        "2:9 The period ends on 2026-01-01, before it begins. | Write it like this: {from: 2027-01-01, until: 2027-12-31}.",
    ),
    ("rubrics: {promo: {share: 120%}}", "2:26 “120%” is no share. | Write it like this: 20%."),
    (
        "slots: {tg: {timezone: Moscow, at: [daily 9:00]}}",
        "2:24 “Moscow” is no time zone. | Did you mean “Europe/Moscow”?",
    ),
    (
        "recurring: [{topic: A, rubric: b, every: sometimes, since: 2027-01-01}]",
        "2:42 “sometimes” is no recurrence. | Write it like this: Tue, first Fri, 2 weeks on Wed or FREQ=….",
    ),
    (
        "key_dates: [{date: 02-30, name: A}]",
        "2:20 “02-30” is no day. | Write it like this: 12-06, or 2027-12-06 for one year.",
    ),
    (
        "holidays: [Germany]",
        "2:12 “Germany” is no country or part of one. | Write it like this: DE, DE-BE or RU.",
    ),
    ("people: {anna: {role: boss}}", "2:23 “boss” is not one of: owner, reviewer, contractor. | "),
    ("budget: {currency: euro}", "2:20 “euro” is no currency. | Write it like this: EUR."),
]


@pytest.mark.parametrize(("front", "told"), WRONG)
def test_a_mistake_is_named_with_its_place(front: str, told: str) -> None:
    assert read(front)[1] == [told]


def test_a_topic_of_days_that_is_none_names_the_known_ones() -> None:
    (told,) = read("days: [cofee]")[1]
    assert told.startswith("2:8 “cofee” is not one of: art, books")
    assert told.endswith("Did you mean “coffee”?")


ODD = [
    "[]",
    "{}",
    "x",
    "[[1]]",
    "{a: {b: c}}",
    "[{a: b}]",
    "~",
    "''",
    "-1",
    "1e9",
    "[~]",
    "{timezone: {a: b}, at: x}",
    "[{date: []}]",
]


@pytest.mark.parametrize("key", sorted(strategy_module._KEYS))
def test_nothing_that_a_person_writes_makes_it_fail(key: str) -> None:
    for value in ODD:
        read(f"{key}: {value}")
