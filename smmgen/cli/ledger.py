"""`smmgen ledger`: look after the record of what was published."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from typing import Any, TypeVar

import click

from smmgen.check.subject import stated_accounts
from smmgen.cli.main import Family
from smmgen.cli.opened import ledger_here
from smmgen.cli.settings import Settings
from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.bucket import BucketLedger
from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import Ledger
from smmgen.ledger.path import named
from smmgen.ledger.record import History, Record
from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import UsageError

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _sandbox(command: _Command) -> _Command:
    text = "Look after the sandbox's ledger instead."
    return click.option("--sandbox", "is_rehearsal", is_flag=True, help=text)(command)


@click.group(name="ledger", cls=Family)
def command() -> None:
    """Look after the record of what was published.

    It is the branch smm-ledger of the content's repository, or lies in the bucket that smmgen.yaml names. Its
    lines are only ever added.
    """


@command.command(name="init")
@click.option("--now", "at", metavar="TIME", help='Take this for the time, such as "2026-12-01 10:00".')
@click.pass_obj
def init(settings: Settings, at: str | None) -> None:
    """Start the ledger. What is past already is skipped, so that nothing old goes out by surprise."""
    from smmgen.cli.occasion import now_or, run_name, usable
    from smmgen.ledger.operate import start
    from smmgen.pipeline import check
    from smmgen.publish.deliveries import deliveries, unfinished
    from smmgen.read.tree import Folder

    ledger = ledger_here(settings.root)
    if ledger.exists():
        count = len(ledger.read()[0].histories)
        click.echo(f"There is a ledger already, {ledger.where}; it knows {count} deliveries.")
        return
    checked = check(Folder(settings.root), datetime.now(UTC))
    project = usable(checked.project, checked.findings, settings.root)
    now = now_or(at, project.brand.timezone)
    past = [(one.id, one.due) for one in deliveries(unfinished(checked.variants)) if one.due <= now]
    if isinstance(ledger, BucketLedger):
        ledger.try_out()
    count = start(ledger, past, run_name(os.environ), now)
    click.echo(f"Started the ledger: {ledger.where}; {count} past deliveries are skipped.")


@command.command(name="show")
@click.argument("delivery", required=False)
@_sandbox
@click.pass_obj
def show(settings: Settings, delivery: str | None, *, is_rehearsal: bool) -> None:
    """Show where every delivery stands, or all that is known of DELIVERY, such as tg/winter-sale.0."""
    state, _ = _ledger(settings, is_rehearsal=is_rehearsal).read()
    if delivery is None:
        for name, history in sorted(state.histories.items()):
            click.echo(_shown(str(name), history[-1]))
        if not state.histories:
            click.echo("Nothing is on record yet.", err=True)
        return
    for record in state.history(_name(delivery)) or _nothing(delivery):
        click.echo(_shown(f"{record.seq}.", record))


@command.command(name="export")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv", help="What to write.")
@_sandbox
@click.pass_obj
def export(settings: Settings, form: str, *, is_rehearsal: bool) -> None:
    """Write every line of the ledger as a table, for spreadsheets and audits."""
    from smmgen.ledger.export import as_csv, as_json

    state, _ = _ledger(settings, is_rehearsal=is_rehearsal).read()
    click.echo(as_csv(state) if form == "csv" else as_json(state), nl=False)


@command.command(name="verify")
@_sandbox
@click.pass_obj
def verify(settings: Settings, *, is_rehearsal: bool) -> None:
    """Read the whole ledger and its history; damage is an error with exit code 4."""
    from smmgen.ledger.verify import verify as read_all

    commits, lines = read_all(_ledger(settings, is_rehearsal=is_rehearsal))
    counted = [f"{many} {what}{'s' * (many != 1)}" for many, what in ((lines, "line"), (commits, "commit"))]
    click.echo(f"The ledger is sound and only ever grew: {' in '.join(counted)}.")


@command.command(name="resolve")
@click.argument("delivery")
@click.option("--posted", "url", metavar="URL", help="It is public, here.")
@click.option("--id", "remote_id", metavar="ID", help="The network's id of it; default: the end of the URL.")
@click.option("--resend", is_flag=True, help="It is not public: send it with the next run.")
@click.option("--skip", is_flag=True, help="Never send it.")
@_sandbox
@click.pass_obj
def resolve(
    settings: Settings,
    delivery: str,
    url: str | None,
    remote_id: str | None,
    *,
    resend: bool,
    skip: bool,
    is_rehearsal: bool,
) -> None:
    """Settle DELIVERY, which was held or failed, by what you saw on the network."""
    from smmgen.cli.occasion import operator
    from smmgen.ledger.operate import Verdict
    from smmgen.ledger.operate import resolve as settle

    if sum((url is not None, resend, skip)) != 1:
        raise UsageError("Say one of --posted URL, --resend and --skip.")
    name = _name(delivery)
    if url is not None:
        found = remote_id or url.rstrip("/").rpartition("/")[2]
        if not found or len(found) > 500 or len(url) > 700:
            raise UsageError("--posted needs the post's address, such as https://t.me/northwind/12.")
        verdict = Verdict("posted", found, url)
    else:
        verdict = Verdict("resend" if resend else "skip")
    journal = _journal(_ledger(settings, is_rehearsal=is_rehearsal))
    record = settle(journal, name, verdict, operator(os.environ), datetime.now(UTC))
    endings = {"POSTED": "is public", "SKIPPED": "will never be sent", "RETRY": "goes out with the next run"}
    click.echo(f"{name} {endings[record.stage]}.")


@command.command(name="pause")
@click.argument("account", required=False, default="")
@click.option("--why", default="", help="What others are to know.")
@_sandbox
@click.pass_obj
def pause(settings: Settings, account: str, why: str, *, is_rehearsal: bool) -> None:
    """Stop publishing to ACCOUNT, or to all; it holds from the next call of a running publisher on."""
    from smmgen.ledger.operate import pause as switch

    _refuse_unknown(settings, account)
    switch(_journal(_ledger(settings, is_rehearsal=is_rehearsal)), account, why[:200], is_paused=True)
    click.echo(f"Paused {account or 'everything'}. To go on: smmgen ledger resume {account}".rstrip())


def _refuse_unknown(settings: Settings, account: str) -> None:
    """Refuse a misspelt account, which would seem to be paused; where nobody can tell, the switch works."""
    from smmgen.pipeline import load
    from smmgen.read.schema import near
    from smmgen.read.tree import Folder

    project = load(Folder(settings.root)).project
    if account and project and account not in (names := stated_accounts(project.brand)):
        why = f"There is no account “{account}” in smmgen.yaml, so nothing was paused."
        raise UsageError(f"{why} {near(account, sorted(names))}".rstrip())


@command.command(name="resume")
@click.argument("account", required=False, default="")
@_sandbox
@click.pass_obj
def resume(settings: Settings, account: str, *, is_rehearsal: bool) -> None:
    """Go on publishing to ACCOUNT, or to all that is not paused by itself."""
    from smmgen.ledger.operate import pause as switch

    control = switch(_journal(_ledger(settings, is_rehearsal=is_rehearsal)), account, "", is_paused=False)
    click.echo(f"Resumed {account or 'everything'}.")
    if account and control.paused:
        click.echo("Everything is still paused. To go on: smmgen ledger resume")
    for name in () if account else sorted(control.accounts):
        click.echo(f"{name} is still paused by itself. To go on: smmgen ledger resume {name}")


def _ledger(settings: Settings, *, is_rehearsal: bool) -> BranchLedger | BucketLedger:
    return ledger_here(settings.root, is_rehearsal=is_rehearsal)


def _journal(ledger: Ledger) -> Journal:
    return Journal(ledger, time.sleep, Random())  # noqa: S311  (it spreads retries)


def _name(delivery: str) -> DeliveryId:
    name = named(delivery)
    if name is None:
        raise UsageError(
            f"“{delivery}” names no delivery. Write account/post.number, such as tg/winter-sale.0."
        )
    return name


def _nothing(delivery: str) -> History:
    raise UsageError(f"The ledger knows nothing of {delivery}. See: smmgen ledger show")


def _shown(name: str, record: Record) -> str:
    from smmgen.publish.decision import explain

    parts = [f"{record.at:%Y-%m-%d %H:%M:%SZ}", name, record.stage]
    parts += [f"attempt {record.attempt}"] if record.attempt else []
    parts += [explain(record)] if record.reason else []
    parts += [record.url or record.remote_id] if record.remote_id else []
    return "  ".join([*parts, f"by {record.by}"])
