"""Know both sides of a comparison, and read whole only the posts that may differ for readers."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from smmgen.build.ready import stopped
from smmgen.cards.picture import Studio
from smmgen.model.change import Revision
from smmgen.model.theme import Theme
from smmgen.read.tree import Folder, Tree
from smmgen.recall.around import Ground
from smmgen.recall.entry import Body, Entry
from smmgen.recall.index import Index
from smmgen.recall.scan import scan
from smmgen.recall.survey import Survey, survey
from smmgen.recall.work import readers_here
from smmgen.recall.world import world
from smmgen.review.side import Side

Named = tuple[Revision, Tree]


class _Known(Struct, frozen=True):
    revision: Revision
    tree: Tree
    survey: Survey

    def entries(self) -> Mapping[str, tuple[Entry, ...]]:
        """Return what each post by id was made of; two files where two have one id."""
        entries = self.survey.rooms.entries if self.survey.rooms else {}
        found: dict[str, list[Entry]] = defaultdict(list)
        for told in self.survey.outlines:
            found[told.id].append(entries[told.path])
        return {post: tuple(entries) for post, entries in found.items()}


def sides(
    base: Named, head: Named, now: datetime, workers: int = 1, place: Path | None = None
) -> tuple[Side, Side]:
    """Return both sides as of `now` (aware): all that is found in either, and the variants that may differ.

    `place` is a file that keeps what was made of posts. What the second side has in common with what was
    kept, and the first with the second, is not worked on again.
    """
    kept = Index(place)
    index = kept if isinstance(head[1], Folder) else Index(None, kept.body())
    after = _known(head, index, now, workers)
    before = _known(base, Index(None, Body({}, index.body().entries)), now, workers)
    posts = _differing(before, after)
    return _side(before, posts), _side(after, posts)


def _known(named: Named, index: Index, now: datetime, workers: int) -> _Known:
    revision, tree = named
    return _Known(
        revision, tree, survey(Ground(tree, scan(tree), world(), index), now, readers_here(workers))
    )


def _differing(before: _Known, after: _Known) -> frozenset[str]:
    """Return the ids of posts that are made of something else, or that an error stops on one side alone."""
    old, new = before.entries(), after.entries()
    made = {post for post in old.keys() | new.keys() if _inputs(old.get(post)) != _inputs(new.get(post))}
    names = [stopped(one.survey.findings).names for one in (before, after)]
    return frozenset(made | {post for post, _ in names[0] ^ names[1]})


def _inputs(entries: tuple[Entry, ...] | None) -> object:
    return [(one.path, one.mark, one.common, one.asked, one.names, one.given) for one in entries or ()]


def _side(known: _Known, posts: frozenset[str]) -> Side:
    rooms, outlines = known.survey.rooms, known.survey.outlines
    project = rooms.project if rooms else None
    theme = project.theme if project else Theme(name="", path="")
    mine = [told.path for told in outlines if told.id in posts]
    subjects = [subject for path in mine if rooms and (subject := rooms.library.subject(path))]
    return Side(
        revision=known.revision,
        project=project,
        posts=rooms.library.posts() if rooms else {},
        paths={told.id: told.path for told in reversed(outlines)},
        variants=tuple(variant for one in subjects for variant in one.variants),
        findings=known.survey.findings,
        read=known.tree.read,
        draw=Studio(theme, known.tree.read).draw,
    )
