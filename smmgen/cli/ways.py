"""The ways to publish: for real, in the sandbox, and on paper."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Protocol

import click
from msgspec import Struct
from msgspec.structs import replace

from smmgen.build.ready import stopped
from smmgen.cli.build import CACHE
from smmgen.cli.deliver import notify, publish_once, with_patience
from smmgen.cli.occasion import run_name, stated_in
from smmgen.cli.opened import open_ledger
from smmgen.http import SecretOf, is_local
from smmgen.ledger.ledger import NO_LEDGER, Ledger
from smmgen.ledger.place import rehearsal
from smmgen.ledger.state import State
from smmgen.model.brand import Brand
from smmgen.model.delivery import Delivery
from smmgen.model.fault import LedgerUnsafe, UsageError
from smmgen.model.hosting import Hosting
from smmgen.model.project import Project
from smmgen.model.variant import Variant
from smmgen.pipeline import SOON, Built, Checked, draw_due
from smmgen.publish.kept import past, unpacked
from smmgen.publish.over import over
from smmgen.publish.report import Report
from smmgen.publish.run import plan
from smmgen.publish.sessions import Sessions
from smmgen.read.tree import Folder
from smmgen.recall.outlook import Looked, Outlook
from smmgen.secrets import Redactor, keeper, reader
from smmgen.spread import processors

OUT = "dist"
SANDBOX = ".smmgen/sandbox"
LEDGER = "ledger.git"


class Wish(Struct, frozen=True, kw_only=True):
    """What the command line asks for. `is_real_time` is false where it gives the time.

    `run` names this run; its rounds add a number. `patience` is how long to wait for what has to be tried
    again; None is not to wait at all.
    """

    root: Path
    now: datetime
    is_real_time: bool
    post: str = ""
    account: str = ""
    redact: Redactor
    run: str
    patience: timedelta | None = None


class Drawing(Protocol):
    """Draws what is to be sent by what a ledger says, and all of the posts and accounts that `also` names."""

    def __call__(self, state: State, also: frozenset[tuple[str, str]] = frozenset()) -> Built: ...  # noqa: D102


Done = tuple[Report, State, Built]


def drawing(wish: Wish, outlook: Outlook, brand: Brand) -> Drawing:
    """Return what reads, checks and draws what can be sent, of all posts that are known."""
    until = max(wish.now + (wish.patience or timedelta()), wish.now + SOON)

    def draw(state: State, also: frozenset[tuple[str, str]] = frozenset()) -> Built:
        is_kept, named = past(state, brand.grace, wish.now, until), {post for post, _ in also}
        looked = outlook.look(
            outlook.due(until) | named, lambda told, data: told.id not in named and is_kept(told, data)
        )
        built = draw_due(
            Checked(looked.project, looked.variants, looked.findings),
            Folder(wish.root),
            wish.root / OUT,
            wish.now,
            until,
            wish.root / CACHE,
            processors(),
            is_over=over(state, brand.grace, wish.now, post=wish.post, account=wish.account),
            also=also,
        )
        later = outlook.later_than(until) - also
        return replace(built, later=later, kept=_kept(looked, later), stated=outlook.stated)

    return draw


def _kept(looked: Looked, later: frozenset[tuple[str, str]]) -> tuple[Delivery, ...]:
    """Return the deliveries that nothing of is to be sent, of posts that no error stops."""
    errors = stopped(looked.findings)
    found = (one for data in looked.kept for one in unpacked(data))
    return tuple(
        one
        for one in found
        if (one.id.post, one.id.account) not in later and not errors.holds(one.id.post, one.id.account)
    )


def asked_for(built: Built, wish: Wish) -> tuple[Variant, ...]:
    """Return the variants of the post and the account that were named, if any were; else all."""
    mine = (one for one in built.variants if wish.post in ("", one.post))
    return tuple(one for one in mine if wish.account in ("", one.account))


def published(wish: Wish, project: Project, draw: Drawing) -> Done:
    """Publish to the networks."""
    _check_time(wish, project.brand)
    ledger = open_ledger(wish.root, project.brand, wish.redact)
    built = draw(ledger.read()[0])
    secret_of, brand = reader(os.environ, wish.redact), project.brand
    with Sessions(secret_of, _clock(wish), keep=keeper(brand.keep_secret, wish.redact)) as sessions:
        report = _once(wish, built, brand, ledger, sessions, brand.hosting, secret_of)
        state = ledger.read()[0]
        if wish.is_real_time:
            notify(brand, report, state, wish.run, sessions, wish.redact)
    _tell_faults(report)
    return report, state, built


def rehearsed(wish: Wish, project: Project, draw: Drawing) -> Done:
    """Publish to the sandbox, with a ledger of its own."""
    from smmgen.cli.rehearse import sandbox, tell_begun
    from smmgen.publish.deliveries import deliveries, in_order
    from smmgen.publish.rehearsal import forget, hosting, pointed, prepare, secret_of

    folder = wish.root / SANDBOX
    ledger = rehearsal(folder / LEDGER, os.environ)
    built = draw(ledger.read()[0] if ledger.exists() else State())
    asked = in_order((*deliveries(built.bundle), *built.kept))
    prepare(ledger, asked, project.brand, run_name(os.environ), wish.now)
    tell_begun(ledger.read()[0], asked, project.brand, wish.now)
    with sandbox(folder, None if wish.is_real_time else wish.now) as (url, is_ours):
        with Sessions(secret_of, _clock(wish), keep=forget) as sessions:
            brand = pointed(project.brand, url)
            report = _once(wish, built, brand, ledger, sessions, hosting(url), secret_of)
        if is_ours and any(line.outcome == "published" for line in report.lines):
            click.echo(f"Run smmgen sandbox to see at {url} what arrived.", err=True)
    return report, ledger.read()[0], built


def _once(
    wish: Wish,
    built: Built,
    brand: Brand,
    ledger: Ledger,
    sessions: Sessions,
    hosting: Hosting | None,
    secret_of: SecretOf,
) -> Report:
    """Publish; where that is asked for, again and again until all is settled."""
    rounds = count(1)

    def publish(now: datetime) -> Report:
        return publish_once(
            built,
            brand,
            ledger,
            sessions,
            wish.root / OUT,
            now,
            by=f"{wish.run}.{next(rounds)}",
            post=wish.post,
            account=wish.account,
            redact=wish.redact,
            is_real_time=wish.is_real_time,
            hosting=hosting,
            secret_of=secret_of,
        )

    now = _clock(wish)()  # building may have taken minutes
    if wish.patience is None:
        return publish(now)
    return with_patience(publish, now, wish.patience, is_real_time=wish.is_real_time)


def planned(wish: Wish, project: Project, draw: Drawing, *, is_rehearsal: bool) -> Done:
    """Say what would be published; send and note nothing."""
    state = _state(wish, project.brand, is_rehearsal=is_rehearsal)
    built = draw(state)
    report = plan(
        built.bundle,
        project.brand,
        state,
        wish.now,
        only_post=wish.post,
        only_account=wish.account,
        posts=stated_in(built),
        kept=built.kept,
    )
    return report, state, built


def _state(wish: Wish, brand: Brand, *, is_rehearsal: bool) -> State:
    """Return what the ledger says; where there is none yet, as nothing is sent, an empty one stands in."""
    try:
        ledger = open_ledger(wish.root, brand, wish.redact, is_rehearsal=is_rehearsal, is_to_look=True)
        is_made = ledger.exists()
    except LedgerUnsafe as fault:
        click.echo(f"note: {fault}", err=True)
        return State()
    if is_made:
        return ledger.read()[0]
    if not is_rehearsal:
        click.echo(f"note: {NO_LEDGER}", err=True)
    return State()


def _clock(wish: Wish) -> Callable[[], datetime]:
    return (lambda: datetime.now(UTC)) if wish.is_real_time else (lambda: wish.now)


def _check_time(wish: Wish, brand: Brand) -> None:
    """Refuse to publish at another time than the clock's: what goes by it is claimed by it too.

    Another publisher would take a claim of an hour ago for one that was cut off.
    """
    if wish.is_real_time:
        return
    from smmgen.adapter import adapter

    asked = [
        account
        for account in brand.accounts.values()
        if wish.account in ("", account.name)
        and not is_local(account.base_url or adapter(account.network).host)
    ]
    if not asked:
        return
    side = "future" if wish.now > datetime.now(UTC) else "past"
    held = (
        "What is held for being late goes with: smmgen ledger resolve … --resend. " if side == "past" else ""
    )
    raise UsageError(
        f"--now lies in the {side}, and {asked[0].name} is on a real network. {held}"
        "Add --dry-run to see what would go, or --sandbox to rehearse it."
    )


def _tell_faults(report: Report) -> None:
    for account, why in report.faults.items():
        click.echo(f"{account}: {why}", err=True)
