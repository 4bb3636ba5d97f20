"""Keep what was found out about a repository from one run to the next, in one file."""

from bisect import bisect_left, bisect_right
from contextlib import suppress
from pathlib import Path

import msgspec

from smmgen.recall.entry import Again, Body, Entry, Head, Made, Rest, Step, Table
from smmgen.recall.frames import Frames
from smmgen.recall.kept import Pile, add, keep, recall
from smmgen.recall.mark import NONE, Mark
from smmgen.recall.marks import Known
from smmgen.recall.world import is_same

NO_REST = Rest()

MOST_STEPS = 100
"""After so many steps everything is written anew."""


class Index:
    """One file with the head and the body of the last run. What is broken in it counts as not there.

    Both are kept in memory too, for a process that runs again and again; without a place nowhere else, and
    then `body` may be that of another run. `ahead` are posts' files by path that were worked on since.
    """

    def __init__(self, place: Path | None, body: Body | None = None) -> None:
        self._place = place
        self.frames = Frames()
        self.ahead: dict[str, Again] = {}
        self._made: dict[str, tuple[Entry, Made]] = {}
        self._recall(body)

    def _recall(self, body: Body | None = None) -> None:
        self._kept = recall(self._place, 2)
        self._steps: tuple[Step, ...] | None = None
        self._head: Head | None = None
        self._first = NONE
        self._table: Table | None = None
        self._body = body

    def head(self) -> Head | None:
        """Return the head of the last run, None where there was none."""
        if self._head is None and self._kept.short[0]:
            with suppress(msgspec.MsgspecError):
                self._head = msgspec.msgpack.decode(self._kept.short[0], type=Head)
                self._first = self._head.scan
                for step in self.steps():
                    self._head = step.after(self._head)
        return self._head

    def steps(self) -> tuple[Step, ...]:
        """Return what changed since everything was written, the last step last."""
        if self._steps is None:
            self._steps = ()
            with suppress(msgspec.MsgspecError):
                self._steps = tuple(msgspec.msgpack.decode(one, type=Step) for one in self._kept.added)
        return self._steps

    def since(self, scan: Mark) -> tuple[str, ...] | None:
        """Return the posts of all steps since a scan; None where more may have changed since then."""
        scans = [self._first, *(one.scan for one in self.steps())] if self.head() else []
        if scan not in scans:
            return None
        return tuple(path for step in self.steps()[scans.index(scan) :] for path in step.paths)

    def table(self) -> Table:
        """Return where everything is; an empty one where there was no run before."""
        if self._table is None:
            self._table = Table()
            with suppress(msgspec.MsgspecError):
                self._table = msgspec.msgpack.decode(self._kept.short[1], type=Table)
        return self._table

    def known(self) -> Known:
        """Return the marks of all files."""
        return {
            **self.table().known,
            **{path: one for step in self.steps() for path, one in step.known.items()},
        }

    def entry(self, path: str) -> Entry | None:
        """Return the entry of a post's file, None where there is none."""
        if found := next(
            (one for step in reversed(self.steps()) for one in step.entries if one.path == path), None
        ):
            return found
        piece = self.table().pieces.get(path)
        with suppress(msgspec.MsgspecError):
            return msgspec.msgpack.decode(self._kept.piece(piece), type=Entry) if piece else None
        return None

    def says(self, said: int) -> int:
        """Return how many posts have a variant that says something, by its hash."""
        all_said = memoryview(self.table().rest.says).cast("Q")
        number = bisect_right(all_said, said) - bisect_left(all_said, said)
        return number + sum(step.come.count(said) - step.gone.count(said) for step in self.steps())

    def body(self) -> Body:
        """Return the body of the last run; an empty one where there was none.

        What was made of posts is left out where rules or networks that somebody works on have changed since.
        """
        if self._body is None:
            self._body, head = Body(self.known()), self.head()
            if head is None or not is_same(head.foreign):
                return self._body
            with suppress(msgspec.MsgspecError):
                known = msgspec.msgpack.decode(self._kept.whole(), type=tuple[Entry, ...])
                entries = {one.path: one for one in known}
                entries |= {one.path: one for step in self.steps() for one in step.entries}
                self._body = Body(self._body.known, tuple(entries.values()))
        return self._body

    def made(self, entry: Entry) -> Made:
        """Return what was made of a post's file, decoded once for each entry."""
        known = self._made.get(entry.path)
        if known is None or known[0] is not entry:
            known = self._made[entry.path] = entry, msgspec.msgpack.decode(entry.made, type=Made)
        return known[1]

    def keep(self, head: Head, body: Body, rest: Rest = NO_REST) -> None:
        """Keep these for the next run: wholly or not at all."""
        self._head, self._body, self.ahead = head, body, {}
        self._kept, self._steps, self._table, self._first = recall(None, 2), (), None, NONE
        if self._place:
            pile = Pile(len(body.entries))
            pieces = {one.path: pile.add(msgspec.msgpack.encode(one)) for one in body.entries}
            table = Table(body.known, pieces, rest)
            keep(self._place, (msgspec.msgpack.encode(head), msgspec.msgpack.encode(table)), pile.data)

    def may_step(self) -> bool:
        """Tell whether a step can be kept."""
        return self._kept.seal is not None and len(self.steps()) < MOST_STEPS

    def step(self, step: Step) -> None:
        """Keep what changed for the next run."""
        add(self._kept, msgspec.msgpack.encode(step))
        self._recall()
