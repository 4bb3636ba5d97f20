"""What was made of every post, brought up to date."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import msgpack

from smmgen.recall.entry import Again, Entry, Made
from smmgen.recall.index import Index
from smmgen.recall.mark import NONE, Mark
from smmgen.recall.marks import Marks
from smmgen.recall.work import Done, Job

Do = Callable[[Sequence[Job]], Iterable[bytes]]
"""Does jobs and returns them done, in their order."""


class Entries:
    """The entries of posts: those of the last run that still hold, and those that are made anew.

    `common` is the mark of what all posts depend on, `names` that of which files there are.
    """

    def __init__(self, index: Index, marks: Marks, common: Mark, names: Mark, do: Do) -> None:
        self._before = {entry.path: entry for entry in index.body().entries}
        self._before |= {path: one.entry for path, one in index.ahead.items()}
        self._index = index
        self._marks = marks
        self._common = common
        self._names = names
        self._do = do
        self._now: dict[str, Entry] = {}
        self.renewed: set[str] = set()
        self.drafts: dict[str, bytes] = {}

    def update(self, paths: Iterable[str]) -> dict[str, Made]:
        """Return what is made of each post, by path in the order given, with the slots it had last."""
        paths = tuple(paths)
        self._now = {path: self._before[path] for path in paths if self._holds(path)}
        self._renew([Job(path) for path in paths if path not in self._now])
        for path, one in self._index.ahead.items():
            if self._now.get(path) is one.entry:
                self.renewed.add(path)
                self.drafts[path] = one.draft
        return {path: self._made(path) for path in paths}

    def give(self, slots: Mapping[str, Mapping[str, int | None]]) -> dict[str, Made]:
        """Give posts their slots; return what is made anew of those that had others."""
        jobs = [Job(path, given) for path, given in slots.items() if self._now[path].given != given]
        self._renew(jobs)
        return {job.path: self._made(job.path) for job in jobs}

    def anew(self, paths: Iterable[str]) -> dict[str, Made]:
        """Return what is made of posts that nothing was kept of, or should not have been, in their slots."""
        jobs = [Job(path, self._now[path].given) for path in paths if path not in self.renewed]
        self._renew(jobs)
        return {job.path: self._made(job.path) for job in jobs}

    def again(self, path: str, do: Callable[[Job], bytes]) -> Again | None:
        """Work on a post's file anew, in the slots that it has; None where it may get or leave one."""
        job = Job(path, self._now[path].given)
        done = msgpack.decode(do(job), type=Done)
        made = msgpack.decode(done.made, type=Made)
        is_same = (job.given is not None) == bool(made.waiting)
        return Again(self._entry(job, done), made, done.draft) if is_same else None

    def all(self) -> tuple[Entry, ...]:
        """Return the entries, in order of path."""
        return tuple(self._now[path] for path in sorted(self._now))

    def by_path(self) -> Mapping[str, Entry]:
        """Return the entries by path."""
        return self._now

    def _holds(self, path: str) -> bool:
        entry = self._before.get(path)
        return (
            entry is not None
            and entry.common == self._common
            and entry.names in (NONE, self._names)
            and entry.mark == self._marks(path)
            and all(self._marks(other) == mark for other, mark in entry.asked.items())
        )

    def _renew(self, jobs: Sequence[Job]) -> None:
        for job, data in zip(jobs, self._do(jobs), strict=True):
            done = msgpack.decode(data, type=Done)
            self._marks.note(job.path, done.mark)
            self._now[job.path] = self._entry(job, done)
            self.renewed.add(job.path)
            if done.draft:
                self.drafts[job.path] = done.draft

    def _entry(self, job: Job, done: Done) -> Entry:
        names = self._names if done.is_listed else NONE
        asked = self._marks.of(done.asked)
        made = done.made.copy()  # as a view it would keep the draft beside it in memory too
        return Entry(job.path, done.mark, self._common, asked, names, job.given, made)

    def _made(self, path: str) -> Made:
        return self._index.made(self._now[path])
