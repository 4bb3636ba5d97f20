"""`smmgen plan`: the month's content plan."""

import click

from smmgen.cli import plan_fill, plan_new, plan_owners, plan_sheet, plan_show
from smmgen.cli.main import Family


@click.group(name="plan", cls=Family)
def command() -> None:
    """Make the month's content plan, look at it, hand it round, and make drafts of it."""


for one in (
    plan_new.command,
    plan_show.command,
    plan_fill.command,
    plan_sheet.export_command,
    plan_sheet.import_command,
    plan_owners.command,
):
    command.add_command(one)
