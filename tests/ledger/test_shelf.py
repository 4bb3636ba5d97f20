"""Histories in layers say what plain ones say."""

from collections.abc import Mapping

import pytest

from bench.ledger import deliveries, history
from smmgen.ledger.record import History
from smmgen.ledger.shelf import FEW, Layered, Shelf, ends, joined, packed
from smmgen.model.delivery import DeliveryId

LONG = {name: history(name, number) for number, name in enumerate(deliveries(FEW + 1))}
OLD, NEW = next(iter(LONG)), DeliveryId("tg", "new")
CHANGED = {OLD: history(OLD, 7), NEW: history(NEW, 8)}


@pytest.mark.parametrize("ground", [LONG, Shelf(packed(LONG))], ids=["plain", "packed"])
def test_a_layer_says_what_a_copy_says(ground: Mapping[DeliveryId, History]) -> None:
    found, plain = joined(joined(ground, {NEW: history(NEW, 1)}), CHANGED), {**LONG, **CHANGED}
    assert isinstance(found, Layered)
    assert (found, dict(found), len(found)) == (plain, plain, len(plain))
    assert (found[OLD], found.get(DeliveryId("tg", "none")), NEW in found) == (plain[OLD], None, True)
    assert sorted(ends(found)) == sorted(ends(plain))


def test_two_layers_are_alike_where_they_say_the_same() -> None:
    one = joined(LONG, CHANGED)
    assert one == joined(joined(LONG, {OLD: CHANGED[OLD]}), {NEW: CHANGED[NEW]})
    assert one == joined(dict(LONG), CHANGED)
    assert one != joined(LONG, {NEW: CHANGED[NEW]})


def test_what_has_grown_thick_is_copied() -> None:
    many = {DeliveryId("vk", f"new-{number}"): history(OLD, number) for number in range(FEW + 1)}
    assert isinstance(joined(joined(LONG, CHANGED), many), dict)
