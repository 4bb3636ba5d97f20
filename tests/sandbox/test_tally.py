from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from smmgen.sandbox.exchange import Clock, World
from smmgen.sandbox.post import Post
from smmgen.sandbox.rate import Meter
from smmgen.sandbox.store import Store
from smmgen.sandbox.tally import USUAL, UnknownNumber, followers, set_numbers, tally

AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
POST = Post(network="vk", account="club42", id="1", at=AT, text="Sale", url="")


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(store=Store(tmp_path), clock=Clock(lambda: AT), meter=Meter(), url="")
    made.store.put_post(POST, {})
    return made


def test_numbers_begin_at_nought_and_only_grow(world: World) -> None:
    grown = []
    for hours in (0, 1, 12, 24, 240):
        world.clock.set(AT + timedelta(hours=hours))
        grown.append([tally(world, POST, name) for name in USUAL])
    assert grown[0] == [0] * len(USUAL)
    assert all(before <= after for some in zip(*grown, strict=True) for before, after in pairwise(some))
    assert grown[-1][0] > grown[2][0] > grown[1][0]


def test_a_test_says_what_they_are(world: World) -> None:
    given = {"network": "vk", "account": "club42"}
    set_numbers(world, {**given, "id": "1", "numbers": {"views": 7}})
    set_numbers(world, {**given, "id": "1", "numbers": {"reach": 5}})
    set_numbers(world, {**given, "numbers": {"followers": 12}})
    assert (tally(world, POST, "views"), tally(world, POST, "reach"), followers(world, "vk", "club42")) == (
        7,
        5,
        12,
    )


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "give {network"),
        ({"network": "vk", "account": "club42", "id": "1", "numbers": {"looks": 1}}, "“looks” is none of"),
        ({"network": "vk", "account": "club42", "id": "1", "numbers": {"views": -1}}, "no count"),
        ({"network": "vk", "account": "club42", "id": "9", "numbers": {"views": 1}}, "there is no post 9"),
    ],
)
def test_what_cannot_be_counted_is_told(world: World, given: Any, why: str) -> None:
    with pytest.raises(UnknownNumber, match=why):
        set_numbers(world, given)
