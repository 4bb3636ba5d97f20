"""`smmgen plan export` and `smmgen plan import`: the plan in other people's programs, and back."""

from datetime import date, datetime
from pathlib import Path

import click

from smmgen.cli.occasion import usable
from smmgen.cli.settings import Settings
from smmgen.model.fault import UsageError
from smmgen.model.project import Project
from smmgen.pipeline import load
from smmgen.read.tree import Folder
from smmgen.scaffold.plan_edit import edited, write_edited
from smmgen.scaffold.plan_export import FORMATS
from smmgen.scaffold.plan_import import Merge, merge, plan_of_sheet
from smmgen.scaffold.plan_pick import pick_plan
from smmgen.scaffold.sheet_read import read_sheet


@click.command(name="export")
@click.argument("month", required=False)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="xlsx", help="What to write.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file; default: plan-MONTH and the format.",
)
@click.pass_obj
def export_command(settings: Settings, month: str | None, form: str, out: Path | None) -> None:
    """Write the plan of a month for a calendar (ics) or a spreadsheet (csv, xlsx).

    An edited spreadsheet comes back with `smmgen plan import`. Leave its column `row` as it is: by it each
    row is known again. In a CSV, an apostrophe keeps spreadsheets from reckoning with a text; it goes again.
    """
    project = _project(settings)
    plan = pick_plan(project, month, datetime.now(project.brand.timezone).date())
    path = out or Path(f"plan-{plan.month}.{form}")
    try:
        path.write_bytes(FORMATS[form](plan, project))
    except OSError as fault:
        raise UsageError(f"{path} cannot be written: {fault.strerror}") from None
    click.echo(str(path))


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--month", help="The plan to bring it into; default: the one that it was exported from.")
@click.option(
    "--delete", "is_deleting", is_flag=True, help="Delete rows that the file does not have any more."
)
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@click.pass_obj
def import_command(
    settings: Settings, file: Path, month: str | None, *, is_deleting: bool, dry_run: bool
) -> None:
    """Bring an edited export back: only what was edited in the file changes in the plan.

    Rows with an empty cell in `row` are new. What cannot be carried over is listed, with exit code 1.
    """
    project = _project(settings)
    sheet = read_sheet(file)
    plan = pick_plan(project, month, date.min) if month else plan_of_sheet(project, sheet)
    found = merge(plan, project, sheet)
    text = edited(plan, found, is_deleting=is_deleting)
    if text != plan.source.text and not dry_run:
        write_edited(settings.root, plan, text)
    for line in _told(plan.source.path, found, is_deleting=is_deleting):
        click.echo(line)
    for line in found.lost:
        click.echo(f"not carried over: {line}", err=True)
    if found.lost:
        raise click.exceptions.Exit(1)


def _told(path: str, found: Merge, *, is_deleting: bool) -> list[str]:
    changes = [
        f"{path}:{one.row.topic.span.line} {one.column}: “{one.before}” → “{one.after}”"
        for one in found.changes
    ]
    new = [f"{path}: new row {row['date']} {row.get('topic', '')}" for row in found.new]
    verb = "deleted" if is_deleting else "kept, though the file lacks it (--delete takes it out)"
    gone = [f"{path}:{row.topic.span.line} {verb}: {row.topic.topic}" for row in found.gone]
    return [*changes, *new, *gone] or [f"{path}: nothing was edited."]


def _project(settings: Settings) -> Project:
    loaded = load(Folder(settings.root), is_whole=False)
    return usable(loaded.project, loaded.findings, settings.root)
