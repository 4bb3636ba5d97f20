"""Deliver what was built: once, or until nothing waits for another try."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from smmgen.adapter import adapter
from smmgen.cli.occasion import stated_in
from smmgen.hosting.place import public_url
from smmgen.http import SecretOf
from smmgen.ledger.ledger import Ledger
from smmgen.ledger.state import State
from smmgen.model.brand import Brand
from smmgen.model.bundle import File
from smmgen.model.fault import ConfigError
from smmgen.model.hosting import Hosting
from smmgen.pipeline import Built
from smmgen.publish.desk import OpenSession
from smmgen.publish.notify import fresh, job_page, letter, send
from smmgen.publish.report import Report
from smmgen.publish.run import run
from smmgen.publish.sessions import Sessions
from smmgen.publish.settle import until_settled
from smmgen.publish.timing import told
from smmgen.secrets import no_secret


def publish_once(
    built: Built,
    brand: Brand,
    ledger: Ledger,
    sessions: Sessions,
    out: Path,
    now: datetime,
    *,
    by: str,
    post: str = "",
    account: str = "",
    redact: Callable[[str], str] = str,
    is_real_time: bool = False,
    hosting: Hosting | None = None,
    secret_of: SecretOf = no_secret,
) -> Report:
    """Publish what is due at `now` (UTC) from what was built into `out`; call it again with later times.

    `brand` may point its accounts at other servers than the project's own. `sessions` may be kept from
    call to call, and so may the ledger: what they have read once is not read again. `hosting` is where
    pictures get a public address, with secrets from `secret_of`.
    """

    def read_file(file: File) -> bytes:
        return (out / file.path).read_bytes()

    return run(
        built.bundle,
        brand,
        ledger,
        sessions,
        read_file,
        now,
        by=by,
        only_post=post,
        only_account=account,
        posts=stated_in(built),
        kept=built.kept,
        redact=redact,
        is_real_time=is_real_time,
        public_url=public_url(hosting, secret_of, read_file),
    )


def with_patience(
    publish: Callable[[datetime], Report], now: datetime, patience: timedelta, *, is_real_time: bool
) -> Report:
    """Publish until all is settled, or for so long; a time that a person gave only seems to pass."""
    clock = [now]

    def time_now() -> datetime:
        return datetime.now(UTC) if is_real_time else clock[0]

    def wait(length: timedelta) -> None:
        clock[0] += length
        if is_real_time:
            click.echo(f"Waiting {told(length)} for what has to be tried again …", err=True)
            time.sleep(length.total_seconds())

    return until_settled(lambda: publish(time_now()), time_now, wait, patience)


def notify(
    brand: Brand,
    report: Report,
    state: State,
    run: str,
    open_session: OpenSession,
    redact: Callable[[str], str],
) -> None:
    """Tell the brand's chat what has come to need somebody; that it cannot be told stops nothing."""
    lines = fresh(report, state, run)
    if brand.notify is None or not lines:
        return
    try:
        session = open_session(brand.notify)
        blocks = letter(brand.name, lines, job_page(os.environ))
        why = send(adapter(brand.notify.network), session, blocks, run, datetime.now(UTC))
    except ConfigError as fault:
        why = str(fault)
    if why:
        click.echo(f"note: nobody could be told: {redact(why)}", err=True)
