"""Keep of deliveries all but their content: what is told of them when nothing of them can be sent."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct
from msgspec.msgpack import Decoder, encode
from msgspec.structs import asdict, replace

from smmgen.build.drawing import Read
from smmgen.build.due import undrawn
from smmgen.build.fingerprint import media_of
from smmgen.ledger.state import State
from smmgen.model.bundle import FinishedMessage
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.outline import Outline
from smmgen.model.source import Span
from smmgen.model.variant import Message, Variant, Written
from smmgen.publish.deliveries import of_variant
from smmgen.publish.fingerprint import fingerprint
from smmgen.publish.over import is_settled


class _Kept(Struct, frozen=True, array_like=True):
    id: DeliveryId
    network: str
    due: datetime
    total: int
    digest: str
    fingerprint: str
    asked: str
    reply_to: str
    repost: str


_UNKNOWN = FinishedMessage(Message(number=0, written=Written("", ""), length=0, limit=0, span=Span("")))
_FIELDS = _Kept.__struct_fields__
_decode = Decoder(tuple[_Kept, ...]).decode


def packed(variants: Sequence[Variant], read: Read) -> bytes:
    """Return the deliveries of a post as bytes, without their content; `read` returns a file's bytes."""
    media = media_of(read)
    found = (one for variant in variants for one in of_variant(undrawn(variant), media))
    return _encoded(found)


def _encoded(found: Iterable[Delivery]) -> bytes:
    return encode([_Kept(*(getattr(one, name) for name in _FIELDS)) for one in found])


def sketched(variants: Sequence[Variant], _: Read) -> bytes:
    """Return the same with the texts' fingerprints alone: enough to tell where deliveries stand."""
    found = (one for variant in variants for one in of_variant(undrawn(variant), str, lambda *_: True))
    told = (replace(one, fingerprint=fingerprint(one.content.message.written.visible)) for one in found)
    return _encoded(told)


def unpacked(data: bytes, *, is_drawn: bool = False) -> tuple[Delivery, ...]:
    """Return the deliveries out of what was made of them; unless `is_drawn` none of them can be sent."""
    return tuple(Delivery(content=_UNKNOWN, is_drawn=is_drawn, **asdict(one)) for one in _decode(data))


def past(state: State, grace: timedelta, now: datetime, until: datetime) -> Callable[[Outline, bytes], bool]:
    """Return what tells of a post whether its packed deliveries say all that a run at `now` has to know.

    That is so where nothing of it can be sent until `until`, and where the grace ended before: of what is
    still in time people are told why it does not go. Other commands keep no deliveries of what they look at.
    """

    def is_past(told: Outline, data: bytes) -> bool:
        times = (datetime.fromtimestamp(at, UTC) for at in told.times if at is not None)
        if not data or any(now - grace <= at <= until for at in times):
            return False
        by_account: dict[str, list[DeliveryId]] = defaultdict(list)
        for account, post, number in (one.id for one in _decode(data)):
            by_account[account].append(DeliveryId(account, post, number))
        return all(is_settled(state, names, is_late=True) for names in by_account.values())

    return is_past
