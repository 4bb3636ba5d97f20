"""`smmgen doctor`: ask every network who we are there, and whether publishing will work."""

import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from smmgen.adapter import adapter
from smmgen.cli.occasion import brand_of, check_account
from smmgen.cli.opened import open_ledger
from smmgen.cli.settings import Settings
from smmgen.ledger.place import last_commit
from smmgen.model.brand import Brand
from smmgen.model.fault import LedgerUnsafe
from smmgen.publish.alarm import falling_asleep
from smmgen.publish.health import Health, examine
from smmgen.publish.resting import replaced, resting
from smmgen.publish.sessions import Sessions
from smmgen.secrets import Redactor, keeper, reader


@click.command(short_help="Ask every network who we are there, and whether publishing will work.")
@click.argument("account", required=False, default="")
@click.option("--sandbox", "is_rehearsal", is_flag=True, help="Ask the sandbox on this machine.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@click.pass_obj
def command(settings: Settings, account: str, form: str, *, is_rehearsal: bool) -> None:
    """Make a harmless call to the network of ACCOUNT, or of all accounts.

    Tells who the secret speaks as, what it may do and lacks, and when it ends. The exit code is 3 where an
    account cannot publish.
    """
    brand = brand_of(settings.root)
    check_account(brand, account)
    redact = Redactor()
    now = datetime.now(UTC)
    if is_rehearsal:
        from smmgen.cli.rehearse import sandbox
        from smmgen.cli.ways import SANDBOX
        from smmgen.publish.rehearsal import forget, pointed, secret_of

        with (
            sandbox(settings.root / SANDBOX, None) as (url, _),
            Sessions(secret_of, lambda: now, keep=forget) as sessions,
        ):
            found = examine(pointed(brand, url), sessions, now, account)
    else:
        keep = keeper(brand.keep_secret, redact)
        with Sessions(reader(os.environ, redact), lambda: datetime.now(UTC), keep=keep) as sessions:
            rests = _resting(settings.root, brand, redact, now)
            found = examine(brand, sessions, now, account, resting=rests)
    click.echo(redact(_printed(found, form, now)), nl=False)
    if warning := falling_asleep(last_commit(settings.root, os.environ), now):
        click.echo(f"note: {warning}", err=True)
    if any(one.is_ill for one in found):
        sys.exit(3)


def _resting(root: Path, brand: Brand, redact: Redactor, now: datetime) -> Mapping[str, str]:
    """Return the accounts that are not to be asked; without a ledger nothing was published."""
    if not replaced(brand, adapter):
        return {}
    try:
        ledger = open_ledger(root, brand, redact, is_to_look=True)
        return resting(brand, adapter, ledger.read()[0], now) if ledger.exists() else {}
    except LedgerUnsafe:
        return {}


def _printed(found: tuple[Health, ...], form: str, now: datetime) -> str:
    if form == "json":
        data = {"version": 1, "accounts": [one.data() for one in found]}
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    return "".join(one.text(now) for one in found) or "There are no accounts in smmgen.yaml.\n"
