"""Show a post that was just saved ahead of the round that brings all else up to date."""

from collections.abc import Callable, Mapping

from msgspec import Struct, msgpack
from msgspec.structs import replace

from smmgen.build.drawing import Draw
from smmgen.build.entry import page_of
from smmgen.build.finish import Shelf
from smmgen.build.jobs import team_here
from smmgen.build.ready import is_of_media
from smmgen.build.record import Asked, Record, Shown
from smmgen.build.show import Job, Site, show
from smmgen.model.diagnostic import Diagnostic
from smmgen.read.tree import Stamp
from smmgen.recall.entry import Again
from smmgen.recall.mark import NONE, Mark, mark_of
from smmgen.recall.survey import Survey
from smmgen.recall.work import has_media, unpacked
from smmgen.recall.world import stamp


class Ahead(Struct, frozen=True):
    """A post that was shown ahead, for a `site`.

    `written` are the files that this wrote, `stamps` those of all its files then, by path in the site.
    """

    shown: Shown
    site: Site
    written: tuple[str, ...]
    stamps: Mapping[str, Stamp | None]

    def holds(self, asked: Asked, site: Site) -> bool:
        """Tell whether a round that shows the post would find just this."""
        record = self.shown.record
        is_same = record.asked == asked and self.site.pages is site.pages and self.site.frame is site.frame
        has_media = all(site.find_mark(path) == mark for path, mark in record.media.items())
        return is_same and has_media and _stamps(record, site) == self.stamps


class Last(Struct, frozen=True):
    """What the last round left: the survey it stood on, its site, and the records of all posts by id."""

    survey: Survey
    site: Site
    records: Mapping[str, Record]


def told_mark(found: tuple[Diagnostic, ...], general: tuple[Diagnostic, ...]) -> Mark:
    """Return the mark of what is told of a post: what is found in it, and in no post at all."""
    return mark_of(msgpack.encode((found, general))) if found or general else NONE


def job_again(
    record: Record, again: Again, found: tuple[Diagnostic, ...], general: tuple[Diagnostic, ...]
) -> Job:
    """Return the job to show a post as it is now, where nothing around it is other than in its `record`."""
    entry = again.entry
    asked = replace(
        record.asked,
        file=entry.mark,
        names=entry.names,
        files=entry.asked,
        given=entry.given,
        told=told_mark(found, general),
    )
    return Job(record.post, asked, again.draft, found, general)


def show_ahead(path: str, last: Last, shelf: Shelf, make_draw: Callable[[], Draw]) -> Ahead | None:
    """Show the post of a file that was just saved, as if all else were as it was.

    None where that is not known to be so: then the round shows it. Its pictures go to an empty `shelf`.
    """
    rooms = last.survey.rooms
    second = rooms.looker.look(path) if rooms else None
    told = second.again.made.outline if second else None
    record = last.records.get(told.id) if told else None
    if second is None or told is None or record is None or record.asked.path != path:
        return None
    general = tuple(one for one in last.survey.findings if not one.post and is_of_media(one))
    job = job_again(record, second.again, second.findings, general)
    output = last.site.output
    output.written.clear()
    with output:
        if has_media(job.draft):
            shelf.fill(unpacked(job.draft).variants, make_draw(), _quiet, team_here(1), 1)
        shown = msgpack.decode(show(replace(last.site, shelf=shelf), job), type=Shown)
        output.settle()
    return Ahead(shown, last.site, tuple(output.written), _stamps(shown.record, last.site))


def _quiet(done: int, total: int, what: str) -> None:
    """Tell nobody of a drawn picture."""


def _stamps(record: Record, site: Site) -> dict[str, Stamp | None]:
    return {path: stamp(f"{site.output.root}/{path}") for path in (page_of(record.post), *record.files)}
