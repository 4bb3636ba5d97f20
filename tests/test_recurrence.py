from datetime import date

import pytest

from smmgen.model.days import DAYS, days_about, topics
from smmgen.recurrence import parse_recurrence, recurrences

WRITTEN = [
    ("Tue", "FREQ=WEEKLY;BYDAY=TU"),
    ("Mon, Thursday", "FREQ=WEEKLY;BYDAY=MO,TH"),
    ("every Wed", "FREQ=WEEKLY;BYDAY=WE"),
    ("daily", "FREQ=DAILY"),
    ("first Fri", "FREQ=MONTHLY;BYDAY=1FR"),
    ("last sunday", "FREQ=MONTHLY;BYDAY=-1SU"),
    ("2 weeks on Wed", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
    ("FREQ=MONTHLY;BYMONTHDAY=15", "FREQ=MONTHLY;BYMONTHDAY=15"),
    ("fifth Fri", None),
    ("someday", None),
    ("0 weeks on", None),
    ("FREQ=HOURLY", None),
    ("FREQ=DAILY;COUNT=3", None),
    ("FREQ=WEEKLY;BYDAY=XX", None),
    ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "FREQ=YEARLY;BYMONTH=5;BYDAY=2SU"),
    ("freq=monthly;byday=mo,tu;bysetpos=-1", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1"),
    ("FREQ=DAILY;INTERVAL=0", None),
    ("FREQ=DAILY;INTERVAL=1,2", None),
    ("FREQ=DAILY;BYMONTHDAY=32", None),
    ("FREQ=DAILY;BYMONTH=13", None),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", None),
    ("FREQ=DAILY;BYSETPOS=2", None),
    ("FREQ=WEEKLY;BYDAY=2MO", None),
    ("FREQ=MONTHLY;BYDAY=6MO", None),
    ("FREQ=DAILY;FREQ=DAILY", None),
    ("FREQ=", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "rule"), WRITTEN)
def test_people_write_recurrences_in_words(text: str, rule: str | None) -> None:
    assert parse_recurrence(text) == rule


FALLS = [
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 10, 6), [12, 26]),
    ("FREQ=MONTHLY;BYDAY=-1SU", date(2026, 1, 1), [31]),
    ("FREQ=WEEKLY;BYDAY=FR", date(2027, 1, 20), [22, 29]),
]


@pytest.mark.parametrize(("rule", "since", "days"), FALLS)
def test_a_rule_falls_on_the_same_days_whichever_month_is_asked(
    rule: str, since: date, days: list[int]
) -> None:
    assert [day.day for day in recurrences(rule, since, date(2027, 1, 1), date(2027, 1, 31))] == days


@pytest.mark.parametrize("day", DAYS, ids=lambda day: day.english)
def test_a_day_of_the_table_comes_once_a_year_and_has_its_source(day) -> None:
    for year in range(2026, 2036):
        assert len(recurrences(day.rule, date(year, 1, 1), date(year, 1, 1), date(year, 12, 31))) == 1
    assert day.source
    assert day.topics


def test_days_are_found_by_topic() -> None:
    assert [day.english for day in days_about(["coffee"])] == ["International Coffee Day"]
    assert days_about(["tea"])[0].name("ru-RU") == "Международный день чая"
    assert {"coffee", "it", "gifts"} <= set(topics())


def test_black_friday_is_the_day_after_the_fourth_thursday() -> None:
    (black,) = (day for day in DAYS if day.english == "Black Friday")
    found = [
        recurrences(black.rule, date(y, 1, 1), date(y, 1, 1), date(y, 12, 31))[0] for y in (2026, 2027, 2029)
    ]
    assert found == [date(2026, 11, 27), date(2027, 11, 26), date(2029, 11, 23)]
