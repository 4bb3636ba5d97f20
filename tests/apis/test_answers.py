from datetime import UTC, datetime, timedelta

import pytest

from smmgen.apis.answers import wait_until

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "31"}, 31),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "Tue, 01 Dec 2026 09:01:00 GMT"}, 60),
        ({"ratelimit-reset": str(int(NOW.timestamp()) + 90)}, 90),
        ({"ratelimit-reset": "45"}, 45),
        ({"x-ratelimit-reset": "2026-12-01T09:05:00.000Z"}, 300),
        ({"retry-after": "5", "ratelimit-reset": "45"}, 5),
        ({"retry-after": "Tue, 01 Dec 2020 09:01:00 GMT"}, 0),
        ({"retry-after": "99999999"}, 86400),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "²"}, None),
        ({"x-ratelimit-reset": "2026-99-01"}, None),
        ({}, None),
    ],
)
def test_when_to_come_back(headers: dict[str, str], seconds: float | None) -> None:
    expected = None if seconds is None else NOW + timedelta(seconds=seconds)
    assert wait_until(headers, NOW) == expected
