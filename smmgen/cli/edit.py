"""`smmgen edit`: bring a changed post to the networks where it is public."""

from datetime import UTC, datetime

import click

from smmgen.cli.amend import desk, options, tell
from smmgen.cli.build import CACHE
from smmgen.cli.occasion import check_account, unusable
from smmgen.cli.settings import Settings
from smmgen.cli.ways import OUT
from smmgen.model.fault import UsageError
from smmgen.pipeline import Checked, draw_due, foresee
from smmgen.publish.amend import edit, targets
from smmgen.publish.deliveries import deliveries
from smmgen.publish.kept import packed
from smmgen.read.tree import Folder
from smmgen.spread import processors


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
    tree, now = Folder(root), datetime.now(UTC)
    outlook = foresee(tree, now, root / CACHE, processors(), packed)
    if isinstance(outlook, tuple):
        raise unusable(outlook, root)
    brand = outlook.project.brand
    check_account(brand, account)
    looked = outlook.look({post})
    checked = Checked(looked.project, looked.variants, looked.findings)
    asked = frozenset((one.post, one.account) for one in looked.variants)
    with desk(root, brand, is_rehearsal=is_rehearsal) as (made, state):
        built = draw_due(
            checked, tree, root / OUT, now, now, root / CACHE, is_over=lambda _: True, also=asked
        )
        found = targets(state, deliveries(built.bundle), post, account)
        if not found:
            raise UsageError(f"Nothing of a post “{post}” is public. See: smmgen status")
        tell(edit(made, found, state), form)
