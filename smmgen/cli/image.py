"""`smmgen image`: draw pictures to take away, of a post or of every row of a table."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smmgen.build.album import Sized
from smmgen.build.bulk import Frame
from smmgen.cli.settings import Settings
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic, has_errors
from smmgen.model.fault import ConfigError, UsageError
from smmgen.model.outline import Outline
from smmgen.model.project import Project
from smmgen.model.variant import Picture
from smmgen.read.tree import Folder

if TYPE_CHECKING:
    from smmgen.cards.picture import Studio
    from smmgen.recall.outlook import Outlook

SIZES: dict[str, tuple[int, int]] = {
    "square": (1080, 1080),
    "portrait": (1080, 1350),
    "landscape": (1280, 720),
    "story": (1080, 1920),
    "link": (1200, 630),
}
"""Sizes by name, where no account's network has one of that name."""

_PIXELS = re.compile(r"(\d{2,4})[x×](\d{2,4})")
_LEAST, _MOST = 64, 5000


@click.command(short_help="Draw the pictures of a post, or one for each row of a table.")
@click.argument("post", required=False)
@click.option("--account", default="", metavar="NAME", help="Only the pictures for this account.")
@click.option(
    "--size", default="", metavar="NAME", help="square, portrait, landscape, story, link, or 1080x1350."
)
@click.option(
    "--table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A table (CSV) whose columns are the card's fields; `file` or `name` names the pictures.",
)
@click.option("--card", default="", metavar="NAME", help="The card that the rows of the table are drawn on.")
@click.option(
    "--motion", is_flag=True, help="Six seconds of film in place of each picture: MP4 by ffmpeg, else WebP."
)
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write into."
)
@click.pass_obj
def command(
    settings: Settings,
    post: str | None,
    account: str,
    size: str,
    table: Path | None,
    card: str,
    out: Path,
    *,
    motion: bool,
) -> None:
    """Draw the pictures of a post, or one for each row of a table.

    POST is a post's id or its file. A picture with an error is not written, and stops no other. The exit
    code is 1 where there are errors.
    """
    if (post is None) == (table is None):
        raise UsageError("Name a post, or a table with --table.")
    if motion and table:
        raise UsageError("--motion is for a post's pictures.")
    outlook = _foreseen(settings.root)
    known = _account(outlook.project, account)
    job = _Job(settings.root, outlook.project, known, _sized(size, known), out)
    try:
        made = _of_table(job, table, card) if table else _of_post(job, outlook, post or "", is_film=motion)
    except OSError as fault:
        raise UsageError(f"The pictures cannot be written to {out}: {fault.strerror or fault}.") from None
    _tell(settings, *made)
    if has_errors(made[0]):
        sys.exit(1)


@dataclass(frozen=True, slots=True)
class _Job:
    root: Path
    project: Project
    account: Account | None
    size: Sized | None
    out: Path

    def put(self, name: str, data: bytes) -> Path:
        """Write a picture whole; return its path."""
        from smmgen.whole import write_whole

        write_whole(self.out / name, data)
        return self.out / name


def _foreseen(root: Path) -> "Outlook":
    from smmgen.cli.build import CACHE
    from smmgen.cli.occasion import unusable
    from smmgen.pipeline import foresee
    from smmgen.spread import processors

    outlook = foresee(Folder(root), datetime.now(UTC), root / CACHE, processors())
    if isinstance(outlook, tuple):
        raise unusable(outlook, root)
    return outlook


def _account(project: Project, name: str) -> Account | None:
    if not name:
        return None
    if name not in project.brand.accounts:
        from smmgen.read.schema import near

        raise UsageError(f"There is no account “{name}”. {near(name, project.brand.accounts)}")
    return project.brand.accounts[name]


def _sized(written: str, account: Account | None) -> Sized | None:
    if not written:
        return None
    from smmgen.model.sizes import post_sizes

    known = {**SIZES, **(post_sizes(account.network) if account else {})}
    if written in known:
        return written, *known[written]
    found = _PIXELS.fullmatch(written)
    if not found or not all(_LEAST <= int(side) <= _MOST for side in found.groups()):
        hint = f"Known are {', '.join(known)}, or pixels such as 1080x1350, {_LEAST} to {_MOST} a side."
        raise UsageError(f"“{written}” is no size. {hint}")
    return written, int(found[1]), int(found[2])


Made = tuple[list[Diagnostic], list[Path]]


def _of_post(job: _Job, outlook: "Outlook", post: str, *, is_film: bool) -> Made:
    from smmgen.build.album import drawn, ending, named
    from smmgen.cards.picture import Studio

    wanted = _post_id(job.root, outlook.outlines, post)
    its = outlook.look({wanted}).variants
    pictures = named((one for one in its if not job.account or one.account == job.account.name), job.size)
    if not pictures:
        raise UsageError(f"The post {wanted} has no picture here.")
    studio = Studio(job.project.theme, Folder(job.root).read)
    if is_film:
        return _filmed(job, pictures, studio)
    findings: dict[Diagnostic, None] = {}
    paths = []
    for name, picture in pictures:
        data, found = drawn(picture, studio.draw)
        findings |= dict.fromkeys(found)
        if data and not has_errors(found):
            paths.append(job.put(f"{name}.{ending(data)}", data))
    return list(findings), paths


def _filmed(job: _Job, pictures: Sequence[tuple[str, Picture]], studio: "Studio") -> Made:
    from smmgen.build.film import FilmFailed, film, suffix
    from smmgen.cards.fit import finding

    findings: dict[Diagnostic, None] = {}
    paths = []
    if suffix() != ".mp4":
        told = "there is no ffmpeg, so these are animated WebP pictures. For MP4: pip install smmgen[film]."
        click.echo(f"smmgen: {told}", err=True)
    for name, picture in pictures:
        scene = studio.scene(picture)
        found = [finding(picture, fault) for fault in scene.faults] if scene else []
        findings |= dict.fromkeys(found)
        path = job.out / f"{name}{suffix()}"
        try:
            if scene is None or not (has_errors(found) or film(scene, path)):
                why = "it has no photo and one text" if scene else "it is a photo without a card"
                click.echo(f"smmgen: nothing would move on {name}: {why}.", err=True)
            elif not has_errors(found):
                paths.append(path)
        except FilmFailed as fault:
            raise ConfigError(f"ffmpeg cannot write {path}: {fault}.") from None
    return list(findings), paths


def _post_id(root: Path, posts: Sequence[Outline], post: str) -> str:
    """Return the id of a post named by it, or by its file or folder."""
    ids = [one.id for one in posts]
    if post in ids:
        return post
    place = Path(post)
    files = {(root / one.path).resolve(): one.id for one in posts}
    for path in (place, place / "index.md", root / place):
        if path.resolve() in files:
            return files[path.resolve()]
    from smmgen.read.schema import near

    raise UsageError(f"There is no post “{post}”. {near(post, ids)}")


def _of_table(job: _Job, table: Path, card: str) -> Made:
    from smmgen.build.bulk import asked, draw_row, strange_columns
    from smmgen.cards.picture import Studio
    from smmgen.read.rows import read_rows
    from smmgen.spread import processors, spread

    tree, theme = Folder(job.root), job.project.theme
    frame = _frame(job, table, card)
    rows = read_rows(str(table), table.read_bytes())
    draw = Studio(theme, tree.read).draw
    work = asked(rows, frame, tree.exists)
    made = list(spread(lambda one: draw_row(*one, theme, draw, job.put), work, processors()))
    findings = [*rows.findings, *strange_columns(rows, frame.card), *(one for found in made for one in found)]
    paths = [
        job.out / f"{name}.jpg" for (name, *_), found in zip(work, made, strict=True) if not has_errors(found)
    ]
    return findings, paths


def _frame(job: _Job, table: Path, card: str) -> Frame:
    from smmgen.read.schema import near

    cards = {name: one for name, one in job.project.theme.cards.items() if not one.is_base}
    if card not in cards:
        asked = f"The theme has no card “{card}”." if card else "Name the card with --card."
        raise UsageError(f"{asked} {near(card, cards)}")
    _, width, height = job.size or ("", *SIZES["square"])
    root, place = job.root.resolve(), table.resolve().parent
    return Frame(
        card=cards[card],
        width=width,
        height=height,
        handle=job.account.handle if job.account else "",
        language=(job.account.language if job.account else "") or job.project.brand.language,
        max_bytes=0,
        folder=place.relative_to(root).as_posix() if place.is_relative_to(root) else "",
    )


def _tell(settings: Settings, findings: Sequence[Diagnostic], paths: Sequence[Path]) -> None:
    for one in findings:
        if settings.is_verbose or one.severity != "info":
            hint = f" {one.hint}" if one.hint else ""
            place = f"{one.span.path}:{one.span.line}:{one.span.column}"
            click.echo(f"{place}: {one.severity} {one.code}: {one.message}{hint}", err=True)
    if settings.is_quiet:
        return
    for path in paths:
        click.echo(str(path))
