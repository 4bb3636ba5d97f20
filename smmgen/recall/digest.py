"""Know of every post what somebody makes of its variants, composing those that changed."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from smmgen.compose.compose import drafter
from smmgen.model.brand import Brand
from smmgen.model.outline import Outline
from smmgen.read.repository import is_post
from smmgen.read.tree import Tree
from smmgen.recall.around import slots_of
from smmgen.recall.glance import Glancer
from smmgen.recall.index import Index
from smmgen.recall.view import View
from smmgen.recall.work import Then


class Digest(Struct, frozen=True):
    """A brand's posts, in order of path, and what was made of the variants of each; nothing is checked."""

    brand: Brand
    outlines: tuple[Outline, ...]
    made: tuple[bytes, ...]

    @property
    def stated(self) -> Mapping[str, bool]:
        """Return every post's id, and whether its file states it."""
        return {told.id: told.is_stated for told in self.outlines}


def digest(tree: Tree, workers: int, place: Path | None, then: Then) -> Digest | None:
    """Compose all posts, but those that `place` keeps something of; None without a usable `smmgen.yaml`."""
    view = View(tree, workers, Index(place))
    ground = view.ground
    frame = ground.index.frames.read(tree, ground.seen, ground.names, view.marks)
    if frame.brand is None or frame.theme is None:
        return None
    glancer = Glancer(frame.brand, tree, ground.seen.names, drafter(frame.brand), then)
    entries = view.entries(ground.index, view.of_brand(), glancer.do)
    made = entries.update(path for path in ground.names if is_post(path))
    made |= entries.give(slots_of(frame.brand, made)[1])
    view.keep(ground.index, entries)
    known = [(one.outline, one.more) for one in made.values() if one.outline]
    return Digest(frame.brand, tuple(told for told, _ in known), tuple(more for _, more in known))
