"""`smmgen metrics show`: a month's numbers as a table."""

import csv
import io
import json
import sys
from datetime import UTC, datetime

import click

from smmgen.cli.occasion import brand_of
from smmgen.cli.opened import open_ledger
from smmgen.cli.settings import Settings
from smmgen.metrics.month import month_of
from smmgen.model.numbers import Counted
from smmgen.scaffold.new_plan import read_month
from smmgen.secrets import Redactor

COLUMNS = ("post", "account", "metric", "value")


@click.command(name="show")
@click.argument("month", required=False)
@click.option("--sandbox", "is_rehearsal", is_flag=True, help="Show the numbers of the sandbox's networks.")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", help="What to write.")
@click.pass_obj
def command(settings: Settings, month: str | None, form: str, *, is_rehearsal: bool) -> None:
    """Write the latest numbers of the posts that were published in MONTH, such as 2026-12: by default, now.

    The table has one number a row. The exit code is 1 where a line is damaged; the others are shown.
    """
    brand = brand_of(settings.root)
    name = f"{read_month(month) if month else datetime.now(UTC):%Y-%m}"
    ledger = open_ledger(settings.root, brand, Redactor(), is_rehearsal=is_rehearsal, is_to_look=True)
    found = month_of(ledger, brand.accounts, name)
    click.echo(_csv(found.rows) if form == "csv" else _json(found.rows), nl=False)
    for one in found.damage:
        click.echo(f"not counted: {one}", err=True)
    if found.damage:
        sys.exit(1)


def _csv(rows: tuple[Counted, ...]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows((one.post, one.account, one.metric, f"{one.value:g}") for one in rows)
    return out.getvalue()


def _json(rows: tuple[Counted, ...]) -> str:
    listed = [dict(zip(COLUMNS, (one.post, one.account, one.metric, one.value), strict=True)) for one in rows]
    return json.dumps({"version": 1, "numbers": listed}, ensure_ascii=False, indent=2) + "\n"
