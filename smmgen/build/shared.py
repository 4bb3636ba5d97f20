"""Pages that show several posts: each is made anew only where what it shows is another."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, msgpack

from smmgen.build.output import Output
from smmgen.build.pages import Pages
from smmgen.build.why import GONE, NEW
from smmgen.model.diagnostic import Diagnostic
from smmgen.recall.mark import Mark, mark_of


class Leaf(Struct, frozen=True, array_like=True):
    """A page that was made: the marks of what it shows, by their names, and the faults of templates on it."""

    marks: Mapping[str, Mark]
    faults: tuple[Diagnostic, ...]


class Leaves:
    """The shared pages of a build; `before` are those of the last one that may be relied on.

    `is_intact` tells whether a file is as it was written.
    """

    def __init__(
        self,
        output: Output,
        pages: Pages,
        before: Mapping[str, Leaf],
        is_intact: Callable[[str], bool],
        tell: Callable[[str, str], None],
    ) -> None:
        self._output = output
        self._pages = pages
        self._before = before
        self._is_intact = is_intact
        self._tell = tell
        self.now: dict[str, Leaf] = {}

    def bring(self, path: str, shows: Mapping[str, object], make: Callable[[], bytes]) -> None:
        """Bring a page up to date; it depends on what it `shows` (plain values) and on what all pages share.

        Each part that it shows is named by what a person is told where that is another.
        """
        marks = {name: mark_of(msgpack.encode(part)) for name, part in shows.items()}
        before = self._before.get(path)
        if before and before.marks == marks and self._is_intact(path):
            self._output.keep(path)
            self.now[path] = before
            return
        self._tell(path, _why(marks, before))
        self._pages.faults()
        self._output.put(path, make())
        self.now[path] = Leaf(marks, self._pages.faults())

    def faults(self) -> Iterable[Diagnostic]:
        """Return the faults of templates on all of these pages."""
        return (fault for leaf in self.now.values() for fault in leaf.faults)


def _why(marks: Mapping[str, Mark], before: Leaf | None) -> str:
    then = before.marks if before else {}
    changed = (name for name in {**marks, **then} if marks.get(name) != then.get(name))
    return next(changed, GONE) if before else NEW
