from datetime import UTC, datetime

import pytest

from smmgen.metrics.snapshot import Snapshot, encode, place, read_file
from smmgen.model.numbers import Numbers, Rate, engagement_rate, engagements

AT = datetime(2026, 12, 2, 4, 17, tzinfo=UTC)
POSTED = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
LINE = b'{"at":"2026-12-02T04:17:00Z","n":{"comments":2,"views":410},"post":"sale","posted":"2026-11-30T09:00:00Z","v":1}\n'
OWN = b'{"at":"2026-12-02T04:17:00Z","followers":12,"v":1}\n'
SALE = Snapshot(version=1, at=AT, post="sale", posted=POSTED, numbers=Numbers(views=410, comments=2))


def test_a_snapshot_is_one_line_in_the_file_of_the_month_of_its_post() -> None:
    assert (encode(SALE), place("tg", SALE.month)) == (LINE, "metrics/tg/2026-11.jsonl")
    assert read_file("metrics/tg/2026-11.jsonl", LINE * 2) == ((SALE, SALE), ())


def test_an_accounts_own_is_in_the_file_of_the_month_in_which_it_was_read() -> None:
    own = Snapshot(version=1, at=AT, followers=12)
    assert (encode(own), own.month) == (OWN, "2026-12")
    assert read_file("metrics/tg/2026-12.jsonl", OWN) == ((own,), ())


def test_what_is_not_told_is_not_nought() -> None:
    assert b"reach" not in LINE
    assert dict(SALE.numbers.told()) == {"views": 410, "comments": 2}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"<html>\n", "not a line of numbers: no JSON"),
        (LINE.replace(b"410", b"-1"), "not a line of numbers: Expected `int` >= 0 - at `$.n.views`"),
        (LINE.replace(b"views", b"looks"), "unknown field `looks`"),
        (LINE.replace(b'"v":1', b'"v":2'), "v is 2, this one knows 1"),
        (LINE.replace(b":410", b": 410"), "not in canonical form"),
        (LINE.replace(b',"posted":"2026-11-30T09:00:00Z"', b""), "neither the numbers of a post"),
        (LINE.replace(b"2026-11-30", b"2026-10-30"), "a line of 2026-10, which belongs elsewhere"),
        (LINE[:-1], "the last line is cut off"),
    ],
)
def test_a_damaged_line_is_told_and_the_others_count(line: bytes, why: str) -> None:
    found, (damage,) = read_file("metrics/tg/2026-11.jsonl", LINE + line)
    assert found == (SALE,)
    assert str(damage).startswith("metrics/tg/2026-11.jsonl:2: ")
    assert why in damage.why


@pytest.mark.parametrize(
    ("numbers", "followers", "rate"),
    [
        (
            Numbers(reach=200, views=400, reactions=8, comments=1, shares=1, clicks=90),
            50,
            Rate(0.05, "reach"),
        ),
        (Numbers(views=400, reactions=8, saves=2), 50, Rate(0.025, "views")),
        (Numbers(video_views=100, reactions=5), 50, Rate(0.05, "video views")),
        (Numbers(reactions=5), 50, Rate(0.1, "followers")),
        (Numbers(reactions=5), None, None),
        (Numbers(reach=0, reactions=0), 0, None),
        (Numbers(reach=10, clicks=3), 50, None),
    ],
)
def test_the_engagement_rate_says_what_it_is_of(
    numbers: Numbers, followers: int | None, rate: Rate | None
) -> None:
    assert engagement_rate(numbers, followers) == rate


def test_engagements_are_what_is_told_of_them() -> None:
    assert engagements(Numbers(reactions=3, shares=2, clicks=7, video_views=9)) == 5
    assert engagements(Numbers(views=9)) is None
