"""Find or start the sandbox that `publish --sandbox` publishes to."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click

from smmgen.adapter import Broken, NotReached, Reply, Request
from smmgen.http import open_session
from smmgen.ledger.state import State
from smmgen.model.brand import Account, Brand
from smmgen.model.bundle import Bundle
from smmgen.model.delivery import Delivery
from smmgen.publish.invalid import unready_due
from smmgen.publish.rehearsal import begun_after

PORT = 8765
"""Where `smmgen sandbox` listens unless told otherwise."""

URL = f"http://127.0.0.1:{PORT}"


def tell_begun(state: State, deliveries: Iterable[Delivery], brand: Brand, now: datetime) -> None:
    """Tell where nothing can be due, as rehearsals began at a later time than `now`."""
    if began := begun_after(state, deliveries, brand.grace, now):
        told = f"{began.astimezone(brand.timezone):%Y-%m-%d %H:%M}"
        click.echo(
            f"note: Rehearsals began at {told}, so what was due before counts as past. "
            "To begin anew: smmgen sandbox --fresh",
            err=True,
        )


def tell_unready(bundle: Bundle, brand: Brand, now: datetime, only: str = "") -> None:
    """Tell which posts do not go out though their time has come: nobody has called them ready."""
    for post, status in unready_due(bundle, brand.grace, now).items():
        if only in ("", post):
            click.echo(
                f"note: The time of “{post}” has come, but its status is {status}, not ready.", err=True
            )


@contextmanager
def sandbox(folder: Path, now: datetime | None) -> Iterator[tuple[str, bool]]:
    """Yield the URL of a sandbox and whether it is our own: one that runs already is used.

    Its clock shows `now`; the time, where that is None.
    """
    if _ask("GET") is not None:
        with _set_clock(now):
            yield URL, False
        return
    with _started(folder, (lambda: now) if now else None) as url:
        yield url, True


@contextmanager
def _set_clock(now: datetime | None) -> Iterator[None]:
    if now is None:
        yield
        return
    _ask("POST", now.isoformat())
    try:
        yield
    finally:
        _ask("POST", None)


@contextmanager
def _started(folder: Path, now: Callable[[], datetime] | None) -> Iterator[str]:
    from smmgen.sandbox.server import start

    try:
        running = start(PORT, folder, now=now)
    except OSError:  # another program has the port
        running = start(0, folder, now=now)
    with running:
        yield running.url


def _ask(method: str, now: str | None = None) -> Reply | None:
    """Ask what answers at the sandbox's place for its clock, or set it; None where no sandbox is there."""
    session = open_session(Account(name="sandbox", network="sandbox"), URL, lambda *_: "")
    try:
        url = f"{URL}/sandbox/clock"
        if method == "GET":
            reply = session.call(Request(method="GET", url=url))
        else:
            reply = session.call(Request(method="POST", url=url, json={"now": now}))
    except (NotReached, Broken):
        return None
    finally:
        session.close()
    return reply if reply.status == 200 and b'"version"' in reply.body and json.loads(reply.body) else None
