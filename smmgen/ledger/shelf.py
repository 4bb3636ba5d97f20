"""Many histories, each as bytes until somebody asks for it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from msgspec import Raw, Struct, msgpack

from smmgen.ledger.record import History, Stage
from smmgen.model.delivery import DeliveryId

CHANGED = -1
"""The place of a history that is not among the packed ones."""

End = tuple[DeliveryId, Stage, datetime]
"""A delivery, where it stands, and since when."""


class Packed(Struct, frozen=True, array_like=True):
    """Histories in columns: whose they are, how each ends and since when, and their lines."""

    names: tuple[DeliveryId, ...]
    stages: tuple[Stage, ...]
    times: tuple[datetime, ...]
    lines: tuple[Raw, ...]


def packed(histories: Mapping[DeliveryId, History]) -> Packed:
    """Return histories in columns; each has a line at least."""
    last = [history[-1] for history in histories.values()]
    return Packed(
        tuple(histories),
        tuple(record.stage for record in last),
        tuple(record.at for record in last),
        tuple(Raw(msgpack.encode(history)) for history in histories.values()),
    )


class Shelf(Mapping[DeliveryId, History]):
    """Hold histories that were read before, and those that have changed since or are new.

    Making the values of a hundred thousand takes most of a second, and few of them are looked at.
    """

    def __init__(self, kept: Packed, changed: Mapping[DeliveryId, History] = MappingProxyType({})) -> None:
        self._kept = kept
        self._changed = changed
        places = dict(zip(kept.names, range(len(kept.names)), strict=True))
        self._places = places | dict.fromkeys(changed, CHANGED)

    def __getitem__(self, name: DeliveryId) -> History:
        place = self._places[name]
        return self._changed[name] if place == CHANGED else _unpacked(self._kept.lines[place])

    def __iter__(self) -> Iterator[DeliveryId]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def ends(self) -> Iterator[End]:
        """Yield how each ends, without a look at what was before."""
        columns = zip(self._kept.names, self._kept.stages, self._kept.times, strict=True)
        yield from (end for end in columns if end[0] not in self._changed)
        yield from _ends(self._changed)

    def joined(self, changed: Mapping[DeliveryId, History]) -> "Shelf":
        """Return a shelf with these in the place of those that it has, or besides."""
        return Shelf(self._kept, {**self._changed, **changed})


def joined(
    histories: Mapping[DeliveryId, History], changed: Mapping[DeliveryId, History]
) -> Mapping[DeliveryId, History]:
    """Return the histories with the changed ones in the place of those that were, or besides."""
    return histories.joined(changed) if isinstance(histories, Shelf) else {**histories, **changed}


def ends(histories: Mapping[DeliveryId, History]) -> Iterator[End]:
    """Yield how each ends."""
    return histories.ends() if isinstance(histories, Shelf) else _ends(histories)


def _ends(histories: Mapping[DeliveryId, History]) -> Iterator[End]:
    return ((name, history[-1].stage, history[-1].at) for name, history in histories.items())


def _unpacked(lines: Raw) -> History:
    history: History = msgpack.decode(lines, type=History)
    return history
