"""`smmgen plan show`: the month in the terminal."""

import json
import shutil
from datetime import datetime
from typing import TYPE_CHECKING, cast

import click

from smmgen.cli.occasion import usable
from smmgen.cli.settings import Settings
from smmgen.model.plan import Plan
from smmgen.model.project import Project
from smmgen.pipeline import load
from smmgen.read.tree import Folder
from smmgen.scaffold.plan_grid import as_grid
from smmgen.scaffold.plan_list import as_list, status
from smmgen.scaffold.plan_pick import pick_plan

if TYPE_CHECKING:
    from smmgen.scaffold.plan_list import Grouping


@click.command(name="show")
@click.argument("month", required=False)
@click.option("--grid", "is_grid", is_flag=True, help="Show the sheet of a calendar instead of a list.")
@click.option(
    "--by",
    type=click.Choice(["account", "rubric", "owner"]),
    help="List by account with its posts a week, by rubric with its share, or by owner.",
)
@click.option("--width", type=click.IntRange(40, 400), help="Columns to use; default: the terminal's.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@click.pass_obj
def command(
    settings: Settings, month: str | None, by: str | None, width: int | None, form: str, *, is_grid: bool
) -> None:
    """Show the plan of a month: by default of this one, else the next that there is."""
    loaded = load(Folder(settings.root), is_whole=False)
    project = usable(loaded.project, loaded.findings, settings.root)
    plan = pick_plan(project, month, datetime.now(project.brand.timezone).date())
    columns = width or shutil.get_terminal_size((110, 24)).columns
    if form == "json":
        click.echo(json.dumps(_data(plan, project), ensure_ascii=False, indent=2))
    elif is_grid:
        click.echo(as_grid(plan, project, columns), nl=False)
    else:
        click.echo(as_list(plan, project, columns, cast("Grouping | None", by)), nl=False)


def _data(plan: Plan, project: Project) -> dict[str, object]:
    rows = [
        {
            "date": str(topic.date) if topic.date else None,
            "time": f"{topic.time:%H:%M}" if topic.time else None,
            "rubric": topic.rubric,
            "topic": topic.topic,
            "accounts": list(topic.accounts),
            "owner": topic.owner,
            "post": topic.post,
            "status": status(topic, project),
        }
        for topic in plan.topics
    ]
    key = [{"date": str(one.date), "name": one.name} for one in plan.key_dates]
    return {"version": 1, "month": plan.month, "key_dates": key, "rows": rows}
