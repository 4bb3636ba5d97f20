"""`smmgen diff`: tell what a change does to what readers will see."""

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from smmgen.cli.build import CACHE
from smmgen.cli.settings import Settings
from smmgen.model.change import Change, Revision
from smmgen.model.fault import UsageError
from smmgen.spread import processors

if TYPE_CHECKING:
    from smmgen.read.tree import Tree

FORMATS = ("text", "markdown", "html", "json")


@click.command(short_help="Tell what a change does to each variant and picture.")
@click.argument("base")
@click.argument("head", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to report.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the page, its pictures and change.json into this folder too.",
)
@click.option(
    "--merge-base", "is_fork", is_flag=True, help="Compare with where HEAD left BASE, as a proposal is seen."
)
@click.option("--now", metavar="TIME", help="Look as of this time.")
@click.pass_obj
def command(
    settings: Settings,
    base: str,
    head: str | None,
    form: str,
    out: Path | None,
    now: str | None,
    *,
    is_fork: bool,
) -> None:
    """Tell what changes for readers from BASE to HEAD: what appears, moves, changes and vanishes.

    BASE and HEAD are revisions of git; without HEAD it is the content as it lies here. Nothing is checked
    out, no secret is read and no network is asked. Texts are compared word by word, pictures as a person
    sees them on a phone, and only those that are made of something else are drawn. The exit code is 1 where
    the change brings errors, and 2 where there is no usable smmgen.yaml after it.
    """
    at = _moment(now)
    with tempfile.TemporaryDirectory(prefix="smmgen-diff-") as made:
        change = _compared(settings.root, base, head, at, Path(made), is_fork=is_fork)
        if out:
            _write(settings.root, change, Path(made), out)
        report = _report(settings.root, change, Path(made), form)
    if not (settings.is_quiet and form == "text"):
        click.echo(report, nl=False)
    if out and not settings.is_quiet:
        click.echo(str(out / "index.html"), err=True)
    if not change.is_usable:
        sys.exit(2)
    if any(finding.severity == "error" for finding in change.found):
        sys.exit(1)


def _moment(text: str | None) -> datetime:
    from smmgen.cli.occasion import moment

    return moment(text, ZoneInfo("UTC")) if text else datetime.now(UTC)


def _compared(
    root: Path, base: str, head: str | None, now: datetime, folder: Path, *, is_fork: bool
) -> Change:
    from smmgen.pipeline import diff
    from smmgen.read.revision import commit_of, fork_of, has_files, read_revision
    from smmgen.read.tree import Folder

    def side(name: str | None) -> "tuple[Revision, Tree]":
        if name is None:
            return Revision("here"), Folder(root)
        commit = commit_of(root, name, os.environ)
        return Revision(name, commit), read_revision(root, commit, os.environ)

    has_folder = has_files(root, os.environ)
    if head is None and not has_folder:
        commit_of(root, base, os.environ)
        raise UsageError("There are no files here to compare with; name HEAD too.")
    start = fork_of(root, base, head or "HEAD", os.environ) if is_fork else base
    cache = root / CACHE if has_folder else None
    found = diff(side(start), side(head), now, folder, cache, processors())
    return _named(found, base) if is_fork else found


def _named(change: Change, base: str) -> Change:
    from msgspec.structs import replace

    return replace(change, base=Revision(base, change.base.commit))


def _report(root: Path, change: Change, pictures: Path, form: str) -> str:
    if form == "json":
        from smmgen.review.as_data import as_data

        return as_data(change)
    if form == "markdown":
        from smmgen.review.as_markdown import as_markdown

        return as_markdown(change)
    if form == "html":
        from smmgen.review.as_page import whole_page

        return whole_page(change, pictures)
    from smmgen.review.as_text import as_text

    return as_text(change)


def _write(root: Path, change: Change, pictures: Path, out: Path) -> None:
    from smmgen.review.as_page import write_page

    try:
        write_page(change, pictures, out)
    except OSError as fault:
        raise UsageError(f"The page cannot be written to {out}: {fault.strerror or fault}.") from None
