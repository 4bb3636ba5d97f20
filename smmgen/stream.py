"""Do the same to many things in several processes, and hand over each result as soon as it is there."""

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Item = TypeVar("Item")
Result = TypeVar("Result")

LEAST = 8
"""So many things make up for a process of their own; fewer are done here."""


def stream(
    do: Callable[[Item], Result], groups: Sequence[Sequence[Item]], workers: int = 1
) -> Iterator[tuple[Item, Result]]:
    """Yield each item with what `do` makes of it, in any order; one group is done by one process.

    With `workers` above 1 and items enough, that many forked processes fetch a group each, and another
    when it is done; no more than a result or two of each is held at once. What a process leaves undone by
    dying is done here. It must not be called with `workers` where threads run.
    """
    workers = min(workers, len(groups), sum(map(len, groups)) // LEAST)
    if workers < 2 or sys.platform != "linux":
        for number, group in enumerate(groups):
            if number:
                gc.collect(0)  # what comes after the last one looks for garbage itself
            yield from ((item, do(item)) for item in group)
        return
    crew = _Crew(do, groups)
    try:
        gc.freeze()  # what is here already would be copied into every process by a search for garbage
        for _ in range(workers):
            crew.hire()
        yield from crew.results()
    finally:
        crew.dismiss()
    yield from ((item, do(item)) for item in crew.left())


def in_order(results: Iterable[tuple[int, Result]]) -> Iterator[Result]:
    """Yield results in the order of their numbers, which start with 0; who comes early waits."""
    early: dict[int, Result] = {}
    place = 0
    for number, result in results:
        early[number] = result
        while place in early:
            yield early.pop(place)
            place += 1


class _Crew(Generic[Item, Result]):
    """Processes that work on groups of items, and the ends of the pipes to them."""

    def __init__(self, do: Callable[[Item], Result], groups: Sequence[Sequence[Item]]) -> None:
        self._do = do
        self._groups = groups
        self._next = iter(range(len(groups)))
        self._undone = {(n, place) for n, group in enumerate(groups) for place in range(len(group))}
        self._processes: dict[Connection, int] = {}

    def hire(self) -> None:
        """Fork a process that asks for groups until there are none."""
        from multiprocessing.connection import Pipe  # only who forks pays for it

        ours, theirs = Pipe()
        process = os.fork()
        if process:
            theirs.close()
            self._processes[ours] = process
            return
        try:  # the child must end here whatever happens: above it stands the parent's program
            for other in (ours, *self._processes):
                other.close()
            with suppress(EOFError, OSError):
                self._work(theirs)
        finally:
            os._exit(0)

    def _work(self, pipe: "Connection") -> None:
        pipe.send(None)
        while True:
            number = pipe.recv()
            for place, item in enumerate(self._groups[number]):
                pipe.send((number, place, self._do(item)))
            gc.collect(0)  # templates leave cycles, and no other search for garbage comes soon enough
            pipe.send(None)

    def results(self) -> Iterator[tuple[Item, Result]]:
        """Yield what the processes send until all is done, or all of them are gone."""
        from multiprocessing.connection import wait

        while self._processes:
            for pipe in wait(list(self._processes)):
                yield from self._heard(pipe)  # type: ignore[arg-type]

    def _heard(self, pipe: "Connection") -> Iterator[tuple[Item, Result]]:
        try:
            # our own child sends this, through a pipe that nobody else has
            message = pipe.recv()
            if message is None:
                self._give_work(pipe)
                return
        except (EOFError, OSError):
            self._gone(pipe)
            return
        number, place, result = message
        self._undone.discard((number, place))
        yield self._groups[number][place], result

    def _give_work(self, pipe: "Connection") -> None:
        number = next(self._next, None)
        if number is None:
            self._gone(pipe)
        else:
            pipe.send(number)

    def _gone(self, pipe: "Connection") -> None:
        pipe.close()
        os.waitpid(self._processes.pop(pipe), 0)

    def dismiss(self) -> None:
        """Let all processes end: they do when their pipe is closed."""
        for pipe in list(self._processes):
            self._gone(pipe)

    def left(self) -> list[Item]:
        """Return what nobody has done, in order."""
        return [self._groups[number][place] for number, place in sorted(self._undone)]
