"""Show one post: write its page, and say what calendar, search, accounts' pages and manifest take of it.

It knows no other post but by name, so it may run in any order and in any process: bytes in, bytes out.
"""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Raw, Struct, msgpack

from smmgen.build import ics, manifest
from smmgen.build.beside import Beside
from smmgen.build.entry import Frame, Sketch, moment_at, sketches_of
from smmgen.build.finder import line_of
from smmgen.build.finish import Finished, Shelf
from smmgen.build.month import month_page
from smmgen.build.order import link_to
from smmgen.build.own import Own
from smmgen.build.pages import Pages
from smmgen.build.ready import not_told, ready_of
from smmgen.build.record import Asked, Piece, Record, Shown, media_of
from smmgen.build.sheet import Counted, post_view
from smmgen.build.stage import Stage
from smmgen.build.variant_view import media_view, variant_view
from smmgen.build.view import Look, MediaView, PostView
from smmgen.model.brand import Brand
from smmgen.model.bundle import FinishedVariant
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.draft import Draft
from smmgen.recall.mark import Mark, mark_of
from smmgen.recall.work import unpacked

Findings = tuple[Diagnostic, ...]


class Site(Struct, frozen=True, kw_only=True):
    """What all pages of a build share; `find_mark` tells what a file's bytes are."""

    brand: Brand
    frame: Frame
    look: Look
    counted: Counted
    pages: Pages
    output: Stage
    shelf: Shelf
    find_mark: Callable[[str], Mark]

    def page(self, template: str, root: str, here: str, **values: object) -> bytes:
        """Return a page; `root` leads from it to the site's root, `here` names its place in the menu."""
        frame = self.frame
        return self.pages.render(
            template, root=root, here=here, look=self.look, w=frame.words, zone=frame.zone.key, **values
        )


class Job(Struct, frozen=True):
    """A post to show: what its page is made of, its draft, and what was found in it and in no post at all."""

    post: str
    asked: Asked
    draft: bytes
    told: Findings
    general: Findings


def show(site: Site, job: Job) -> bytes:
    """Write a post's page; return the post shown, encoded."""
    site.pages.faults()
    draft = unpacked(job.draft)
    made = site.shelf.finished(draft.variants)
    found = not_told(made.findings, (*job.told, *job.general))
    told = (*job.told, *found)
    own = msgpack.decode(job.asked.beside, type=Own).beside(draft.id, draft.source.path)
    days = sketches_of(draft, made.variants, told, site.frame, own)
    written = _write_page(site, job.asked, draft, made.variants, told, days, own)
    ready = ready_of(made.variants, told)
    pieces = _pieces(site, draft, made.variants, job.asked.walls)
    parts = (
        manifest.part(draft, ready),
        line_of(draft, made.variants, days[0], site.frame),
        ics.events(site.brand, draft.id, days, site.frame),
    )
    encoded = msgpack.encode(days)
    record = Record(
        post=draft.id,
        title=draft.title or draft.id,
        asked=job.asked,
        media={path: site.find_mark(path) for path in sorted(_read(draft))},
        days=tuple(day.day for day in days),
        sketches=Raw(encoded),
        look=mark_of(encoded),
        sizes=tuple(map(len, parts)),
        ready=tuple(one.variant.account for one in ready),
        pictures=tuple(dict.fromkeys(_pictures(ready))),
        files=tuple(dict.fromkeys(_files(made))),
        findings=found,
        faults=site.pages.faults(),
        pieces=pieces,
        finished=media_of(made.variants),
    )
    return msgpack.encode(Shown(record, parts, written))


def _write_page(
    site: Site,
    asked: Asked,
    draft: Draft,
    finished: tuple[FinishedVariant, ...],
    told: Findings,
    days: tuple[Sketch, ...],
    own: Beside,
) -> tuple[str, ...]:
    """Write the page; return its path where it was another."""
    around = link_to(asked.before), link_to(asked.after)
    view: PostView = post_view(
        draft, finished, list(told), days[0].language, around, site.frame, site.counted, own
    )
    up, title = month_page(view.at.month if view.at else "", site.frame)
    page = site.page("post.html", "../../", "", post=view, up=up, up_title=title)
    return (view.href,) if site.output.put(view.href, page) else ()


def _pieces(
    site: Site, draft: Draft, finished: Iterable[FinishedVariant], walls: tuple[str, ...]
) -> Mapping[str, Piece]:
    mine = {one.variant.account: one for one in finished}
    return {name: _piece(site, draft, mine[name]) for name in walls if name in mine}


def _piece(site: Site, draft: Draft, one: FinishedVariant) -> Piece:
    account = site.frame.accounts[one.variant.account]
    at = one.variant.publish_at
    shown = moment_at(int(at.timestamp()), site.frame) if at else None
    view = variant_view(one, account, site.counted[account.name], shown, ())
    html = site.page("piece.html", "../../", "accounts", variant=view)
    return Piece(
        html=html.decode(),
        language=draft.language or account.language,
        status=one.variant.status,
        tile=_tile(one),
    )


def _tile(one: FinishedVariant) -> MediaView | None:
    files = [file for message in one.messages for file in (*message.files, message.thumbnail) if file]
    return media_view(files[0]) if files else None


def _read(draft: Draft) -> set[str]:
    """Return the photos and videos that a post's pictures are made of."""
    messages = [message for variant in draft.variants for message in variant.messages]
    cards = [message.link_card.picture for message in messages if message.link_card]
    pictures = [*(one for message in messages for one in message.pictures), *cards]
    pictures += [message.video_cover for message in messages]
    photos = {photo for picture in pictures if picture for photo in picture.image.photos}
    return photos | {message.video.path for message in messages if message.video}


def _pictures(ready: Iterable[FinishedVariant]) -> Iterable[str]:
    return (file.path for one in ready for message in one.messages for file in message.files)


def _files(made: Finished) -> Iterable[str]:
    for one in made.variants:
        for message in one.messages:
            for file in (*message.files, message.thumbnail, message.video):
                if file and file.path:
                    yield file.path
