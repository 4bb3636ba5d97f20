"""Write the preview site: a page for each month and each post, and the calendar file."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from smmgen.build.account import FindAdapter, account_views
from smmgen.build.beside import NOTHING, Beside
from smmgen.build.calendar_view import Entry, MonthView
from smmgen.build.drawing import Read
from smmgen.build.entry import Frame, entries_of, rubric_views
from smmgen.build.finder import index, line_of
from smmgen.build.ics import calendar
from smmgen.build.look import make_look
from smmgen.build.month import month_page, months_of, present
from smmgen.build.output import Output
from smmgen.build.pages import Pages, write_assets
from smmgen.build.sheet import Counted, post_view
from smmgen.build.variant_view import finding_views
from smmgen.build.view import Look, PageLink
from smmgen.build.wall import by_account, wall_of
from smmgen.build.words import words
from smmgen.model.bundle import FinishedVariant
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.spread import spread

Findings = tuple[Diagnostic, ...]

LEAST = 24
"""So many pages make up for a process of their own."""


class _Preview(Struct, frozen=True, kw_only=True):
    """All that the pages are made of; `entries` are in order of time, those without one last."""

    look: Look
    frame: Frame
    posts: Mapping[str, Post]
    variants: Mapping[str, list[FinishedVariant]]
    findings: Mapping[str, list[Diagnostic]]
    entries: tuple[Entry, ...]


def write_preview(
    project: Project,
    finished: tuple[FinishedVariant, ...],
    findings: tuple[Diagnostic, ...],
    read: Read,
    output: Output,
    pages: Pages,
    now: datetime,
    find_adapter: FindAdapter,
    workers: int = 1,
    beside: Beside = NOTHING,
) -> None:
    """Write all pages of a project, `calendar.ics` and `assets/`; so many `workers` write those of posts."""
    brand = project.brand
    frame = Frame(
        zone=brand.timezone,
        words=words(brand.language),
        accounts=account_views(brand, find_adapter, pages),
        rubrics=rubric_views(brand),
        today=now.astimezone(brand.timezone).date(),
    )
    look = make_look(brand, project.theme, read, output)
    preview = _preview(project, finished, findings, frame, look, beside)
    write_assets(output)
    output.put("calendar.ics", calendar(brand, preview.entries, frame.words))
    _write_months(preview, project, output, pages)
    counted = Counted(brand, find_adapter)
    _write_posts(preview, output, pages, counted, beside, workers)
    _write_walls(preview, output, pages, counted)
    _write_search(preview, output, pages)


def _preview(
    project: Project,
    finished: tuple[FinishedVariant, ...],
    findings: tuple[Diagnostic, ...],
    frame: Frame,
    look: Look,
    beside: Beside,
) -> _Preview:
    variants: dict[str, list[FinishedVariant]] = defaultdict(list)
    by_post: dict[str, list[Diagnostic]] = defaultdict(list)
    for one in finished:
        variants[one.variant.post].append(one)
    for finding in findings:
        by_post[finding.post].append(finding)
    posts = {post.id: post for post in reversed(project.posts)}  # of two posts with one id the first stays
    entries = [
        entry
        for post in posts.values()
        for entry in entries_of(post, variants.get(post.id, ()), by_post.get(post.id, ()), frame, beside)
    ]
    entries.sort(key=lambda entry: (entry.at.iso if entry.at else "~", entry.post))
    return _Preview(
        look=look, frame=frame, posts=posts, variants=variants, findings=by_post, entries=tuple(entries)
    )


def _write_months(preview: _Preview, project: Project, output: Output, pages: Pages) -> None:
    months = months_of(preview.entries, project.plans, preview.frame)
    undated = tuple(entry for entry in preview.entries if not entry.at)
    general = finding_views(preview.findings.get("", ()))
    shared = {"undated": undated, "general": general, "has_posts": bool(preview.posts)}

    def page(month: MonthView, root: str) -> bytes:
        here = months.index(month)
        before = months[here - 1] if here else None
        after = months[here + 1] if here + 1 < len(months) else None
        return _page(
            pages, preview, "month.html", root, "calendar", month=month, before=before, after=after, **shared
        )

    for month in months:
        output.put(month.href, page(month, "../../"))
    output.put("index.html", page(present(months, preview.frame), ""))


def _write_posts(
    preview: _Preview, output: Output, pages: Pages, counted: Counted, beside: Beside, workers: int
) -> None:
    order = list(dict.fromkeys(entry.post for entry in preview.entries))
    first = {entry.post: entry for entry in reversed(preview.entries)}
    links = [PageLink(first[name].href, first[name].title) for name in order]

    def write(number: int) -> tuple[str, Findings]:
        name = order[number]
        before = links[number - 1] if number else None
        after = links[number + 1] if number + 1 < len(links) else None
        view = post_view(
            preview.posts[name],
            preview.variants.get(name, []),
            preview.findings.get(name, []),
            first[name].language,
            (before, after),
            preview.frame,
            counted,
            beside,
        )
        up, title = month_page(view.at.month if view.at else "", preview.frame)
        output.put(
            view.href, _page(pages, preview, "post.html", "../../", "", post=view, up=up, up_title=title)
        )
        return view.href, pages.findings

    for path, findings in spread(write, range(len(order)), workers, least=LEAST):
        output.keep(path)
        pages.note(findings)


def _write_walls(preview: _Preview, output: Output, pages: Pages, counted: Counted) -> None:
    finished = by_account(one for several in preview.variants.values() for one in several)
    frame = preview.frame
    walls = [
        wall_of(account, finished.get(name, ()), preview.posts, counted[name], frame)
        for name, account in frame.accounts.items()
    ]
    for wall in walls:
        output.put(wall.account.href, _page(pages, preview, "account.html", "../../", "accounts", wall=wall))
    output.put("accounts/index.html", _page(pages, preview, "accounts.html", "../", "accounts", walls=walls))


def _write_search(preview: _Preview, output: Output, pages: Pages) -> None:
    words = preview.frame.words
    first = {entry.post: entry for entry in reversed(preview.entries)}
    lines = (
        line_of(first[name], preview.posts[name], preview.variants.get(name, ()), words)
        for name in dict.fromkeys(entry.post for entry in preview.entries)
    )
    output.put("search/posts.js", index(lines))
    output.put("search/index.html", _page(pages, preview, "search.html", "../", "search"))


def _page(pages: Pages, preview: _Preview, template: str, root: str, here: str, **values: object) -> bytes:
    frame = preview.frame
    return pages.render(
        template, root=root, here=here, look=preview.look, w=frame.words, zone=frame.zone.key, **values
    )
