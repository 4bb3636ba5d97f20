"""`smmgen demo`: the whole job once, with the sandbox in place of the networks."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from smmgen.cli.build import CACHE
from smmgen.cli.deliver import publish_once
from smmgen.cli.feeds import FOLDER, bring_feeds
from smmgen.cli.occasion import run_name, usable
from smmgen.cli.settings import Settings
from smmgen.cli.ways import LEDGER, OUT, SANDBOX
from smmgen.ledger.place import rehearsal
from smmgen.model.project import Project
from smmgen.pipeline import Built, build
from smmgen.publish.deliveries import deliveries
from smmgen.publish.rehearsal import forget, hosting, pointed, prepare, secret_of
from smmgen.publish.report import Line
from smmgen.publish.sessions import Sessions
from smmgen.read.tree import Folder
from smmgen.sandbox.server import start


@dataclass
class Clock:
    """The time that the demonstration has come to."""

    now: datetime

    def __call__(self) -> datetime:
        """Return the time, in UTC."""
        return self.now


@click.command(short_help="Do the whole job once, with the sandbox in place of the networks.")
@click.pass_obj
def command(settings: Settings) -> None:
    """Check, build and publish this repository's posts into the sandbox, playing its dates through.

    The clock jumps from one due time to the next, so a month goes by in seconds. Nothing leaves this
    machine. What is in the sandbox already is not published again; smmgen sandbox shows what arrived.
    """
    root = settings.root
    with _step("Check, compose, draw and build"):
        built = build(Folder(root), root / OUT, datetime.now(UTC), cache=root / CACHE)
    project = usable(built.project, built.findings, root)
    _tell_built(root, project, built)
    with _step("Publish, from due time to due time, over HTTP into the sandbox"):
        last = _played(root, project, built)
    _tell_published(project, last)
    click.echo(f"\nLook at the plan   {root / OUT / 'index.html'}")
    click.echo("Look at the feeds  run .venv/bin/smmgen sandbox and open the address that it prints")
    stuck = [line for line in last if line.outcome not in ("published", "already")]
    raise click.exceptions.Exit(3 if stuck else int(_errors(built) > 0))


@contextmanager
def _step(what: str) -> Iterator[None]:
    start = datetime.now(UTC)
    click.echo(f"{what} …", err=True)
    yield
    seconds = (datetime.now(UTC) - start).total_seconds()
    click.echo(f"  done in {seconds:.1f} s", err=True)


def _errors(built: Built) -> int:
    return sum(finding.severity == "error" for finding in built.findings)


def _tell_built(root: Path, project: Project, built: Built) -> None:
    pictures = len(list((root / OUT / "images").glob("*")))
    variants = sum(len(found) for found in built.bundle.variants.values())
    warnings = sum(finding.severity == "warning" for finding in built.findings)
    click.echo(f"{project.brand.name}: {len(project.posts)} posts, {variants} variants, {pictures} pictures")
    click.echo(f"Findings: {_errors(built)} errors, {warnings} warnings")


def _played(root: Path, project: Project, built: Built) -> list[Line]:
    """Publish at every due time in order; return how each delivery stood in the end."""
    wanted = deliveries(built.bundle)
    if not wanted:
        return []
    folder = root / SANDBOX
    clock = Clock(min(one.due for one in wanted) - timedelta(minutes=1))
    ledger = rehearsal(folder / LEDGER, os.environ)
    prepare(ledger, wanted, project.brand, run_name(os.environ), clock.now)
    with start(0, folder, now=clock) as running, Sessions(secret_of, clock, keep=forget) as sessions:
        brand = pointed(project.brand, running.url)
        ended: dict[str, Line] = {}
        for clock.now in sorted({one.due for one in wanted}):
            report = publish_once(
                built,
                brand,
                ledger,
                sessions,
                root / OUT,
                clock.now,
                by=run_name(os.environ),
                hosting=hosting(running.url),
            )
            ended = {**{str(line.id): line for line in report.lines}, **_published(ended)}
    bring_feeds(project, built, ledger.read()[0], root / OUT, folder / FOLDER)
    return list(ended.values())


def _published(ended: Mapping[str, Line]) -> Mapping[str, Line]:
    """Return what this very run published, which later reports call "already"."""
    return {name: line for name, line in ended.items() if line.outcome == "published"}


def _tell_published(project: Project, lines: list[Line]) -> None:
    for name, account in project.brand.accounts.items():
        counts = Counter(line.outcome for line in lines if line.id.account == name)
        told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items(), reverse=True))
        click.echo(f"  {name:8} {account.network:11} {told or 'nothing'}")
    fresh = sum(line.outcome == "published" for line in lines)
    old = sum(line.outcome == "already" for line in lines)
    click.echo(f"Published now: {fresh} messages; published before and left alone: {old}")
    for line in lines:
        if line.outcome not in ("published", "already"):
            click.echo(f"  {line.id}: {line.outcome}: {line.error}")
