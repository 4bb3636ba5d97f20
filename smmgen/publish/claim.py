"""The intent to send one delivery, from the wish to the line in the ledger."""

from collections.abc import Callable

from smmgen.adapter import Adapter
from smmgen.ledger.record import Record
from smmgen.ledger.state import Changes, State
from smmgen.model.delivery import Delivery
from smmgen.publish.decision import decide
from smmgen.publish.desk import Desk

InTime = Callable[[Delivery, Record], bool]


class Claim:
    """Ask to send `delivery`; it may be asked again on each newer state, until it stands there.

    `looked` is the unknown attempt that it repeats, and `is_in_time` tells whether it still may. `began` is
    the monotonic time from which it counts.
    """

    def __init__(
        self,
        desk: Desk,
        adapter: Adapter,
        delivery: Delivery,
        looked: Record | None = None,
        is_in_time: InTime = lambda delivery, looked: True,
    ) -> None:
        self.delivery = delivery
        self.began = 0.0
        self._desk = desk
        self._adapter = adapter
        self._looked = looked
        self._is_in_time = is_in_time
        self._record: Record | None = None

    def standing(self, state: State) -> Record | None:
        """Return the claim's line where it is the last one of its delivery; else None."""
        is_there = self._record is not None and state.last(self.delivery.id) == self._record
        return self._record if is_there else None

    def changes(self, state: State) -> Changes:
        """Return the line to add to `state`; nothing where it stands already, or may not be sent any more."""
        if self.standing(state):
            return Changes()  # an earlier try to write it got through after all
        began, now, history = self._desk.monotonic(), self._desk.now(), state.history(self.delivery.id)
        act = decide(self.delivery, state, self._desk.policy, now).act
        if act != ("recover" if self._looked else "send"):
            return Changes()
        looked = self._looked
        if looked and (history[-1] != looked or not self._is_in_time(self.delivery, looked)):
            return Changes()  # looking took so long that the key may be forgotten
        self.began = began
        self._record = self._desk.pen.claim(self.delivery, history, self._adapter, now)
        return Changes(((self.delivery.id, self._record),))
