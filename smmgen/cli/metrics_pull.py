"""`smmgen metrics pull`: read the numbers of what is public."""

import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

import click

from smmgen.adapter import adapter
from smmgen.cli.occasion import brand_of, check_account, now_or
from smmgen.cli.opened import SANDBOX, open_ledger
from smmgen.cli.settings import Settings
from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.bucket import BucketLedger
from smmgen.metrics.pull import Tools, pull
from smmgen.metrics.report import PullReport
from smmgen.metrics.wanted import DAYS, wanted
from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.publish.sessions import Sessions
from smmgen.secrets import Redactor, keeper, reader


class _Wish(NamedTuple):
    root: Path
    now: datetime
    is_real_time: bool
    days: int
    post: str
    account: str
    redact: Redactor


@click.command(name="pull")
@click.option(
    "--since",
    "days",
    type=click.IntRange(1, 3650),
    default=DAYS,
    show_default=True,
    metavar="DAYS",
    help="Ask for what was published in the last so many days.",
)
@click.option("--post", default="", metavar="ID", help="Only this post.")
@click.option("--account", default="", metavar="NAME", help="Only this account.")
@click.option("--now", "at", metavar="TIME", help="Take this for the time; only with --sandbox.")
@click.option("--sandbox", "is_rehearsal", is_flag=True, help="Ask the sandbox on this machine.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@click.pass_obj
def command(
    settings: Settings, days: int, post: str, account: str, at: str | None, form: str, *, is_rehearsal: bool
) -> None:
    """Ask the networks what posts have gathered, and keep what has changed.

    The ledger says what is public. Numbers that are the same as the last time add no line, so that it may run
    as often as you like. Accounts are asked at once, and none waits for another. The exit code is 3 where a
    network could not be asked, after all others were, and 1 where a line of those kept is damaged.
    """
    brand = brand_of(settings.root)
    if at and not is_rehearsal:
        raise UsageError(
            "Numbers are those of the moment at which a network is asked: --now needs --sandbox."
        )
    check_account(brand, account)
    now = now_or(at, brand.timezone)
    wish = _Wish(settings.root, now, at is None, days, post, account, Redactor())
    report = _rehearsed(wish, brand) if is_rehearsal else _pulled(wish, brand)
    click.echo(_printed(report, form, wish.redact, brand.timezone, is_quiet=settings.is_quiet), nl=False)
    if report.exit_code:
        sys.exit(report.exit_code)


def _pulled(wish: _Wish, brand: Brand) -> PullReport:
    ledger = open_ledger(wish.root, brand, wish.redact, is_to_look=True)
    secret_of = reader(os.environ, wish.redact)
    with Sessions(
        secret_of, lambda: datetime.now(UTC), keep=keeper(brand.keep_secret, wish.redact)
    ) as sessions:
        return _asked(wish, brand, ledger, sessions)


def _rehearsed(wish: _Wish, brand: Brand) -> PullReport:
    from smmgen.cli.rehearse import sandbox
    from smmgen.publish.rehearsal import forget, pointed, secret_of

    ledger = open_ledger(wish.root, brand, wish.redact, is_rehearsal=True)
    folder = (wish.root / SANDBOX).parent
    with (
        sandbox(folder, None if wish.is_real_time else wish.now) as (url, _),
        Sessions(secret_of, lambda: wish.now, keep=forget) as sessions,
    ):
        return _asked(wish, pointed(brand, url), ledger, sessions)


def _asked(wish: _Wish, brand: Brand, ledger: BranchLedger | BucketLedger, sessions: Sessions) -> PullReport:
    state, _ = ledger.read()
    posts = wanted(state, wish.now, wish.days, post=wish.post, account=wish.account)
    tools = Tools(
        adapters=adapter,
        open_session=sessions,
        sleep=time.sleep,
        chance=Random(),  # noqa: S311  (it spreads rivals)
        redact=wish.redact,
    )
    return pull(brand, ledger, posts, wish.now, tools)


def _printed(report: PullReport, form: str, redact: Redactor, zone: ZoneInfo, *, is_quiet: bool) -> str:
    if form == "json":
        return redact(json.dumps(report.data(), ensure_ascii=False, indent=2)) + "\n"
    return "" if is_quiet and not report.exit_code else redact(report.text(zone))
