"""Bring the folder of feeds up to date with the ledger, after a run has published."""

from collections.abc import Callable
from pathlib import Path

import click

from smmgen.build.feeds import shown_in_feeds, write_feeds
from smmgen.build.output import Output
from smmgen.ledger.state import State
from smmgen.model.bundle import Bundle, File
from smmgen.model.feed import Publics
from smmgen.model.project import Project
from smmgen.pipeline import Built
from smmgen.publish.public import publics

FOLDER = "feed"
"""The folder's name, in `dist` and in that of rehearsals."""


Also = Callable[[frozenset[tuple[str, str]]], Built]
"""Build again, with these posts and accounts besides, whenever their time is, all drawn."""


def bring_feeds(
    project: Project, built: Built, state: State, out: Path, folder: Path, also: Also | None = None
) -> None:
    """Write into `folder` what the ledger says is public, or remove it where no feed is wanted any more.

    `out` is where everything was built. What the feed shows is drawn for that, where it was not. A post that
    was moved into the future after it was public stays in the feed. What cannot be written is told: nothing
    that was published depends on it, and the next run tries again.
    """
    feed, public = project.brand.feed, publics(state)
    if feed is None and not folder.is_dir():
        return
    bundle = _whole(project, built, public, also) if feed and also else built.bundle

    def read_file(file: File) -> bytes:
        return (out / file.path).read_bytes()

    try:
        write_feeds(project, bundle, public, read_file, Output(folder))
    except OSError as fault:
        click.echo(f"note: The feed in {folder} is not up to date: {fault.strerror or fault}.", err=True)


def _whole(project: Project, built: Built, public: Publics, also: Also) -> Bundle:
    """Return a bundle with all that the feed shows."""
    feed = project.brand.feed
    moved = frozenset(one for one in built.later & public.keys() if feed and one[1] in feed.accounts)
    bundle = also(moved).bundle if moved else built.bundle
    shown = tuple(shown_in_feeds(project, bundle, public))
    if all(one.is_drawn for one in shown):
        return bundle
    return also(moved | {(one.variant.post, one.variant.account) for one in shown}).bundle
