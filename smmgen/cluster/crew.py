"""A crew of other machines, that does all jobs of a build that know one post alone."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from smmgen.build.crew import Crew, show_here
from smmgen.build.jobs import Team
from smmgen.build.record import Shown
from smmgen.build.show import Job as Page
from smmgen.build.show import Site
from smmgen.cluster.drawing import cluster_team
from smmgen.cluster.ground import brand_ground, encoded, theme_ground
from smmgen.cluster.parcel import OpenHands
from smmgen.cluster.reading import stream_done
from smmgen.cluster.sent import Names
from smmgen.cluster.showing import day_ground, stream_shown
from smmgen.model.brand import Brand
from smmgen.model.theme import Theme
from smmgen.read.tree import Tree
from smmgen.recall.work import Job, Workshop

LEAST = 16
"""So many posts are worth a way to other machines; fewer are read and shown here."""

_SHARES = 16
"""Into shares for so many machines pictures are parted."""


class FarCrew:
    """Other machines for one build, called together when there is something for them, until they are left."""

    def __init__(self, connect: Callable[[], OpenHands], tree: Tree) -> None:
        self._connect = connect
        self._tree = tree
        self._hands: OpenHands | None = None
        self._theme = cache(lambda theme: theme_ground(tree, theme))
        self._brand = b""

    def crew(self) -> Crew:
        """Return them as who does the jobs of a build."""
        return Crew(read=self._read, draw=self._draw, show=self._show, shares=_SHARES)

    def close(self) -> None:
        """Leave them."""
        if self._hands:
            self._hands.close()

    def _called(self) -> OpenHands:
        if self._hands is None:
            self._hands = self._connect()
        return self._hands

    def _read(self, shop: Workshop, jobs: Sequence[Job]) -> Iterable[bytes]:
        if len(jobs) < LEAST:
            return map(shop.do, jobs)
        names = encoded(Names(tuple(sorted(shop.names)), self._tree.links()))
        return stream_done(self._called(), (*self._grounds(shop.around.brand), names), shop, jobs)

    def _draw(self, theme: Theme) -> Team:
        return cluster_team(self._called, lambda: self._theme(theme.name), self._tree.read)

    def _show(self, site: Site, jobs: Sequence[Page]) -> Iterator[Shown]:
        if len(jobs) < LEAST:
            return show_here(site, jobs, 1)  # never by a fork: to be connected takes threads
        return stream_shown(self._called(), (*self._grounds(site.brand), day_ground(site)), site, jobs)

    def _grounds(self, brand: Brand) -> tuple[bytes, bytes]:
        self._brand = self._brand or brand_ground(self._tree, brand)
        return self._theme(brand.theme), self._brand
