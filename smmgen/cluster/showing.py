"""Render the pages of posts on other machines: drafts go out, and pages come back."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from threading import get_ident

import msgspec

from smmgen.build.digest import variant_digest
from smmgen.build.finish import Finished
from smmgen.build.pages import Pages
from smmgen.build.preview import frame_of
from smmgen.build.record import Media, Shown, finished_again, media_of
from smmgen.build.sheet import Counted
from smmgen.build.show import Findings, Job, Site, Style, media_read, put, rendered, show
from smmgen.build.view import Look
from smmgen.cluster.ground import KEPT, encoded, files_of, frame_of_brand
from smmgen.cluster.parcel import Hands, Parcel, Parcels, grouped
from smmgen.read.tree import Memory
from smmgen.recall.mark import Mark
from smmgen.recall.work import has_media, unpacked

_GROUP = 12
"""So many posts are a parcel."""


class Day(msgspec.Struct, frozen=True, array_like=True):
    """What all pages share beside the brand: the day it is there, and how they look."""

    today: date
    look: Look


class Sheet(msgspec.Struct, frozen=True, array_like=True):
    """A post to show: `media` are the files of its messages, `found` what was found while they were drawn.

    `marks` are those of the photos and videos that they are made of.
    """

    job: Job
    media: tuple[Media, ...] = ()
    found: Findings = ()
    marks: Mapping[str, Mark] = {}


class Page(msgspec.Struct, frozen=True, array_like=True):
    """A post that was shown, and its page."""

    shown: Shown
    page: bytes


def show_parcel(commons: Sequence[bytes], body: bytes, files: Sequence[tuple[str, bytes]]) -> bytes:
    """Render the pages of a parcel: what a worker does."""
    theme, brand, day = commons
    style = _style(theme, brand, day, get_ident())
    return encoded([_page(style, sheet) for sheet in msgspec.msgpack.decode(body, type=list[Sheet])])


def day_ground(site: Site) -> bytes:
    """Return what all pages of a site share beside the brand, encoded."""
    return encoded(Day(site.frame.today, site.look))


def stream_shown(hands: Hands, commons: Sequence[bytes], site: Site, jobs: Sequence[Job]) -> Iterator[Shown]:
    """Yield the posts shown, in any order, their pages in place; what no machine could do is done here."""
    groups = grouped(jobs, _GROUP)
    parcels = Parcels(groups, lambda group: Parcel(body=encoded([_sheet(site, job) for job in group])))
    for number, made in hands.run(show_parcel, commons, parcels, _nothing):
        if made is None:
            yield from (msgspec.msgpack.decode(show(site, job), type=Shown) for job in groups[number])
        else:
            pages = msgspec.msgpack.decode(made, type=list[Page])
            yield from (put(site.output, one.shown, one.page) for one in pages)


def _sheet(site: Site, job: Job) -> Sheet:
    if not has_media(job.draft):
        return Sheet(job)
    draft = unpacked(job.draft)
    made = site.shelf.finished(draft.variants)
    marks = {path: site.find_mark(path) for path in sorted(media_read(draft))}
    return Sheet(job, media_of(made.variants), made.findings, marks)


def _page(style: Style, sheet: Sheet) -> Page:
    draft = unpacked(sheet.job.draft)
    variants = tuple(finished_again(draft, sheet.media, variant_digest))
    made = Finished(variants, sheet.found)
    return Page(*rendered(style, sheet.job, draft, made, sheet.marks.__getitem__))


def _nothing(path: str) -> bytes:
    raise FileNotFoundError(path)


@lru_cache(maxsize=KEPT)
def _style(theme: bytes, brand: bytes, day: bytes, thread: int) -> Style:
    frame, shared = frame_of_brand(theme, brand, thread), msgspec.msgpack.decode(day, type=Day)
    if frame.brand is None or frame.theme is None:
        raise ValueError("what was sent has no brand")
    pages = Pages(frame.theme, Memory(files_of(theme, brand)).read)
    return Style(
        brand=frame.brand,
        frame=frame_of(frame.brand, pages, shared.today),
        look=shared.look,
        counted=Counted(frame.brand),
        pages=pages,
    )
