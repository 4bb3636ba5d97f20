"""`smmgen publish`: deliver what is due, once."""

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from msgspec import Struct
from msgspec.structs import replace

from smmgen.cli.build import CACHE
from smmgen.cli.deliver import notify, publish_once, with_patience
from smmgen.cli.feeds import FOLDER, bring_feeds
from smmgen.cli.kept import Places, keep, options, unsafe_told
from smmgen.cli.left_out import tell_left_out
from smmgen.cli.main import Settings
from smmgen.cli.occasion import now_or, run_name, stated_ids, usable
from smmgen.cli.opened import open_ledger
from smmgen.cli.several import repositories, several
from smmgen.http import SecretOf, is_local
from smmgen.ledger.ledger import NO_LEDGER, Ledger
from smmgen.ledger.place import rehearsal
from smmgen.ledger.state import State
from smmgen.model.brand import Brand
from smmgen.model.fault import LedgerUnsafe, UsageError
from smmgen.model.hosting import Hosting
from smmgen.model.project import Project
from smmgen.pipeline import Built, build_due, load
from smmgen.publish.report import Report
from smmgen.publish.run import plan
from smmgen.publish.sessions import Sessions
from smmgen.read.schema import near
from smmgen.read.tree import Folder
from smmgen.secrets import Redactor, keeper, reader
from smmgen.spread import processors

OUT = "dist"
SANDBOX = ".smmgen/sandbox"
LEDGER = "ledger.git"
PATIENCE_MINUTES = 10
"""A job of fifteen minutes has time for that, and for what comes before and after."""
SWITCH = "SMM_PUBLISH"
"""A repository's variable: "off" stops publishing without a commit."""


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


@click.command(cls=several(single=["post", "account", "kept"]), short_help="Deliver what is due.")
@repositories
@click.option("--now", "at", metavar="TIME", help='Take this for the time, such as "2026-12-01 10:00".')
@click.option("--dry-run", "is_dry", is_flag=True, help="Say what would be done; send and note nothing.")
@click.option("--post", default="", metavar="ID", help="Only this post.")
@click.option("--account", default="", metavar="NAME", help="Only this account.")
@click.option("--sandbox", "is_rehearsal", is_flag=True, help="Publish to the sandbox on this machine.")
@click.option(
    "--until-settled",
    "minutes",
    type=click.IntRange(1, 720),
    is_flag=False,
    flag_value=PATIENCE_MINUTES,
    metavar="[MINUTES]",
    help=f"Wait for what has to be tried again, {PATIENCE_MINUTES} minutes at most unless you say how many.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
@options
@click.pass_obj
def command(
    settings: Settings,
    at: str | None,
    post: str,
    account: str,
    form: str,
    minutes: int | None,
    kept: Path | None,
    summary: Path | None,
    *,
    is_dry: bool,
    is_rehearsal: bool,
) -> None:
    """Deliver what is due and was not delivered yet.

    A post is due when it is ready, its time has come, and it is not too late. The ledger knows what was
    delivered; start it with smmgen ledger init. The exit code is 3 where something that is due is not
    public, 1 where something due has errors, and 4 where the ledger or the clock cannot be trusted.

    With REPOs, the folders of several content repositories, each is published, several at once, and none
    waits for another that is wrong; the exit code is the highest of all.
    """
    redact, places = Redactor(), Places(kept, summary)
    if os.environ.get(SWITCH, "").strip().lower() == "off" and not (is_dry or is_rehearsal):
        click.echo(f"Publishing is switched off: {SWITCH} is “off”.", err=True)
        report = Report(datetime.now(UTC), ())
        click.echo(_printed(report, form, redact, is_quiet=settings.is_quiet), nl=False)
        return
    now = now_or(at, _zone(settings.root) if at else ZoneInfo("UTC"))
    wish = Wish(
        root=settings.root,
        now=now,
        is_real_time=at is None,
        post=post,
        account=account,
        redact=redact,
        run=run_name(os.environ),
        patience=timedelta(minutes=minutes) if minutes else None,
    )
    until = now + (wish.patience or timedelta())
    asked = Folder(wish.root), wish.root / OUT, now, until, wish.root / CACHE, processors()
    built = build_due(*asked)
    project = usable(built.project, built.findings, wish.root)
    _check_names(project, wish)
    with unsafe_told(places, redact):
        if is_dry:
            report, state = _planned(wish, project, built, is_rehearsal=is_rehearsal)
        elif is_rehearsal:
            report, state = _rehearsed(wish, project, built)
        else:
            report, state = _published(wish, project, built)
    keep(report, places, redact)
    if is_dry or is_rehearsal:
        _tell_unready(wish, project, built)
    if not is_dry:
        folder = wish.root / (SANDBOX if is_rehearsal else OUT) / FOLDER
        bring_feeds(project, built, state, wish.root / OUT, folder, lambda also: build_due(*asked, also))
    click.echo(_printed(report, form, redact, is_quiet=settings.is_quiet), nl=False)
    has_errors = tell_left_out(project, built, state, wish.now, wish.post, wish.account)
    if code := report.exit_code or int(has_errors):
        sys.exit(code)


def _published(wish: Wish, project: Project, built: Built) -> tuple[Report, State]:
    _check_time(wish, project.brand)
    ledger = open_ledger(wish.root, project.brand, wish.redact)
    secret_of, brand = reader(os.environ, wish.redact), project.brand
    with Sessions(secret_of, _clock(wish), keep=keeper(brand.keep_secret, wish.redact)) as sessions:
        report = _once(wish, built, brand, ledger, sessions, brand.hosting, secret_of)
        state = ledger.read()[0]
        if wish.is_real_time:
            notify(brand, report, state, wish.run, sessions, wish.redact)
    _tell_faults(report)
    return report, state


def _rehearsed(wish: Wish, project: Project, built: Built) -> tuple[Report, State]:
    from smmgen.cli.rehearse import sandbox, tell_begun
    from smmgen.publish.deliveries import deliveries
    from smmgen.publish.rehearsal import forget, hosting, pointed, prepare, secret_of

    folder = wish.root / SANDBOX
    ledger = rehearsal(folder / LEDGER, os.environ)
    prepare(ledger, deliveries(built.bundle), project.brand, run_name(os.environ), wish.now)
    tell_begun(ledger.read()[0], deliveries(built.bundle), project.brand, wish.now)
    with sandbox(folder, None if wish.is_real_time else wish.now) as (url, is_ours):
        with Sessions(secret_of, _clock(wish), keep=forget) as sessions:
            brand = pointed(project.brand, url)
            report = _once(wish, built, brand, ledger, sessions, hosting(url), secret_of)
        if is_ours and any(line.outcome == "published" for line in report.lines):
            click.echo(f"Run smmgen sandbox to see at {url} what arrived.", err=True)
    return report, ledger.read()[0]


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


def _planned(wish: Wish, project: Project, built: Built, *, is_rehearsal: bool) -> tuple[Report, State]:
    state = _state(wish, project.brand, is_rehearsal=is_rehearsal)
    posts = stated_ids(project)
    report = plan(
        built.bundle,
        project.brand,
        state,
        wish.now,
        only_post=wish.post,
        only_account=wish.account,
        posts=posts,
    )
    return report, state


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


def _zone(root: Path) -> ZoneInfo:
    loaded = load(Folder(root))
    return usable(loaded.project, loaded.findings, root).brand.timezone


def _check_names(project: Project, wish: Wish) -> None:
    """Refuse a post or an account that is not there: a typing error must not look like "nothing is due"."""
    if wish.post and wish.post not in stated_ids(project):
        raise UsageError(f"There is no post “{wish.post}”. {near(wish.post, list(stated_ids(project)))}")
    if wish.account and wish.account not in project.brand.accounts:
        names = ", ".join(project.brand.accounts) or "none"
        raise UsageError(f"There is no account “{wish.account}” in smmgen.yaml; there are: {names}.")


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


def _printed(report: Report, form: str, redact: Redactor, *, is_quiet: bool) -> str:
    if form == "json":
        return redact(json.dumps(report.data(), ensure_ascii=False, indent=2)) + "\n"
    if not is_quiet:
        return redact(report.text())
    wrong = tuple(line for line in report.lines if line.outcome in ("held", "failed", "unknown"))
    return redact(replace(report, lines=wrong, notes=()).text()) if wrong else ""


def _tell_unready(wish: Wish, project: Project, built: Built) -> None:
    from smmgen.cli.rehearse import tell_unready

    tell_unready(built.bundle, project.brand, wish.now, wish.post)


def _tell_faults(report: Report) -> None:
    for account, why in report.faults.items():
        click.echo(f"{account}: {why}", err=True)
