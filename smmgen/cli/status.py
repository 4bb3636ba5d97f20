"""`smmgen status`: what was, is and will be delivered."""

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from smmgen.cli.build import CACHE
from smmgen.cli.occasion import moment, unusable
from smmgen.cli.opened import open_ledger
from smmgen.cli.settings import Settings
from smmgen.cli.several import repositories, several
from smmgen.ledger.ledger import NO_LEDGER
from smmgen.ledger.place import last_commit
from smmgen.ledger.state import State
from smmgen.model.brand import Brand
from smmgen.phase import phase
from smmgen.pipeline import load
from smmgen.publish.alarm import alarms
from smmgen.publish.deliveries import in_order
from smmgen.publish.kept import sketched, unpacked
from smmgen.publish.status import SHOWN, status
from smmgen.read.tree import Folder
from smmgen.recall.digest import Digest, digest
from smmgen.secrets import Redactor
from smmgen.spread import processors


@click.command(cls=several(), short_help="Tell what was, is and will be delivered.")
@repositories
@click.option("--now", "at", metavar="TIME", help='Take this for the time, such as "2026-12-01 10:00".')
@click.option("--sandbox", "is_rehearsal", is_flag=True, help="Tell of the sandbox instead of the networks.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@click.option(
    "--alarm",
    "is_alarm",
    is_flag=True,
    help="Say only what needs somebody now; the exit code is then 3.",
)
@click.pass_obj
def command(settings: Settings, at: str | None, form: str, *, is_rehearsal: bool, is_alarm: bool) -> None:
    """Tell what went, what is next, and what is stuck with the command that frees it.

    With --alarm, tell what is overdue though no run has sent it, what waits for a person, and whether
    GitHub is about to stop the schedules. With REPOs, the folders of several content repositories, of each.
    """
    known = _composed(settings.root)
    brand = known.brand
    now = moment(at, brand.timezone) if at else datetime.now(UTC)
    with phase("ledger"):
        state = _state(settings, brand, is_rehearsal=is_rehearsal)
    asked = in_order(one for data in known.made for one in unpacked(data, is_drawn=True))
    newest = SHOWN if form == "text" or is_alarm else None
    found = status(asked, brand, state, now, known.stated, newest)
    if is_alarm:
        if told := alarms(found, last_commit(settings.root, os.environ)):
            click.echo("\n".join(told))
            sys.exit(3)
        return
    if form == "json":
        click.echo(json.dumps(found.data(), ensure_ascii=False, indent=2))
    else:
        click.echo(found.text(brand.timezone), nl=False)


def _composed(root: Path) -> Digest:
    """Read and compose the posts that changed; whether anything is wrong with them is not asked."""
    with phase("compose"):
        known = digest(Folder(root), processors(), root / CACHE / "status", sketched)
    if known is None:
        raise unusable(load(Folder(root)).findings, root)
    return known


def _state(settings: Settings, brand: Brand, *, is_rehearsal: bool) -> State:
    ledger = open_ledger(settings.root, brand, Redactor(), is_rehearsal=is_rehearsal, is_to_look=True)
    if ledger.exists():
        return ledger.read()[0]
    click.echo("Nothing was rehearsed yet." if is_rehearsal else f"note: {NO_LEDGER}", err=True)
    return State()
