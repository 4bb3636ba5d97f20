"""The publisher without one of its safeguards: the schedules must see harm done, or they prove nothing."""

import itertools

import pytest

from tests.crash.schedule import play
from tests.crash.weak import PLACES, WEAKENED

SEEDS = 1000
HARM = (": double: ", ": lost: ", ": false: ")


@pytest.mark.parametrize("name", WEAKENED)
def test_a_missing_safeguard_is_seen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    WEAKENED[name](monkeypatch)
    place = PLACES.get(name, "git")
    broken = (what for seed in range(SEEDS) for what in play(seed, place=place).broken)
    harm = (what for what in broken if any(word in what for word in HARM))
    assert list(itertools.islice(harm, 1)), f"{SEEDS} schedules see no harm in: {name}"
