"""Write into a ledger from several threads: decide on the newest state, and be sure that it stands there."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from threading import Event, Lock, get_ident

from smmgen.ledger.crowd import Crowd
from smmgen.ledger.ledger import Ledger
from smmgen.ledger.pace import Pace
from smmgen.ledger.state import Changes, State
from smmgen.model.fault import LedgerUnsafe

TRIES = 12
PATIENCE = (2.0, 10.0, 30.0)
"""So many seconds are waited for a ledger that cannot be written, before what only we know is given up."""
Decide = Callable[[State], Changes]
"""Return what to add to this very state; nothing where there is nothing to do any more.

It may be asked several times, each time with a newer state, and only its last answer counts.
"""


@dataclass(slots=True)
class _Wish:
    decide: Decide
    writer: int
    done: Event = field(default_factory=Event)
    changes: Changes = field(default_factory=Changes)
    state: State = field(default_factory=State)
    fault: BaseException | None = None


class Journal:
    """Gather what several threads want to write into one commit, so that lanes do not wait in line.

    Whoever comes first commits for all who wait. `sleep` takes seconds and `monotonic` tells them; `chance`
    spreads rivals apart.
    """

    def __init__(
        self,
        ledger: Ledger,
        sleep: Callable[[float], None],
        chance: Random,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ledger = ledger
        self._sleep = sleep
        self._monotonic = monotonic
        self._pace = Pace(sleep, chance, monotonic)
        self._crowd = Crowd(sleep, monotonic)
        self._left: State | None = None
        self._waiting: list[_Wish] = []
        self._queue = Lock()
        self._pen = Lock()

    def expect(self, writers: int) -> None:
        """Say that so many threads are about to write for the first time, so that one commit serves them."""
        self._crowd.expect(writers)

    def read(self) -> State:
        """Return the newest state."""
        with self._pen:
            return self._ledger.read()[0]

    def write(self, decide: Decide) -> tuple[Changes, State]:
        """Add what `decide` wants; return it and the state with it, confirmed by reading again.

        Raises `LedgerUnsafe` where it cannot be confirmed; then nothing may be sent on the strength of it.
        """
        wish = _Wish(decide, get_ident())
        self._crowd.came(wish.writer)
        with self._queue:
            self._waiting.append(wish)
        with self._pen:
            if not wish.done.is_set():
                self._serve()
        if wish.fault:
            raise wish.fault
        return wish.changes, wish.state

    def write_surely(self, decide: Decide) -> tuple[Changes, State]:
        """Like `write`, for what nobody else knows: rivals and a remote that is away are waited for."""
        for seconds in PATIENCE:
            try:
                return self.write(decide)
            except LedgerUnsafe:
                self._sleep(seconds)
        return self.write(decide)

    def _serve(self) -> None:
        self._pace.wait(0)
        self._crowd.gather(self._pace.took)
        with self._queue:
            wishes, self._waiting = self._waiting, []
        try:
            self._commit(wishes)
        except BaseException as fault:
            for wish in wishes:
                wish.fault = wish.fault or fault
            raise
        finally:
            self._crowd.left(wish.writer for wish in wishes)
            for wish in wishes:
                wish.done.set()

    def _commit(self, wishes: list[_Wish]) -> None:
        for number in range(TRIES):
            if number:
                self._pace.wait(number)
            began = self._monotonic()
            known = self._known() if number == 0 else None
            state, version = known or self._read()
            for wish in wishes:
                state = _decided(wish, state)
            changes = _together(wishes)
            if known and not changes:
                continue  # that nothing is to be done counts in the newest state alone
            if not changes or self._ledger.cas(version, changes):
                self._left = state
                if changes:
                    self._pace.wrote(began)
                for wish in wishes:
                    wish.state = state
                return
            self._pace.saw_a_rival()
        raise LedgerUnsafe(
            f"The ledger could not be written in {TRIES} tries: others keep changing it, or it refuses "
            "to be changed. Nothing is sent without it."
        )

    def _known(self) -> tuple[State, str] | None:
        """Return what can be written onto without a look: the write finds out that it was out of date.

        Where others write too it mostly is, and a look is cheaper than a write that comes too late. They are
        seen in the turns that are left to them unasked.
        """
        return None if self._pace.has_rivals() else self._ledger.known()

    def _read(self) -> tuple[State, str]:
        """Read the newest state, and notice where it is not as we left it."""
        state, version = self._ledger.read()
        if self._left is not None and state != self._left:
            self._pace.saw_a_rival()
        return state, version


def _together(wishes: list[_Wish]) -> Changes:
    records = tuple(line for wish in wishes for line in wish.changes.records)
    control = next((w.changes.control for w in wishes[::-1] if w.changes.control is not None), None)
    amended = tuple(line for wish in wishes for line in wish.changes.amendments)
    return Changes(records, control, amended)


def _decided(wish: _Wish, state: State) -> State:
    """Ask one wish; a decision that fails is its own, and the others go on."""
    wish.fault = None
    try:
        wish.changes = wish.decide(state)
        return state.after(wish.changes)
    except Exception as fault:
        wish.changes, wish.fault = Changes(), fault
        return state
