"""Bring the folder of feeds up to date with the ledger, after a run has published."""

from pathlib import Path

import click

from smmgen.build.feeds import write_feeds
from smmgen.build.output import Output
from smmgen.ledger.state import State
from smmgen.model.bundle import File
from smmgen.model.project import Project
from smmgen.pipeline import Built
from smmgen.publish.public import publics

FOLDER = "feed"
"""The folder's name, in `dist` and in that of rehearsals."""


def bring_feeds(project: Project, built: Built, state: State, out: Path, folder: Path) -> None:
    """Write into `folder` what the ledger says is public, or remove it where no feed is wanted any more.

    `out` is where everything was built. What cannot be written is told: nothing that was published depends
    on it, and the next run tries again.
    """
    if project.brand.feed is None and not folder.is_dir():
        return

    def read_file(file: File) -> bytes:
        return (out / file.path).read_bytes()

    try:
        write_feeds(project, built.bundle, publics(state), read_file, Output(folder))
    except OSError as fault:
        click.echo(f"note: The feed in {folder} is not up to date: {fault.strerror or fault}.", err=True)
