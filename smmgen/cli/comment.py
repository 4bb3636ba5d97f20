"""`smmgen comment`: keep the comment below a pull request."""

import os

import click

from smmgen.cli.settings import Settings
from smmgen.model.fault import UsageError

TOKEN = "GITHUB_TOKEN"  # noqa: S105  (a variable's name)


@click.command(short_help="Keep one comment below a pull request that tells what it changes.")
@click.option(
    "--pictures-at",
    metavar="URL",
    default="",
    envvar="SMM_PREVIEW_URL",
    help="Where the folder of smmgen diff --out is shown, {number} being the pull request's.",
)
@click.pass_obj
def command(settings: Settings, pictures_at: str) -> None:
    """Keep one comment below a pull request that tells what it changes for readers.

    It runs in a job that GitHub starts after the check, on the default branch, and reads what the check kept
    as data that anybody may have written. The job's token is taken from GITHUB_TOKEN. The exit code is 2
    where that does not belong to the pull request, or GitHub does not take the comment.
    """
    from smmgen.http import open_session
    from smmgen.model.brand import Account
    from smmgen.proposal.comment import keep_comment
    from smmgen.proposal.event import read_event
    from smmgen.proposal.github import HOST, GitHub
    from smmgen.secrets import Redactor, reader

    if pictures_at and not pictures_at.startswith("https://"):
        raise UsageError(f"“{pictures_at}” is no address of pictures. Write it with https://")
    run = read_event(os.environ.get("GITHUB_EVENT_PATH", ""))
    account = Account(name="comment", network="github", secrets={"token": TOKEN})
    host = os.environ.get("GITHUB_API_URL") or HOST
    session = open_session(account, host, reader(os.environ, Redactor()))
    try:
        done = keep_comment(GitHub(session, run.repository), run, pictures_at)
    finally:
        session.close()
    if not settings.is_quiet:
        click.echo(done)
