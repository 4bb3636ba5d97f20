"""`smmgen metrics`: what the networks count of what was published."""

import click

from smmgen.cli import metrics_pull, metrics_show
from smmgen.cli.main import Family


@click.group(name="metrics", cls=Family)
def command() -> None:
    """Read from the networks what posts have gathered, and look at what was read.

    Numbers are kept beside the ledger, in metrics/ of its branch or bucket; lines there are only ever added.
    """


for one in (metrics_pull.command, metrics_show.command):
    command.add_command(one)
