"""Who does the jobs of a build: processes of this machine, or other machines."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct, msgpack
from msgspec.structs import replace

from smmgen.build.drawing import Progress
from smmgen.build.jobs import Team, team_here
from smmgen.build.record import Shown
from smmgen.build.show import Job, Site, show
from smmgen.model.theme import Theme
from smmgen.recall.work import Job as File
from smmgen.recall.work import Readers, Workshop, readers_here
from smmgen.stream import stream

_GROUP = 12
"""So many posts are shown before a process asks for more."""

Steps = Callable[[str], Progress]
"""Returns who is told how far a step of a build is; it is named as people call it, and begins now."""

Showers = Callable[[Site, Sequence[Job]], Iterator[Shown]]
"""Show posts of a site and put their pages in their places; they yield them in any order."""


class Crew(Struct, frozen=True, kw_only=True):
    """Who reads and checks posts, draws the pictures of a theme, and shows posts.

    Into `shares` the pictures are parted. Whoever is in it, the same comes out, byte for byte.
    """

    read: Readers
    draw: Callable[[Theme], Team]
    show: Showers
    shares: int


def crew_here(workers: int) -> Crew:
    """Return so many processes of this machine."""
    return Crew(
        read=readers_here(workers),
        draw=lambda theme: team_here(workers),
        show=lambda site, jobs: show_here(site, jobs, workers),
        shares=workers,
    )


def show_here(site: Site, jobs: Sequence[Job], workers: int) -> Iterator[Shown]:
    """Show posts in so many processes of this machine."""
    groups = [jobs[start : start + _GROUP] for start in range(0, len(jobs), _GROUP)]
    for _, data in stream(lambda job: show(site, job), groups, workers):
        shown = msgpack.decode(data, type=Shown)
        site.output.take(shown.written)  # the process that wrote it may have been another
        yield shown


def telling(crew: Crew, steps: Steps) -> Crew:
    """Return the same crew, which tells how far it is; who draws is asked by others."""

    def read(shop: Workshop, jobs: Sequence[File]) -> Iterable[bytes]:
        tell = steps("Reading")
        for number, done in enumerate(crew.read(shop, jobs), 1):
            tell(number, len(jobs), "")
            yield done

    def show(site: Site, jobs: Sequence[Job]) -> Iterator[Shown]:
        tell = steps("Rendering")
        for number, shown in enumerate(crew.show(site, jobs), 1):
            tell(number, len(jobs), shown.record.post)
            yield shown

    return replace(crew, read=read, show=show)
