"""Know all posts by their front matter, and look closely at some: those that a run can send or change.

What comes of a post that is looked at is the same as if all were read, composed and checked: rules about
several posts go by what is known of all of them, and read another whole where they ask for its words.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from datetime import datetime
from functools import cached_property
from pathlib import Path

from msgspec import Struct, msgpack
from msgspec.structs import replace

from smmgen.check.clock import Clock
from smmgen.check.ignore import ignores_of
from smmgen.check.judge import judged
from smmgen.check.own import Around, Subject
from smmgen.check.registry import Registry
from smmgen.check.run import whole
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.outline import Outline
from smmgen.model.project import Project
from smmgen.model.variant import Variant
from smmgen.read.repository import Frame, is_post
from smmgen.read.tree import Listing, Tree
from smmgen.recall.around import around_of, common_of, context_of, later, slots_of
from smmgen.recall.entry import Made
from smmgen.recall.glance import Glancer
from smmgen.recall.index import Index
from smmgen.recall.library import Library
from smmgen.recall.mark import mark_of
from smmgen.recall.view import View
from smmgen.recall.work import Then, Workshop

Findings = tuple[Diagnostic, ...]

IsKept = Callable[[Outline, bytes], bool]
"""Tell of a post whether what was kept of its variants says all that anybody wants to know of them."""


class Looked(Struct, frozen=True):
    """Some posts, looked at: the `project` holds those that were read, and no other; so do the variants.

    `kept` is what was kept of the rest, in order of path; `findings` are those that can stop any of both.
    """

    project: Project
    variants: tuple[Variant, ...]
    findings: Findings
    kept: tuple[bytes, ...]


class Outlook:
    """All posts of a repository that has a brand; `slots` are those given to posts, by path."""

    def __init__(
        self, view: View, sent: Index, now: datetime, frame: Frame, around: Around, then: Then | None
    ) -> None:
        self._view = view
        self._sent = sent
        self._frame = frame
        self._around = around
        self._shop = Workshop(around, view.ground.tree, view.ground.seen.names, then=then)
        names, tree = view.ground.names, view.ground.tree
        common = view.of_brand()
        glancer = Glancer(around.brand, tree, view.ground.seen.names)
        glanced = view.entries(view.ground.index, common, glancer.do)
        made = glanced.update(path for path in names if is_post(path))
        self._schedule, self._slots = slots_of(around.brand, made)
        made |= glanced.give(self._slots)
        view.keep(view.ground.index, glanced)
        self.outlines = tuple(one.outline for one in made.values() if one.outline)
        self._library = Library(self._shop, Listing(names, tree.read), self.outlines, self._slots)
        self._context = context_of(view.ground, around, frame, self.outlines, self._library, Clock(now))

    @property
    def project(self) -> Project:
        """Return the project; its posts are read when somebody asks for them."""
        return self._context.project

    @cached_property
    def stated(self) -> Mapping[str, bool]:
        """Return every post's id, and whether its file states it."""
        return {told.id: told.is_stated for told in self.outlines}

    def due(self, until: datetime) -> frozenset[str]:
        """Return the ids of posts whose time comes by `until` (aware) on any account."""
        last = until.timestamp()
        return frozenset(
            told.id for told in self.outlines if any(at is not None and at <= last for at in told.times)
        )

    def later_than(self, until: datetime) -> frozenset[tuple[str, str]]:
        """Return the posts and accounts whose time is after `until` (aware), or that have none."""
        last = until.timestamp()
        return frozenset(
            (told.id, account)
            for told in self.outlines
            for account, at in zip(told.goes_to, told.times, strict=True)
            if at is None or at > last
        )

    def look(self, ids: Set[str], is_kept: IsKept = lambda *_: False) -> Looked:
        """Look at the posts with these ids: read, compose and check each, but those that are kept.

        Of two posts with one id both are looked at.
        """
        near = {told.path: told for told in self.outlines if told.id in ids}
        entries = self._view.entries(self._sent, self._common, self._shop.do)
        made = entries.update(near)
        made |= entries.give({path: slots for path, slots in self._slots.items() if path in near})
        fresh = {path: told for path, told in near.items() if not is_kept(told, made[path].more)}
        made |= entries.anew(fresh)
        self._view.keep(self._sent, entries)
        subjects = [subject for path in fresh if (subject := self._library.subject(path))]
        return Looked(
            project=self._of(subjects),
            variants=tuple(variant for one in subjects for variant in one.variants),
            findings=self._judged(made),
            kept=tuple(made[path].more for path in near if path not in fresh),
        )

    @cached_property
    def _common(self) -> bytes:
        ground = self._view.ground
        return mark_of(msgpack.encode(common_of(ground, ground.names, self._around.brand, self._view.marks)))

    def _of(self, subjects: Iterable[Subject]) -> Project:
        mine = [one for one in subjects if one.post]
        return replace(
            self.project,
            posts=tuple(one.post for one in mine),
            sources={**self._frame.sources, **{one.source.path: one.source for one in mine}},
        )

    def _judged(self, made: Mapping[str, Made]) -> Findings:
        """Make one report of what was found in posts, and of what rules about all posts say of any."""
        found = (
            *self._frame.findings,
            *self._schedule.findings,
            *(finding for one in made.values() for finding in one.findings),
            *self._of_all,
            *later(self._around, made, self._library, self._context),
        )
        ids = {told.path: told.id for told in self.outlines}
        asked = (one for told in self.outlines for one in told.ignores)
        ignores = ignores_of(self._around.brand, asked, self._frame.sources.values())
        return judged(ids, ignores, found, self.project.sources.get, asked=())

    @cached_property
    def _of_all(self) -> Findings:
        return tuple(whole(_grave(self._around.registry), self._context, ()))


def outlook(
    tree: Tree, now: datetime, workers: int = 1, cache: Path | None = None, then: Then | None = None
) -> Outlook | None:
    """Read the front matter of all posts; None where there is no usable `smmgen.yaml`. `now` is aware.

    `cache` is a folder to keep in what was made of posts, and what `then` makes of the variants of those that
    are looked at.
    """
    sent = Index(cache / "due" if cache else None)
    view = View(tree, workers, Index(cache / "posts" if cache else None), sent)
    ground = view.ground
    frame = ground.index.frames.read(tree, ground.seen, ground.names, view.marks)
    if frame.brand is None or frame.theme is None:
        return None
    around = around_of(frame.brand, frame.theme, frame.strategy, tree)
    return Outlook(view, sent, now, frame, around, then)


def _grave(registry: Registry) -> Registry:
    """Leave out the rules whose findings stop no post; those about all posts would look at everything."""
    return replace(registry, rules=tuple(rule for rule in registry.rules if rule.page.severity == "error"))
