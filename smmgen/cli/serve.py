"""`smmgen serve`: the preview site in the browser, up to date while files change."""

import signal
import webbrowser
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from socket import socket
from types import FrameType

import click
from msgspec.structs import replace

from smmgen.build.upkeep import Brought, Wish
from smmgen.cli.build import CACHE, line_of
from smmgen.cli.past import Known
from smmgen.cli.settings import Settings
from smmgen.cli.steps import steps
from smmgen.loopback import HOST, is_loopback, listen
from smmgen.model.fault import UsageError
from smmgen.pipeline import upkeep
from smmgen.read.tree import Folder
from smmgen.recall.scan import scan
from smmgen.serve.desk import Desk
from smmgen.serve.run import Preview, Say
from smmgen.serve.server import start
from smmgen.serve.site import Refreshed, Site
from smmgen.serve.watch import Watch
from smmgen.serve.writer import Writer
from smmgen.spread import processors

PORT = 8780


@click.command(name="serve", short_help="Show the preview site in the browser while files change.")
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--host", default=HOST, show_default=True, help="The address to listen on: of this machine only."
)
@click.option("--open", "is_opened", is_flag=True, help="Open the browser.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder to write into; dist of the content repository without this option.",
)
@click.option(
    "--ledger",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Show what became of each post, by this file of smmgen ledger export --format json.",
)
@click.option("--no-history", "is_bare", is_flag=True, help="Leave out who changed each file, and when.")
@click.option("--edit", "is_edited", is_flag=True, help="Let pages write small edits into the posts' files.")
@click.pass_obj
def command(
    settings: Settings,
    port: int,
    host: str,
    out: Path | None,
    ledger: Path | None,
    *,
    is_opened: bool,
    is_bare: bool,
    is_edited: bool,
) -> None:
    """Show the preview site in the browser while files change.

    It builds what smmgen build does, and an open page follows every save of a post, a plan, a theme or
    smmgen.yaml: it stays where it was scrolled to, with what was chosen on it. Errors are shown with their
    file and line, above the last page that could be built. Only this machine can open the pages.

    With --edit, a post's text, status, day and time are changed in the page too: a card is dragged to
    another day, and only that date is changed in its file.
    """
    if not is_loopback(host):
        raise UsageError(f"“{host}” can be reached from other machines; take {HOST}, localhost or ::1.")
    try:
        listening = listen(port, HOST if host == "localhost" else host)
    except OSError as fault:
        raise UsageError(
            f"Port {port} cannot be taken: {fault.strerror}. Choose another with --port."
        ) from None
    signal.signal(signal.SIGTERM, _end)
    place = out or settings.root / "dist"
    site = _site(settings, place, ledger, has_past=not is_bare)
    with suppress(KeyboardInterrupt):
        _serve(
            settings, site, listening, Desk(Writer(settings.root)) if is_edited else None, is_opened=is_opened
        )
    if not settings.is_quiet:
        click.echo("", err=True)


def _serve(settings: Settings, site: Site, listening: socket, desk: Desk | None, *, is_opened: bool) -> None:
    root = settings.root
    preview = Preview(site, lambda path: Folder(root).read(path), _saying(settings))
    before = scan(Folder(root)).mark
    preview.bring(None)
    with Watch(root) as watch:
        if scan(Folder(root)).mark != before:
            preview.bring(None)
        with start(listening, site, preview.hub, desk) as running:
            click.echo(running.url)
            if is_opened:
                webbrowser.open(running.url)
            preview.get_ready()
            preview.follow(watch)


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _site(settings: Settings, out: Path, ledger: Path | None, *, has_past: bool) -> Site:
    """Return the site, to be brought up to date; by many hands before there are threads, once."""
    root = settings.root
    keeper = upkeep(Folder(root), out, root / CACHE)
    known = [Known(root, ledger, has_past=has_past)]
    hands = [processors()]

    def wish(workers: int = 1) -> Wish:
        one = known[0]
        return Wish(now=datetime.now(UTC), workers=workers, beside=one.read, mark=one.mark)

    def once(changed: frozenset[str] | None) -> Brought:
        if changed is None:
            known[0] = Known(root, ledger, has_past=has_past)
        workers, hands[0] = hands[0], 1
        if workers == 1:
            return keeper.bring(wish())
        with steps(is_quiet=settings.is_quiet) as told_of:
            return keeper.bring(replace(wish(workers), steps=told_of))

    return Site(
        out, once, lambda changed: keeper.bring_ahead(changed, wish()), lambda: keeper.get_ready(wish())
    )


def _saying(settings: Settings) -> Say:
    """Return what tells of each build: its errors, and a line of what it did."""

    def say(changed: str, seconds: float, done: Refreshed | None) -> None:
        errors = [one for one in done.told.findings if one.severity == "error"] if done else []
        for finding in errors:
            click.echo(line_of(finding), err=True)
        if done and not settings.is_quiet:
            files = len(done.written) + len(done.removed)
            came = f"{files} files" if done.told.is_usable else "nothing, the pages stay as they were"
            click.echo(f"{changed}: {came}, {1000 * seconds:.0f} ms", err=True)

    return say
