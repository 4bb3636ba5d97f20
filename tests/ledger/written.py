"""Lines of a ledger for tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from smmgen.ledger.record import Reason, Record
from smmgen.ledger.state import Changes
from smmgen.model.delivery import DeliveryId

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
ONE = DeliveryId("tg", "winter-sale", 0)
TWO = DeliveryId("masto", "winter-sale", 0)


def sending(seq: int = 1, by: str = "local.1.a", **more: Any) -> Record:
    at = NOW + timedelta(seconds=seq)
    values = {"attempt": 1, "key": "k", "due": NOW, "first_tried": at, **more}
    return Record(version=1, seq=seq, at=at, by=by, stage="SENDING", **values)


def following(last: Record, stage: Any, **more: Any) -> Record:
    values = {
        "attempt": last.attempt,
        "key": last.key,
        "due": last.due,
        "first_tried": last.first_tried,
        **more,
    }
    return Record(version=1, seq=last.seq + 1, at=last.at, by=last.by, stage=stage, **values)


def posted(last: Record) -> Record:
    return following(last, "POSTED", remote_id="12", url="https://t.me/northwind/12")


def held(seq: int = 1) -> Record:
    return Record(version=1, seq=seq, at=NOW, by="local.1.a", stage="HELD", due=NOW, reason=Reason("missed"))


def changes(*records: Record, delivery: DeliveryId = ONE) -> Changes:
    return Changes(tuple((delivery, record) for record in records))
