"""Bring what is known up to date where only what a few posts say is another: no other post is looked at.

What is made of a post depends on others through their outlines alone, and of these on all but the words:
they matter only where two say the same. Wherever that may not hold, a survey has to be made.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Raw, Struct, msgpack
from msgspec.structs import replace

from smmgen.check.clock import Clock
from smmgen.check.ignore import Ignores, ignores_of, sift
from smmgen.check.judge import is_unsure, judged
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.ignore import Ignore
from smmgen.model.outline import Outline
from smmgen.model.source import Span
from smmgen.read.repository import Frame, is_post
from smmgen.recall.around import Ground, around_of
from smmgen.recall.entry import Again, Entry, Head, Made, Step
from smmgen.recall.mark import NONE, Mark, mark_of
from smmgen.recall.marks import Marks
from smmgen.recall.survey import ahead_of, is_passing
from smmgen.recall.unchanged import holds
from smmgen.recall.work import Done, Job, Workshop

FEW = 12
"""So many posts are worked on so; of more at once something else is the matter."""

Findings = tuple[Diagnostic, ...]


class Touched(Struct, frozen=True):
    """Posts that say something else, each with its outline, and the head of a run that saw that."""

    frame: Frame
    again: tuple[tuple[Outline, Again], ...]
    head: Head
    marks: Marks
    is_usable: bool = True

    @property
    def posts(self) -> tuple[str, ...]:
        """Return the paths of all posts that can be used."""
        return self.head.posts

    @property
    def plans(self) -> tuple[str, ...]:
        """Return the paths of the plans."""
        return self.head.plans

    @property
    def findings(self) -> Findings:
        """Return all that is found, in order of place."""
        return self.head.findings

    @property
    def ahead(self) -> tuple[str, ...]:
        """Return the paths of posts with errors that are still to go out."""
        return self.head.ahead


class _Look(Struct, frozen=True):
    """A post before and after, and all findings in its file."""

    then: Outline
    now: Outline
    again: Again
    findings: Findings


def touch(ground: Ground, now: datetime, since: Mark = NONE) -> Touched | None:
    """Work on the few posts that say something else, and keep what came of it; `now` is aware.

    None where a survey has to be made. With `since`, the mark of a scan, those that changed since then are
    worked on too, and the drafts of all are made.
    """
    head, index, seen = ground.index.head(), ground.index, ground.seen
    if head is None or not index.may_step() or not holds(head, ground.world, now):
        return None
    written, late = _written(ground), index.since(since) if since else ()
    if written is None or late is None or not 0 < len(paths := {*written, *late}) <= FEW:
        return None
    names = ground.names
    marks = Marks(ground.tree, seen, index.known())
    frame = index.frames.read(ground.tree, seen, names, marks)
    if frame.brand is None or frame.theme is None:
        return None
    around = around_of(frame.brand, frame.theme, frame.strategy, ground.tree)
    shop = Workshop(around, ground.tree, seen.names, is_drafting=bool(since))
    looks = list(_Looker(ground, head, frame.brand, names, marks, shop).look(sorted(paths)))
    if len(looks) < len(paths) or not _is_said_once(ground, looks):
        return None
    step = _step(ground, head, looks, marks, frame.brand, now)
    if not all(ground.is_steady(path) for path in paths):
        return None
    if written:
        index.step(step)
    return Touched(frame, tuple((one.now, one.again) for one in looks), step.after(head), marks)


def _written(ground: Ground) -> list[str] | None:
    """Return the posts whose files were written since the last run; None where anything else changed."""
    stamps, rest, known = ground.seen.stamps or {}, ground.index.table().rest, ground.index.known()
    if not rest.is_ours or rest.links != ground.seen.links or ground.seen.racy:
        return None
    if len(stamps) != len(known.keys() | rest.stamps.keys()):
        return None
    paths = []
    for path, stamp in stamps.items():
        marked = known.get(path)
        before = marked[0] if marked else rest.stamps.get(path)
        if before is None:
            return None
        if before != stamp:
            paths.append(path)
    return paths if all(map(is_post, paths)) and rest.bound.isdisjoint(paths) else None


class _Looker:
    """Looks at posts again, by what was made of them; `names` are the paths of all files."""

    def __init__(
        self, ground: Ground, head: Head, brand: Brand, names: Sequence[str], marks: Marks, shop: Workshop
    ) -> None:
        self._ground = ground
        self._findings = head.findings
        self._brand = brand
        self._names = names
        self._marks = marks
        self._shop = shop

    def look(self, paths: Sequence[str]) -> Iterator[_Look]:
        """Yield each post with what is made of it now, up to one for which that is not enough."""
        for path in paths:
            before = self._ground.index.entry(path)
            one = self._look(before) if before else None
            if one is None:
                return
            yield one

    def _look(self, before: Entry) -> _Look | None:
        then = self._ground.index.made(before)
        done = msgpack.decode(self._shop.do(Job(before.path, before.given)), type=Done)
        made = msgpack.decode(done.made, type=Made)
        if then.outline is None or made.outline is None or not _is_alike(then, made):
            return None
        if any(map(is_post, done.asked)) or is_passing(made):
            return None
        findings = self._found(then, made, then.outline, made.outline)
        again = Again(self._entry(before, done), made, done.draft)
        return None if findings is None else _Look(then.outline, made.outline, again, findings)

    def _entry(self, before: Entry, done: Done) -> Entry:
        self._marks.note(before.path, done.mark)
        asked = self._marks.of(done.asked)
        links = self._ground.seen.links
        names = mark_of(msgpack.encode([self._names, links])) if done.is_listed else NONE
        return replace(before, mark=done.mark, asked=asked, names=names, made=done.made.copy())

    def _found(self, then: Made, now: Made, before: Outline, told: Outline) -> Findings | None:
        """Return all that is found in a post's file; None where it may change what is found elsewhere."""
        ignores = ignores_of(self._brand, told.ignores, ())
        old, new = _report(then, told, ignores), _report(now, told, ignores)
        if old is None or new is None or old[1] != new[1]:
            return None
        others = tuple(one for one in self._findings if one.span.path == told.path and one not in set(old[0]))
        if not _moved(before, told).isdisjoint(one.span for one in others):
            return None
        found = (*new[0], *others)
        return found if all(one.post == told.id for one in (*old[0], *found)) else None


def _moved(then: Outline, now: Outline) -> set[Span]:
    """Return the places that findings about several posts may point at, and that are elsewhere now."""
    after = now.all_places()
    return {span for key, span in then.all_places().items() if after.get(key) != span}


def _report(made: Made, told: Outline, ignores: Ignores) -> tuple[Findings, frozenset[Ignore]] | None:
    """Report what is found in a post itself, and what left out more; None where there may be more."""
    if any(map(is_unsure, made.findings)):
        return None
    used = sift(made.findings, ignores).used
    return judged({told.path: told.id}, ignores, made.findings, lambda _: None, ()), used


def _is_alike(then: Made, now: Made) -> bool:
    """Tell whether a post is to others what it was, but for its words and where they stand."""
    if then.later or now.later or then.waiting != now.waiting or not (then.outline and now.outline):
        return False
    return _but_words(then.outline) == _but_words(now.outline)


def _but_words(told: Outline) -> Outline:
    return replace(told, says=(), places=Raw(b""))


def _is_said_once(ground: Ground, looks: Sequence[_Look]) -> bool:
    """Tell whether nobody else said what a post says no longer, and nobody says what it says now."""
    pairs = {(one.now.id, *pair) for one in looks for pair in _changed(one)}
    gone, come = _hashes(looks)
    if 0 in gone | come or not len(pairs) == len(gone) == len(come):
        return False
    is_gone = gone.isdisjoint(said for one in looks for said in one.now.says)
    is_new = come.isdisjoint(said for one in looks for said in one.then.says)
    count = ground.index.says
    return is_gone and is_new and all(count(one) == 1 for one in gone) and not any(map(count, come))


def _changed(one: _Look) -> Iterator[tuple[int, int]]:
    pairs = zip(one.then.says, one.now.says, strict=True)
    return ((then, now) for then, now in pairs if then != now)


def _hashes(looks: Sequence[_Look]) -> tuple[set[int], set[int]]:
    """Return the hashes of what is said no longer, and of what is said now."""
    pairs = [pair for one in looks for pair in _changed(one)]
    return {then for then, _ in pairs}, {now for _, now in pairs}


def _step(
    ground: Ground, head: Head, looks: Sequence[_Look], marks: Marks, brand: Brand, now: datetime
) -> Step:
    paths, clock = tuple(one.now.path for one in looks), Clock(now)
    findings = tuple(finding for one in looks for finding in one.findings)
    ahead = {*head.ahead} - {*paths} | {*ahead_of([one.now for one in looks], findings, clock, brand)}
    gone, come = _hashes(looks)
    return Step(
        scan=ground.seen.mark,
        since=now.timestamp(),
        until=min(head.until, clock.until.timestamp()),
        paths=paths,
        findings=findings,
        ahead=tuple(sorted(ahead)),
        known=marks.known(),
        entries=tuple(one.again.entry for one in looks),
        gone=tuple(gone),
        come=tuple(come),
    )
