"""Work on posts in any of several ways, each with an index of what it left."""

from collections.abc import Callable

from msgspec import msgpack

from smmgen.read.tree import Tree
from smmgen.recall.around import Ground
from smmgen.recall.entries import Entries
from smmgen.recall.entry import Body, Head
from smmgen.recall.index import Index
from smmgen.recall.mark import NONE, Mark, mark_of
from smmgen.recall.marks import Marks
from smmgen.recall.scan import scan
from smmgen.recall.work import Job
from smmgen.recall.world import foreign, world
from smmgen.spread import spread


class View:
    """A tree as it is now; the ground's index is the first, and all of them tell the marks of files."""

    def __init__(self, tree: Tree, workers: int, *indexes: Index) -> None:
        self.ground = Ground(tree, scan(tree), world(), indexes[0])
        self._workers = workers
        known = {path: one for index in reversed(indexes) for path, one in index.body().known.items()}
        self.marks = Marks(tree, self.ground.seen, known)
        self._names = mark_of(msgpack.encode([self.ground.names, self.ground.seen.links]))

    def of_brand(self) -> Mark:
        """Return the mark of what all posts depend on but for rules: the program and the brand."""
        return mark_of(msgpack.encode([self.ground.world, self.marks("smmgen.yaml")]))

    def entries(self, index: Index, common: Mark, do: Callable[[Job], bytes]) -> Entries:
        """Return what an index has of posts; `do` works on those that changed."""
        return Entries(index, self.marks, common, self._names, lambda jobs: spread(do, jobs, self._workers))

    def keep(self, index: Index, entries: Entries) -> None:
        """Keep what is new for the next run beside what is there, but what changed while it was worked on."""
        before, names = index.body(), self.ground.seen.names
        known = {path: one for path, one in before.known.items() if path in names} | self.marks.known()
        if not entries.renewed and known == before.known:
            return
        moved = {path for path in entries.renewed if not self.ground.is_steady(path)}
        found = {one.path: one for one in (*before.entries, *entries.all()) if one.path in names}
        kept = tuple(found[path] for path in sorted(found) if not moved & {path, *found[path].asked})
        head = Head(self.ground.world, foreign(), NONE, 0, 0, (), (), (), ())
        index.keep(head, Body(known, kept))
