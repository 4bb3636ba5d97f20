"""Show one post: write its page, and say what calendar, search, accounts' pages and manifest take of it.

It knows no other post but by name, so it may run in any order and in any process: bytes in, bytes out.
"""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Raw, Struct, msgpack
from msgspec.structs import replace

from smmgen.build import ics, manifest
from smmgen.build.beside import Beside
from smmgen.build.entry import Frame, Sketch, moment_at, page_of, sketches_of
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


class Style(Struct, frozen=True, kw_only=True):
    """What all pages of a build share, wherever they are made."""

    brand: Brand
    frame: Frame
    look: Look
    counted: Counted
    pages: Pages

    def page(self, template: str, root: str, here: str, **values: object) -> bytes:
        """Return a page; `root` leads from it to the site's root, `here` names its place in the menu."""
        frame = self.frame
        return self.pages.render(
            template, root=root, here=here, look=self.look, w=frame.words, zone=frame.zone.key, **values
        )


class Site(Style, frozen=True, kw_only=True):
    """A site in its folder; `find_mark` tells what a file's bytes are."""

    output: Stage
    shelf: Shelf
    find_mark: Callable[[str], Mark]


class Job(Struct, frozen=True):
    """A post to show: what its page is made of, its draft, and what was found in it and in no post at all."""

    post: str
    asked: Asked
    draft: bytes
    told: Findings
    general: Findings


def show(site: Site, job: Job) -> bytes:
    """Write a post's page; return the post shown, encoded."""
    draft = unpacked(job.draft)
    shown, page = rendered(site, job, draft, site.shelf.finished(draft.variants), site.find_mark)
    return msgpack.encode(put(site.output, shown, page))


def put(output: Stage, shown: Shown, page: bytes) -> Shown:
    """Put a post's page in its place; return the post with what was written."""
    path = page_of(shown.record.post)
    return replace(shown, written=(path,)) if output.put(path, page) else shown


def rendered(
    style: Style, job: Job, draft: Draft, made: Finished, find_mark: Callable[[str], Mark]
) -> tuple[Shown, bytes]:
    """Return a post shown, and its page, by what was `made` of its draft; nothing is read or written."""
    style.pages.faults()
    found = not_told(made.findings, (*job.told, *job.general))
    told = (*job.told, *found)
    own = msgpack.decode(job.asked.beside, type=Own).beside(draft.id, draft.source.path)
    days = sketches_of(draft, made.variants, told, style.frame, own)
    page = _page(style, job.asked, draft, made.variants, told, days, own)
    ready = ready_of(made.variants, told)
    pieces = _pieces(style, draft, made.variants, job.asked.walls)
    parts = (
        manifest.part(draft, ready),
        line_of(draft, made.variants, days[0], style.frame),
        ics.events(style.brand, draft.id, days, style.frame),
    )
    encoded = msgpack.encode(days)
    record = Record(
        post=draft.id,
        title=draft.title or draft.id,
        asked=job.asked,
        media={path: find_mark(path) for path in sorted(media_read(draft))},
        days=tuple(day.day for day in days),
        sketches=Raw(encoded),
        look=mark_of(encoded),
        sizes=tuple(map(len, parts)),
        ready=tuple(one.variant.account for one in ready),
        pictures=tuple(dict.fromkeys(_pictures(ready))),
        files=tuple(dict.fromkeys(_files(made))),
        findings=found,
        faults=style.pages.faults(),
        pieces=pieces,
        finished=media_of(made.variants),
    )
    return Shown(record, parts, ()), page


def _page(
    style: Style,
    asked: Asked,
    draft: Draft,
    finished: tuple[FinishedVariant, ...],
    told: Findings,
    days: tuple[Sketch, ...],
    own: Beside,
) -> bytes:
    around = link_to(asked.before), link_to(asked.after)
    view: PostView = post_view(
        draft, finished, list(told), days[0].language, around, style.frame, style.counted, own
    )
    up, title = month_page(view.at.month if view.at else "", style.frame)
    return style.page("post.html", "../../", "", post=view, up=up, up_title=title)


def _pieces(
    style: Style, draft: Draft, finished: Iterable[FinishedVariant], walls: tuple[str, ...]
) -> Mapping[str, Piece]:
    mine = {one.variant.account: one for one in finished}
    return {name: _piece(style, draft, mine[name]) for name in walls if name in mine}


def _piece(style: Style, draft: Draft, one: FinishedVariant) -> Piece:
    account = style.frame.accounts[one.variant.account]
    at = one.variant.publish_at
    shown = moment_at(int(at.timestamp()), style.frame) if at else None
    view = variant_view(one, account, style.counted[account.name], shown, ())
    html = style.page("piece.html", "../../", "accounts", variant=view)
    return Piece(
        html=html.decode(),
        language=draft.language or account.language,
        status=one.variant.status,
        tile=_tile(one),
    )


def _tile(one: FinishedVariant) -> MediaView | None:
    files = [file for message in one.messages for file in (*message.files, message.thumbnail) if file]
    return media_view(files[0]) if files else None


def media_read(draft: Draft) -> set[str]:
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
