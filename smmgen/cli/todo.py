"""`smmgen todo`: who owes what by when."""

import json
from datetime import datetime

import click

from smmgen.cli.occasion import now_or, usable
from smmgen.cli.settings import Settings
from smmgen.pipeline import load
from smmgen.read.tree import Folder
from smmgen.scaffold.todo import as_data, as_text, tasks


@click.command(short_help="Tell who owes what by when.")
@click.option("--owner", default="", help="Only what this person owes.")
@click.option("--days", type=click.IntRange(0, 366), default=14, help="Look so many days ahead; default: 14.")
@click.option("--now", "at", metavar="TIME", help='Take this for the time, such as "2026-12-01 10:00".')
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@click.pass_obj
def command(settings: Settings, owner: str, days: int, at: str | None, form: str) -> None:
    """Tell who owes what by when: topics to find, posts to write, to finish and to approve.

    A topic is due a week before the post's date, the draft three days, the finished text two, the approval
    one.
    """
    loaded = load(Folder(settings.root), is_whole=False)
    project = usable(loaded.project, loaded.findings, settings.root)
    now: datetime = now_or(at, project.brand.timezone)
    today = now.astimezone(project.brand.timezone).date()
    found = tasks(project, today, days)
    if owner:
        found = tuple(task for task in found if task.who.casefold() == owner.casefold())
    if form == "json":
        click.echo(json.dumps(as_data(found, today), ensure_ascii=False, indent=2))
    else:
        click.echo(as_text(found, today), nl=False)
