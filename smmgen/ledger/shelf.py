"""Many histories: each as bytes until somebody asks for it, or under a thin layer of what has changed."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Raw, Struct, msgpack

from smmgen.ledger.record import History, Stage
from smmgen.model.delivery import DeliveryId

FEW = 500
"""So many histories are copied in less time than a layer costs."""

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
    """Hold histories that were read before.

    Making the values of a hundred thousand takes most of a second, and few of them are looked at.
    """

    def __init__(self, kept: Packed) -> None:
        self._kept = kept
        self._places = dict(zip(kept.names, range(len(kept.names)), strict=True))

    def __getitem__(self, name: DeliveryId) -> History:
        return _unpacked(self._kept.lines[self._places[name]])

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[DeliveryId]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def ends(self) -> Iterator[End]:
        """Yield how each ends, without a look at what was before."""
        return zip(self._kept.names, self._kept.stages, self._kept.times, strict=True)


class Layered(Mapping[DeliveryId, History]):
    """Hold many histories, and beside them the few that are new or have changed since.

    A publisher looks at a new state for each line that it writes, and copying a hundred thousand names
    each time takes longer than git does.
    """

    def __init__(self, ground: Mapping[DeliveryId, History], changed: Mapping[DeliveryId, History]) -> None:
        self.ground = ground
        self.changed = changed

    def __getitem__(self, name: DeliveryId) -> History:
        return self.changed[name] if name in self.changed else self.ground[name]

    def __contains__(self, name: object) -> bool:
        return name in self.changed or name in self.ground

    def __iter__(self) -> Iterator[DeliveryId]:
        yield from self.ground
        yield from self._new()

    def __len__(self) -> int:
        return len(self.ground) + sum(1 for _ in self._new())

    def _new(self) -> Iterator[DeliveryId]:
        """Go through what is new only when somebody asks: most layers live for one line."""
        return (name for name in self.changed if name not in self.ground)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Layered) and other.ground is self.ground and other.changed == self.changed:
            return True
        return isinstance(other, Mapping) and dict(self.items()) == dict(other.items())

    __hash__ = None  # type: ignore[assignment]  # as with every mapping

    def ends(self) -> Iterator[End]:
        """Yield how each ends."""
        yield from (end for end in ends(self.ground) if end[0] not in self.changed)
        yield from _ends(self.changed)


def joined(
    histories: Mapping[DeliveryId, History], changed: Mapping[DeliveryId, History]
) -> Mapping[DeliveryId, History]:
    """Return the histories with the changed ones in the place of those that were, or besides."""
    ground = histories
    if isinstance(histories, Layered):
        ground, changed = histories.ground, {**histories.changed, **changed}
    if len(ground) > FEW and (len(changed) <= FEW or isinstance(ground, Shelf)):
        return Layered(ground, changed)
    return {**ground, **changed}


def ends(histories: Mapping[DeliveryId, History]) -> Iterator[End]:
    """Yield how each ends."""
    return histories.ends() if isinstance(histories, Shelf | Layered) else _ends(histories)


def _ends(histories: Mapping[DeliveryId, History]) -> Iterator[End]:
    return ((name, history[-1].stage, history[-1].at) for name, history in histories.items())


def _unpacked(lines: Raw) -> History:
    history: History = msgpack.decode(lines, type=History)
    return history
