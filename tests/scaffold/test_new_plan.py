from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.model.fault import UsageError
from smmgen.model.plan import Plan
from smmgen.model.source import Source
from smmgen.read.plan import read_plan
from smmgen.scaffold.best import Best, best_posts, read_numbers
from smmgen.scaffold.new_plan import before, draft_plan, read_month, write_plan
from smmgen.scaffold.occasions import public_holidays
from smmgen.text.cell import written_cell
from tests.scaffold.planning import BRAND, STRATEGY, project

JANUARY = date(2027, 1, 1)


def drafted(strategy: str = STRATEGY, brand: str = BRAND, metrics: bytes | None = None, **files: str) -> Plan:
    numbers = read_numbers("metrics/2026-12.csv", metrics) if metrics else ()
    made = draft_plan(project(strategy, brand, **files), JANUARY, numbers)
    plan, reading = read_plan(Source(made.path, made.text))
    assert reading.findings == []
    assert plan
    return plan


def test_every_account_gets_its_posts_a_week() -> None:
    posts = Counter(
        (account, row.date.isocalendar().week)
        for row in drafted().topics
        for account in row.accounts
        if row.date
    )
    assert {posts[account, week] for account in ("tg", "bsky") for week in (1, 2, 3)} == {3}


def test_every_rubric_gets_its_share() -> None:
    rubrics = Counter(row.rubric for row in drafted().topics)
    assert rubrics == {"tips": 6, "promo": 4, "news": 3}


def test_ideas_are_used_up_from_the_first_and_other_topics_are_left_open() -> None:
    tips = [row.topic for row in drafted().topics if row.rubric == "tips"]
    assert tips[:3] == ["Grind fresh", "Weigh it", "Know-how: …"]


def test_an_idea_that_an_earlier_plan_has_is_not_proposed_again() -> None:
    december = "---\nmonth: 2026-12\n---\n| date | topic |\n|---|---|\n| 2026-12-01 | grind fresh |\n"
    tips = [row.topic for row in drafted(plans__2026_12=december).topics if row.rubric == "tips"]
    assert tips[:2] == ["Weigh it", "Know-how: …"]


def test_a_draft_is_the_same_every_time() -> None:
    assert draft_plan(project(), JANUARY).text == draft_plan(project(), JANUARY).text


RECURRING = (
    'recurring: [{topic: Questions, rubric: tips, every: Sat, since: 2027-01-01, owner: lev, time: "12:00"}]'
)


def test_what_comes_again_has_its_days_and_the_cadence_stays() -> None:
    rows = drafted(STRATEGY.replace("cadence", f"{RECURRING}\ncadence", 1)).topics
    asked = [row for row in rows if row.topic == "Questions"]
    assert [(row.date.day, row.time, row.owner) for row in asked if row.date] == [
        (day, time(12), "lev") for day in (2, 9, 16, 23, 30)
    ]
    assert sum("tg" in row.accounts and row.date.isocalendar().week == 2 for row in rows if row.date) == 3


def test_days_of_the_brands_own_have_posts_and_others_take_up_a_row() -> None:
    key = "key_dates: [{date: 01-20, name: Our birthday, rubric: news}, {date: 01-24, name: Sunday market}]"
    plan = drafted(STRATEGY.replace("cadence", f"{key}\ncadence", 1))
    topics = {row.topic: row.date for row in plan.topics}
    assert topics["Our birthday"] == date(2027, 1, 20)
    assert topics["Sunday market: …"] == date(2027, 1, 22)
    assert [one.name for one in plan.key_dates] == ["Our birthday", "Sunday market"]


def test_readers_of_another_clock_are_met_at_their_time() -> None:
    slots = "slots: {tg-ru: {timezone: Asia/Vladivostok, at: [daily 9:00]}}"
    strategy = STRATEGY.replace("cadence: {tg: 3, bsky: 3}", f"{slots}\ncadence: {{tg-ru: 2}}")
    times = {(row.date.day, row.time) for row in drafted(strategy).topics if row.date}
    assert (6, time(0)) in times  # nine in Vladivostok is midnight in Berlin in winter


def test_what_did_best_is_told_and_proposed_again() -> None:
    sale = "---\ntitle: Winter sale\nrubric: promo\npublish_at: 2026-12-01 10:00\n---\nAll beans.\n"
    numbers = (
        b"post,account,metric,value\nsale,tg,likes,30\nother,tg,likes,1\nsale,tg,clicks,9\nsale,tg,clicks,3\n"
    )
    posts = {"content__posts__sale": sale, "content__posts__other": "---\ntitle: Other\n---\nText.\n"}
    plan = drafted(metrics=numbers, **posts)
    assert "- Winter sale (promo): 1.3 times as well as usual" in plan.source.text
    assert "Offers, after “Winter sale”: …" in [row.topic for row in plan.topics]


def test_numbers_count_alike_on_large_and_small_accounts() -> None:
    table = b"post,account,metric,value\naa,big,likes,1000\nbb,big,likes,1000\nbb,small,likes,6\naa,small,likes,2\nx,big,likes,9e9\n"
    posts = {
        post.id: post
        for post in project(
            content__posts__aa="---\ntitle: A\n---\nT.\n", content__posts__bb="---\ntitle: B\n---\nT.\n"
        ).posts
    }
    assert best_posts(read_numbers("metrics/2026-12.csv", table), posts) == (Best("bb", "B", "", 1.25),)


GOALS = "period: {from: 2026-07-01, until: 2027-07-01}\ngoals: [{name: A, metric: Orders, baseline: 100, target: 200, by: 2027-07-01}, {name: B, metric: Past, target: 5, by: 2026-12-31}]"


def test_a_months_goal_lies_on_the_way_to_the_strategys() -> None:
    (goal,) = drafted(STRATEGY.replace("rubrics", f"{GOALS}\nrubrics", 1)).goals
    assert (goal.metric, goal.target) == ("Orders", 159)


HOLIDAYS = [
    ("DE-BE", 2027, 3, "en", ["Good Friday", "Easter Monday"]),
    ("DE", 2027, 10, "de", ["Tag der Deutschen Einheit"]),
    ("RU", 2026, 3, "ru", ["Международный женский день"]),
]


@pytest.mark.parametrize(("country", "year", "month", "language", "names"), HOLIDAYS)
def test_public_holidays_come_in_the_brands_language(
    country: str, year: int, month: int, language: str, names: list[str]
) -> None:
    found = public_holidays([country], date(year, month, 1), language)
    assert set(names) <= {one.name for one in found.days}


def test_a_holiday_of_several_days_is_named_on_its_first() -> None:
    names = [one.name for one in public_holidays(["RU"], JANUARY, "ru").days]
    assert len(names) == len(set(names))


def test_an_unknown_country_is_told() -> None:
    assert public_holidays(["XX"], JANUARY, "en").notes == ("The library of holidays does not know “XX”.",)


def test_a_plan_is_never_written_over(tmp_path: Path) -> None:
    made = draft_plan(project(), JANUARY)
    path = write_plan(tmp_path, made)
    path.write_text("edited")
    with pytest.raises(UsageError, match="stays as it is"):
        write_plan(tmp_path, made)
    assert path.read_text() == "edited"
    with pytest.raises(UsageError, match=r"plans/2027-01\.md is the plan of 2027-01 already"):
        draft_plan(project(plans__2027_01="---\nmonth: 2027-01\n---\nText.\n"), JANUARY)


@pytest.mark.parametrize("written", ["2027-13", "January", "2027-1", "0000-01"])
def test_what_is_no_month_is_told(written: str) -> None:
    with pytest.raises(UsageError, match="is no month"):
        read_month(written)


def test_the_month_before_january_is_december() -> None:
    assert (before(JANUARY), before(date(2027, 11, 1))) == ("2026-12", "2027-10")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=40))
def test_any_topic_is_read_back_from_its_cell(topic: str) -> None:
    plain = " ".join(topic.split())
    text = f"---\nmonth: 2027-01\n---\n| date | topic | post |\n|---|---|---|\n| 2027-01-01 | {written_cell(topic)} | x |\n"
    plan, _ = read_plan(Source("plans/2027-01.md", text))
    assert plan
    assert [row.topic for row in plan.topics] == ["" if plain in ("-", "–", "—") else plain]


def test_a_cadence_that_is_a_slip_is_told() -> None:
    with pytest.raises(UsageError, match="“tg” is to get 3000 posts a week; 140 is the most"):
        draft_plan(project(STRATEGY.replace("tg: 3", "tg: 3000")), JANUARY)
