"""`smmgen plan new`: draft a month from the strategy."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from smmgen.cli.numbers import month_or_note
from smmgen.cli.occasion import usable
from smmgen.cli.settings import Settings
from smmgen.model.numbers import Counted
from smmgen.model.project import Project
from smmgen.pipeline import load
from smmgen.read.tree import Folder
from smmgen.scaffold.best import read_numbers
from smmgen.scaffold.new_plan import METRICS, before, draft_plan, read_month, write_plan


@click.command(name="new")
@click.argument("month", required=False)
@click.pass_obj
def command(settings: Settings, month: str | None) -> None:
    """Draft the plan of a month from plans/strategy.md: by default, of the next one.

    Every account gets its posts a week on its days, every rubric its share, every key date and recurring
    topic its place. MONTH is written as 2027-01. A plan that is there already is never changed.

    What did best in the month before goes on: by the numbers that smmgen metrics pull has kept beside the
    ledger, and those of metrics/MONTH.csv, where people write what no network tells.
    """
    loaded = load(Folder(settings.root), is_whole=False)
    project = usable(loaded.project, loaded.findings, settings.root)
    first = read_month(month or _next(datetime.now(project.brand.timezone or UTC)))
    drafted = draft_plan(project, first, tuple(_numbers(settings.root, project, before(first))))
    write_plan(settings.root, drafted)
    click.echo(drafted.path)
    if not settings.is_quiet:
        click.echo("\n".join(drafted.notes), err=True)


def _numbers(root: Path, project: Project, month: str) -> Iterator[Counted]:
    """Yield a month's numbers: those that were pulled, and those that people wrote down."""
    yield from month_or_note(root, project.brand, month)
    path = METRICS.format(month=month)
    if (root / path).is_file():
        yield from read_numbers(path, (root / path).read_bytes())


def _next(now: datetime) -> str:
    return f"{now.year + now.month // 12}-{now.month % 12 + 1:02}"
