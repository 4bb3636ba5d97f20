"""What `edit` and `retract` share: the desk that they work at, and how they report."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeVar

import click

from smmgen.adapter import adapter
from smmgen.cli.occasion import run_name
from smmgen.cli.opened import open_ledger
from smmgen.cli.ways import LEDGER, OUT, SANDBOX
from smmgen.hosting.place import public_url
from smmgen.ledger.journal import Journal
from smmgen.ledger.ledger import Ledger
from smmgen.ledger.place import rehearsal
from smmgen.ledger.state import State
from smmgen.model.brand import Brand
from smmgen.model.bundle import File
from smmgen.publish.desk import Desk
from smmgen.publish.line import Pen
from smmgen.publish.report import AmendedLine
from smmgen.publish.run import policy_of
from smmgen.publish.sessions import Sessions
from smmgen.secrets import Redactor, keeper, reader

_Command = TypeVar("_Command", bound=Callable[..., Any])


def options(command: _Command) -> _Command:
    """Add the options that both commands take."""
    for option in (
        click.option(
            "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report."
        ),
        click.option("--sandbox", "is_rehearsal", is_flag=True, help="Do it in the sandbox on this machine."),
        click.option("--account", default="", metavar="NAME", help="Only on this account."),
    ):
        command = option(command)
    return command


@contextmanager
def desk(root: Path, brand: Brand, *, is_rehearsal: bool) -> Iterator[tuple[Desk, State]]:
    """Open the ledger and the sessions; yield the desk, and what the ledger says."""
    redact = Redactor()
    if not is_rehearsal:
        secret_of, keep = reader(os.environ, redact), keeper(brand.keep_secret, redact)
        with Sessions(secret_of, _now, keep=keep) as sessions:
            tools = _Tools(root, sessions, redact, public_url(brand.hosting, secret_of, _reading(root)))
            yield _desk(brand, open_ledger(root, brand, redact), tools)
        return
    from smmgen.cli.rehearse import sandbox
    from smmgen.publish.rehearsal import forget, hosting, pointed, secret_of

    ledger = rehearsal(root / SANDBOX / LEDGER, os.environ)
    with sandbox(root / SANDBOX, None) as (url, _), Sessions(secret_of, _now, keep=forget) as sessions:
        url_of = public_url(hosting(url), secret_of, _reading(root))
        yield _desk(pointed(brand, url), ledger, _Tools(root, sessions, redact, url_of))


def _now() -> datetime:
    return datetime.now(UTC)


class _Tools(NamedTuple):
    root: Path
    sessions: Sessions
    redact: Redactor
    public_url: Callable[[File], str]


def _reading(root: Path) -> Callable[[File], bytes]:
    return lambda file: (root / OUT / file.path).read_bytes()


def _desk(brand: Brand, ledger: Ledger, tools: _Tools) -> tuple[Desk, State]:
    chance = Random()  # noqa: S311  (it spreads retries)
    journal = Journal(ledger, time.sleep, chance)
    state = journal.read()

    made = Desk(
        journal=journal,
        pen=Pen(run_name(os.environ)),
        brand=brand,
        policy=policy_of(brand, state, None),
        adapters=adapter,
        open_session=tools.sessions,
        read_file=_reading(tools.root),
        started=_now(),
        began=time.monotonic(),
        monotonic=time.monotonic,
        chance=chance,
        redact=tools.redact,
        is_real_time=True,
        public_url=tools.public_url,
    )
    return made, state


def tell(lines: Iterable[AmendedLine], form: str) -> None:
    """Print how each message ended; exit with 3 where one is not as it was asked for."""
    found = list(lines)
    if form == "json":
        data = {"version": 1, "deliveries": [line.data() for line in found]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
    else:
        for line in found:
            click.echo(line.text())
    if any(line.outcome in ("unable", "failed", "unknown") for line in found):
        sys.exit(3)
