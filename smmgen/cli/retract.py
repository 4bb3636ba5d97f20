"""`smmgen retract`: delete a post from the networks where it is public."""

import sys

import click

from smmgen.cli.amend import desk, options, tell
from smmgen.cli.occasion import brand_of, check_account
from smmgen.cli.settings import Settings
from smmgen.model.fault import UsageError
from smmgen.publish.amend import retract, targets


@click.command(short_help="Delete a post from the networks where it is public.")
@click.argument("post", metavar="ID")
@click.option("--yes", "is_sure", is_flag=True, help="Do not ask.")
@options
@click.pass_obj
def command(
    settings: Settings, post: str, account: str, form: str, *, is_sure: bool, is_rehearsal: bool
) -> None:
    """Delete what is public of the post ID. Its file stays, and the post is never published again by itself.

    What a network does not let be deleted is told with its address, and the exit code is 3.
    """
    root = settings.root
    brand = brand_of(root)
    check_account(brand, account)
    with desk(root, brand, is_rehearsal=is_rehearsal) as (made, state):
        found = targets(state, (), post, account)
        if not found:
            raise UsageError(f"Nothing of a post “{post}” is public. See: smmgen status")
        if not is_sure:
            _ask([target.record.url or str(target.id) for target in found])
        tell(retract(made, found, state), form)


def _ask(places: list[str]) -> None:
    """Let a person confirm; a program has to say --yes."""
    if not sys.stdin.isatty():
        raise UsageError("Nobody is here to ask. Add --yes to delete without a question.")
    click.echo("\n".join(places), err=True)
    click.confirm("Delete all of this?", abort=True, err=True)
