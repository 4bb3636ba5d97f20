"""`smmgen plan fill`: drafts of the plan's rows."""

from datetime import datetime

import click

from smmgen.cli.occasion import usable
from smmgen.cli.settings import Settings
from smmgen.pipeline import load
from smmgen.read.tree import Folder
from smmgen.scaffold.plan_fill import fill_plan
from smmgen.scaffold.plan_pick import pick_plan


@click.command(name="fill")
@click.argument("month", required=False)
@click.pass_obj
def command(settings: Settings, month: str | None) -> None:
    """Make a draft for every row of a month without a post, and name it in the row.

    Nothing else of the plan's file is changed. Rows whose topic ends in “…” still need one, and are left.
    """
    loaded = load(Folder(settings.root))
    project = usable(loaded.project, loaded.findings, settings.root)
    plan = pick_plan(project, month, datetime.now(project.brand.timezone).date())
    done = fill_plan(settings.root, project, plan)
    for one in done.filled:
        click.echo(one.path or f"{one.post} (was there already)")
    if not settings.is_quiet:
        left = f"; {len(done.open)} still need a topic" if done.open else ""
        click.echo(f"{len(done.filled)} rows of {plan.source.path} have a post now{left}", err=True)
