"""Run the networks on this machine and see what arrives."""

import shutil
import signal
from functools import partial
from pathlib import Path
from types import FrameType

import click

from smmgen.cli.settings import Settings
from smmgen.model.fault import UsageError

KEPT = {"sandbox.sqlite3", "sandbox.sqlite3-wal", "sandbox.sqlite3-shm", "media", "ledger.git", "feed"}
"""What the sandbox and rehearsals keep in its folder, and all that `--fresh` may remove."""


@click.command(name="sandbox")
@click.option(
    "--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--folder",
    default=Path(".smmgen/sandbox"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to keep what arrives, from the content repository.",
)
@click.option("--fresh", is_flag=True, help="Forget what arrived before, and what was rehearsed.")
@click.option(
    "--latency",
    default=0,
    metavar="MS",
    type=click.IntRange(0, 60_000),
    help="Answer after so many milliseconds.",
)
@click.option("--limits", is_flag=True, help="Enforce the networks' rate limits too.")
@click.pass_obj
def command(settings: Settings, port: int, folder: Path, latency: int, *, fresh: bool, limits: bool) -> None:
    """Run the networks on this machine and see what arrives.

    They answer and refuse as the real networks do, and nothing leaves this machine. The one secret of
    every account is 1:sandbox.
    """
    from smmgen.sandbox.server import start

    place = settings.root / folder
    try:
        first = partial(_forget, place) if fresh else None
        running = start(port, place, is_strict=limits, first=first, latency_seconds=latency / 1000)
    except OSError as fault:
        raise UsageError(
            f"the sandbox cannot listen on port {port}: {fault.strerror}; choose another with --port"
        ) from fault
    signal.signal(signal.SIGTERM, _end)
    with running:
        if not settings.is_quiet:
            click.echo(_greeting(running.url, running.smtp), err=True)
        click.echo(running.url)
        try:
            running.wait()
        except KeyboardInterrupt:
            click.echo("", err=True)


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _forget(place: Path) -> None:
    for name in KEPT:
        path = place / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _greeting(url: str, smtp: str) -> str:
    from smmgen.sandbox.networks import FAKES

    further = "   (1:sandbox.NAME for a further account)"
    more = {"mastodon": further, "x": further, "newsletter": f"   (mail: {smtp})"}
    more["ghost"] = "   (its secret: 1:73616e64626f78)"
    return "\n".join(
        [
            f"The sandbox shows what arrives at {url}",
            "Point an account there with base_url, and let its secret be 1:sandbox:",
            *(f"  {name:<11} {url}/{name}{more.get(name, '')}" for name in FAKES),
            "Ctrl-C ends it; what arrived stays.",
        ]
    )
