"""`smmgen publish`: deliver what is due, once."""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from msgspec.structs import replace

from smmgen.cli.build import CACHE
from smmgen.cli.feeds import FOLDER, bring_feeds
from smmgen.cli.kept import Places, keep, options, unsafe_told
from smmgen.cli.left_out import tell_left_out
from smmgen.cli.occasion import brand_of, check_account, now_or, run_name, unusable
from smmgen.cli.settings import Settings
from smmgen.cli.several import repositories, several
from smmgen.cli.ways import OUT, SANDBOX, Wish, asked_for, drawing, planned, published, rehearsed
from smmgen.model.fault import UsageError
from smmgen.model.project import Project
from smmgen.pipeline import Built, foresee
from smmgen.publish.kept import packed
from smmgen.publish.report import Report
from smmgen.read.schema import near
from smmgen.read.tree import Folder
from smmgen.recall.outlook import Outlook
from smmgen.secrets import Redactor
from smmgen.spread import processors

PATIENCE_MINUTES = 10
"""A job of fifteen minutes has time for that, and for what comes before and after."""
SWITCH = "SMM_PUBLISH"
"""A repository's variable: "off" stops publishing without a commit."""


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
    outlook = _foreseen(wish)
    project = outlook.project
    _check_names(outlook, wish)
    draw = drawing(wish, outlook, project.brand)
    with unsafe_told(places, redact):
        if is_dry:
            report, state, built = planned(wish, project, draw, is_rehearsal=is_rehearsal)
        elif is_rehearsal:
            report, state, built = rehearsed(wish, project, draw)
        else:
            report, state, built = published(wish, project, draw)
    keep(report, places, redact)
    if is_dry or is_rehearsal:
        _tell_unready(wish, project, built)
    if not is_dry:
        folder = wish.root / (SANDBOX if is_rehearsal else OUT) / FOLDER
        bring_feeds(project, built, state, wish.root / OUT, folder, lambda also: draw(state, also))
    click.echo(_printed(report, form, redact, is_quiet=settings.is_quiet), nl=False)
    has_errors = tell_left_out(asked_for(built, wish), built.findings, state, project.brand.grace, wish.now)
    if code := report.exit_code or int(has_errors):
        sys.exit(code)


def _zone(root: Path) -> ZoneInfo:
    return brand_of(root).timezone


def _foreseen(wish: Wish) -> Outlook:
    outlook = foresee(Folder(wish.root), wish.now, wish.root / CACHE, processors(), packed)
    if isinstance(outlook, tuple):
        raise unusable(outlook, wish.root)
    return outlook


def _check_names(outlook: Outlook, wish: Wish) -> None:
    """Refuse a post or an account that is not there."""
    if wish.post and wish.post not in outlook.stated:
        raise UsageError(f"There is no post “{wish.post}”. {near(wish.post, list(outlook.stated))}")
    check_account(outlook.project.brand, wish.account)


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
