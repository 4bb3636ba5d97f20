"""Bring the folder of feeds up to date with the ledger, after a run has published."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from smmgen.build.feed import accounts_in, languages, shown_of
from smmgen.build.feeds import write_feeds
from smmgen.build.output import Output
from smmgen.ledger.state import State
from smmgen.model.brand import Brand
from smmgen.model.bundle import File
from smmgen.model.feed import Feed, Publics
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

    `out` is where everything was built. What the feed shows is read and drawn for that, where it was not. A
    post that was moved into the future after it was public stays in the feed. What cannot be written is told:
    nothing that was published depends on it, and the next run tries again.
    """
    feed, public = project.brand.feed, publics(state)
    if feed is None and not folder.is_dir():
        return
    if feed and also:
        built = _whole(project.brand, feed, public, also)

    def read_file(file: File) -> bytes:
        return (out / file.path).read_bytes()

    try:
        write_feeds(built.project or project, built.bundle, public, read_file, Output(folder))
    except OSError as fault:
        click.echo(f"note: The feed in {folder} is not up to date: {fault.strerror or fault}.", err=True)


def _whole(brand: Brand, feed: Feed, public: Publics, also: Also) -> Built:
    """Build with all that the feeds show: what is newest, and more where some of that is not for them."""
    newest = {language: _newest(brand, feed, public, language) for language in languages(brand, feed)}
    count = feed.posts
    while True:
        posts = {post for found in newest.values() for _, post in found[:count]}
        built = also(frozenset(one for one in public if one[0] in posts and one[1] in feed.accounts))
        if all(_is_enough(built, feed, public, *one, count) for one in newest.items()):
            return built
        count *= 2


Newest = list[tuple[datetime, str]]
"""Posts with the last time that one of them became public on an account, the newest first."""


def _newest(brand: Brand, feed: Feed, public: Publics, language: str) -> Newest:
    accounts = accounts_in(brand, feed, language)
    found: dict[str, datetime] = {}
    for (post, account), one in public.items():
        if account in accounts:
            found[post] = max(one.at, found.get(post, one.at))
    return sorted(((at, post) for post, at in found.items()), reverse=True)


def _is_enough(built: Built, feed: Feed, public: Publics, language: str, newest: Newest, count: int) -> bool:
    """Tell whether none but the first posts can be among those that a language's feed shows."""
    if count >= len(newest) or built.project is None:
        return True
    shown = shown_of(built.project, feed, built.bundle, public, language)
    return len(shown) == feed.posts and all(one.at > newest[count][0] for one in shown[-1:])
