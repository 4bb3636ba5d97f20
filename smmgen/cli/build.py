"""`smmgen build`: write the variants, pictures, preview site, calendar and manifest."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smmgen.cli.explained import explained
from smmgen.cli.past import Known
from smmgen.cli.settings import Settings
from smmgen.cli.several import repositories, several
from smmgen.cli.steps import aside, steps
from smmgen.model.diagnostic import Diagnostic, has_errors
from smmgen.model.fault import UsageError
from smmgen.pipeline import Built, built, cluster, upkeep
from smmgen.spread import processors

if TYPE_CHECKING:
    from smmgen.build.crew import Crew
    from smmgen.build.store import Told
    from smmgen.build.upkeep import Brought, Wish

CACHE = ".smmgen/cache"
"""Where drawn pictures are kept from build to build, from the repository's root."""


@click.command(
    cls=several(own=["out"], single=["ledger"]),
    short_help="Write the variants, pictures, preview site, calendar and manifest.",
)
@repositories
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into; dist of the content repository without this option.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many processes share the work; as many as there are processors without this option.",
)
@click.option(
    "--executor",
    metavar="dask://HOST:PORT",
    help="Read, check, draw and render on this Dask cluster, whose workers have the very same smmgen[dask].",
)
@click.option(
    "--ledger",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Show what became of each post, by this file of smmgen ledger export --format json.",
)
@click.option("--no-history", "is_bare", is_flag=True, help="Leave out who changed each file, and when.")
@click.option("--feed", "has_feed", is_flag=True, help="Write the feeds too, by what the ledger has.")
@click.option(
    "--explain",
    "is_explaining",
    is_flag=True,
    help="Say why each file was made anew or removed; with --verbose of all.",
)
@click.pass_obj
def command(
    settings: Settings,
    out: Path | None,
    jobs: int | None,
    executor: str | None,
    ledger: Path | None,
    *,
    is_bare: bool,
    has_feed: bool,
    is_explaining: bool,
) -> None:
    """Write the variants, pictures, preview site, calendar and manifest.

    Open index.html of the output folder in a browser to look at everything. The exit code is 1 where there
    are errors, all posts without one are built all the same, and 2 where there is no usable smmgen.yaml.
    The feeds are those of smmgen publish: only with --feed, as the ledger may lie on another machine.

    With REPOs, the folders of several content repositories, each is built, several at once, and none waits
    for another that is wrong; --out then names the folder in which each gets one of its own name.
    """
    from smmgen.build.upkeep import Wish

    folder = out or settings.root / "dist"
    known = Known(settings.root, ledger, has_past=not is_bare)
    with (
        steps(is_quiet=settings.is_quiet) as told_of,
        _writing(folder),
        _far(executor, settings.root) as crew,
    ):
        wish = Wish(
            now=datetime.now(UTC),
            steps=told_of,
            workers=jobs or processors(),
            beside=known.read,
            mark=known.mark,
            crew=crew,
            waits=lambda: _waits(folder, is_quiet=settings.is_quiet),
        )
        brought = _bring(settings.root, folder, wish, has_feed=has_feed)
    told = brought.told
    if is_explaining:
        for line in explained(brought.why, is_whole=settings.is_verbose):
            click.echo(line)
    _tell(settings, told, folder)
    if not told.is_usable:
        sys.exit(2)
    if has_errors(told.findings):
        sys.exit(1)


@contextmanager
def _far(executor: str | None, root: Path) -> "Iterator[Crew | None]":
    """Return the crew of other machines that was asked for; they are left at the end."""
    if not executor:
        yield None
        return
    if not executor.startswith("dask://"):
        raise UsageError(f"“{executor}” is no executor. Write dask://HOST:PORT, the scheduler's address.")
    from smmgen.read.tree import Folder

    try:
        far = cluster(executor, Folder(root), lambda line: aside(f"note: {line}"))
    except ImportError:
        raise UsageError("Other machines need Dask here too: pip install 'smmgen[dask]'") from None
    with closing(far):
        yield far.crew()


def _bring(root: Path, folder: Path, wish: "Wish", *, has_feed: bool) -> "Brought":
    from smmgen.read.tree import Folder

    tree = Folder(root)
    brought = upkeep(tree, folder, root / CACHE).bring(wish, is_told_anyway=has_feed)
    if has_feed and brought.told.is_usable:
        _bring_feeds(root, built(brought, tree), folder)
    return brought


def _waits(folder: Path, *, is_quiet: bool) -> None:
    if not is_quiet:
        click.echo(f"Another build writes into {folder}; waiting for it to end.", err=True)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise UsageError(f"The site cannot be written to {folder}: {fault.strerror or fault}.") from None


def _bring_feeds(root: Path, built: Built, folder: Path) -> None:
    from smmgen.cli.feeds import FOLDER, bring_feeds
    from smmgen.cli.opened import open_ledger
    from smmgen.secrets import Redactor

    project = built.project
    if project is None or project.brand.feed is None:
        raise UsageError("--feed needs `feed:` in smmgen.yaml, with the address of the folder of feeds.")
    bring_feeds(
        project, built, open_ledger(root, project.brand, Redactor()).read()[0], folder, folder / FOLDER
    )


def _tell(settings: Settings, told: "Told", folder: Path) -> None:
    """Print the errors to stderr, all findings with --verbose, and one line of counts to stdout."""
    shown = [finding for finding in told.findings if settings.is_verbose or finding.severity == "error"]
    for finding in shown:
        click.echo(line_of(finding), err=True)
    if not told.is_usable or settings.is_quiet:
        return
    errors = sum(finding.severity == "error" for finding in told.findings)
    parts = [
        _counted(told.posts, "post"),
        _counted(told.variants, "variant"),
        _counted(told.pictures, "picture"),
        *([_counted(errors, "error")] if errors else []),
    ]
    click.echo(f"Built {', '.join(parts)}: {folder / 'index.html'}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def line_of(finding: Diagnostic) -> str:
    """Return a finding in a line."""
    span = finding.span
    hint = f" {finding.hint}" if finding.hint else ""
    place = f"{span.path}:{span.line}:{span.column}"
    return f"{place}: {finding.severity} {finding.code}: {finding.message}{hint}"
