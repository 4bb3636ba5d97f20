from datetime import UTC, datetime, timedelta

from smmgen.apis.ledger_key import named_key
from smmgen.model.delivery import DeliveryId

DUE = datetime(2026, 12, 1, 9, tzinfo=UTC)


def test_a_key_is_the_one_that_ledgers_hold_already() -> None:
    known = "8c34354e73fa5ce49f7251b56422f542bf17f1ee7866efa7b378fe8b6ba4e50b"
    assert named_key(DeliveryId("tg", "sale"), DUE) == known


def test_a_delivery_that_is_put_off_keeps_its_key() -> None:
    name = DeliveryId("tg", "sale", 2)
    assert named_key(name, DUE) == named_key(name, DUE + timedelta(days=3))


def test_every_message_of_every_post_on_every_account_has_a_key_of_its_own() -> None:
    names = [DeliveryId(*who, number) for who in (("a", "x"), ("a", "y"), ("b", "x")) for number in (0, 1)]
    assert len({named_key(name, DUE) for name in names}) == len(names)
