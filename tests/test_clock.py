from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.clock import (
    Slot,
    When,
    is_quiet,
    parse_duration,
    parse_hours,
    parse_slot,
    parse_time,
    parse_when,
    slot_times,
    to_utc,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")

WRITTEN = [
    ("2026-12-01", When(date(2026, 12, 1))),
    ("2026-12-01 10:00", When(date(2026, 12, 1), time(10))),
    ("2026-12-01T09:30:15", When(date(2026, 12, 1), time(9, 30, 15))),
    ("2026-12-01 10:00+03:00", When(date(2026, 12, 1), time(10), timedelta(hours=3))),
    ("2026-12-01T10:00Z", When(date(2026, 12, 1), time(10), timedelta(0))),
    ("2026-02-30", None),
    ("2026-12-01 25:00", None),
    ("tomorrow", None),
    ("1.12.2026", None),
]


@pytest.mark.parametrize(("text", "when"), WRITTEN)
def test_times_are_read_as_written(text: str, when: When | None) -> None:
    assert parse_when(text) == when


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2026-12-01 10:00", datetime(2026, 12, 1, 9, tzinfo=UTC)),
        ("2026-07-01 10:00", datetime(2026, 7, 1, 8, tzinfo=UTC)),
        ("2027-03-28 02:30", "gap"),
        ("2026-10-25 02:30", "overlap"),
        ("2026-10-25 03:00", datetime(2026, 10, 25, 2, tzinfo=UTC)),
    ],
)
def test_hours_that_the_clocks_skip_or_repeat_are_told(local: str, utc: object) -> None:
    when = parse_when(local)
    assert when is not None
    assert when.time is not None
    assert to_utc(when.date, when.time, BERLIN) == utc


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)),  # noqa: DTZ001
    st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})),
)
def test_a_time_that_is_given_comes_back_the_same(local: datetime, zone_name: str) -> None:
    zone = ZoneInfo(zone_name)
    moment = to_utc(local.date(), local.time(), zone)
    if isinstance(moment, datetime):
        assert moment.astimezone(zone).replace(tzinfo=None) == local


SLOTS = [
    ("Mon-Fri 10:00", {0, 1, 2, 3, 4}),
    ("Sat 12:00", {5}),
    ("daily 09:30", set(range(7))),
    ("Fri-Mon 18:00", {4, 5, 6, 0}),
    ("mon, thu 9:00", {0, 3}),
]


@pytest.mark.parametrize(("text", "weekdays"), SLOTS)
def test_weekly_slots_are_read(text: str, weekdays: set[int]) -> None:
    slot = parse_slot(text)
    assert slot is not None
    assert slot.weekdays == weekdays


@pytest.mark.parametrize("text", ["Mun 10:00", "10:00", "Mon", "Mon 25:00", ""])
def test_what_is_no_slot_is_none(text: str) -> None:
    assert parse_slot(text) is None


def test_a_day_has_its_slots_in_order() -> None:
    slots = [Slot(frozenset({1}), time(18)), Slot(frozenset({1, 2}), time(9))]
    assert slot_times(slots, date(2026, 12, 1)) == (time(9), time(18))
    assert slot_times(slots, date(2026, 12, 3)) == ()


@pytest.mark.parametrize(
    ("at", "quiet"), [("21:59", False), ("22:00", True), ("03:00", True), ("07:59", True), ("08:00", False)]
)
def test_quiet_hours_span_midnight(at: str, quiet: bool) -> None:
    hours, moment = parse_hours("22:00-08:00"), parse_time(at)
    assert hours is not None
    assert moment is not None
    assert is_quiet(moment, hours) is quiet


def test_lengths_of_time_need_a_unit() -> None:
    assert parse_duration("6h") == timedelta(hours=6)
    assert parse_duration("90m") == timedelta(minutes=90)
    assert parse_duration("6") is None
