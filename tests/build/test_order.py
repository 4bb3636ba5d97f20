"""The posts of an account are counted by month as its clocks show, at the ends of months and of time too."""

from collections import Counter
from datetime import UTC, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from smmgen.build.order import months_in

ENDS = ["2026-12-01T00:00", "2026-11-30T23:59:59", "2027-03-28T03:00", "9999-12-30T12:00", "1900-01-02T00:00"]


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Apia"])
def test_months_are_those_of_the_zone(name: str) -> None:
    zone, chance = ZoneInfo(name), Random(name)
    near = [chance.randint(1_750_000_000, 1_850_000_000) for _ in range(2000)]
    times = sorted(
        [*near, *(int(datetime.fromisoformat(at).replace(tzinfo=zone).timestamp()) for at in ENDS)]
    )
    shown = Counter(f"{datetime.fromtimestamp(at, UTC).astimezone(zone):%Y-%m}" for at in times)
    assert dict(months_in(times, zone)) == shown
