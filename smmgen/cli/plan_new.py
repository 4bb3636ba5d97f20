"""`smmgen plan new`: draft a month from the strategy."""

from datetime import UTC, datetime

import click

from smmgen.cli.main import Settings
from smmgen.cli.occasion import usable
from smmgen.pipeline import load
from smmgen.read.tree import Folder
from smmgen.scaffold.new_plan import METRICS, before, draft_plan, read_month, write_plan


@click.command(name="new")
@click.argument("month", required=False)
@click.pass_obj
def command(settings: Settings, month: str | None) -> None:
    """Draft the plan of a month from plans/strategy.md: by default, of the next one.

    Every account gets its posts a week on its days, every rubric its share, every key date and recurring
    topic its place. MONTH is written as 2027-01. A plan that is there already is never changed.
    """
    loaded = load(Folder(settings.root))
    project = usable(loaded.project, loaded.findings, settings.root)
    first = read_month(month or _next(datetime.now(project.brand.timezone or UTC)))
    numbers = settings.root / METRICS.format(month=before(first))
    drafted = draft_plan(project, first, numbers.read_bytes() if numbers.is_file() else None)
    write_plan(settings.root, drafted)
    click.echo(drafted.path)
    if not settings.is_quiet:
        click.echo("\n".join(drafted.notes), err=True)


def _next(now: datetime) -> str:
    return f"{now.year + now.month // 12}-{now.month % 12 + 1:02}"
