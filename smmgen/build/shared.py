"""Pages that show several posts: each is made anew only where what it shows is another."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct, msgpack

from smmgen.build.output import Output
from smmgen.build.pages import Pages
from smmgen.model.diagnostic import Diagnostic
from smmgen.recall.mark import Mark, mark_of


class Leaf(Struct, frozen=True, array_like=True):
    """A page that was made: the mark of all that it shows, and the faults of templates on it."""

    mark: Mark
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

    def bring(self, path: str, shows: object, make: Callable[[], bytes], why: str) -> None:
        """Bring a page up to date; it depends on what it `shows` (plain values) and on what all pages share.

        `why` says in a person's words what is another where that is another.
        """
        mark, before = mark_of(msgpack.encode(shows)), self._before.get(path)
        if before and before.mark == mark and self._is_intact(path):
            self._output.keep(path)
            self.now[path] = before
            return
        is_same = before is not None and before.mark == mark
        self._tell(path, GONE if is_same else why if before else NEW)
        self._pages.faults()
        self._output.put(path, make())
        self.now[path] = Leaf(mark, self._pages.faults())

    def faults(self) -> Iterable[Diagnostic]:
        """Return the faults of templates on all of these pages."""
        return (fault for leaf in self.now.values() for fault in leaf.faults)


GONE = "its file was not there as it was written"
NEW = "it is new"
