"""`smmgen edit`: bring a changed post to the networks where it is public."""

from datetime import UTC, datetime

import click

from smmgen.cli.amend import check_account, desk, options, tell
from smmgen.cli.build import CACHE
from smmgen.cli.main import Settings
from smmgen.cli.occasion import usable
from smmgen.cli.publish import OUT
from smmgen.model.fault import UsageError
from smmgen.pipeline import build
from smmgen.publish.amend import edit, targets
from smmgen.publish.deliveries import deliveries
from smmgen.read.tree import Folder


@click.command(short_help="Bring a changed post to the networks where it is public.")
@click.argument("post", metavar="ID")
@options
@click.pass_obj
def command(settings: Settings, post: str, account: str, form: str, *, is_rehearsal: bool) -> None:
    """Change what is public of the post ID to what its file says now.

    Nothing is published anew and nothing is deleted. Not every network lets a post be changed, and most
    do not let its pictures be; what could not be done is told, with exit code 3.
    """
    root = settings.root
    built = build(Folder(root), root / OUT, datetime.now(UTC), cache=root / CACHE)
    project = usable(built.project, built.findings, root)
    check_account(project.brand, account)
    with desk(root, project.brand, is_rehearsal=is_rehearsal) as (made, state):
        found = targets(state, deliveries(built.bundle), post, account)
        if not found:
            raise UsageError(f"Nothing of a post “{post}” is public. See: smmgen status")
        tell(edit(made, found, state), form)
