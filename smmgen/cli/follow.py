"""Follow the posts' links, and add what is wrong with them to what `check` found."""

from collections.abc import Sequence
from datetime import datetime

import click
from msgspec.structs import replace

from smmgen.check.run import settle
from smmgen.cli.settings import Settings
from smmgen.online.links import look_at_links
from smmgen.online.memory import Memory
from smmgen.online.visit import Visitor
from smmgen.pipeline import Found, load
from smmgen.read.tree import Tree

LINKS = ".smmgen/cache/links.json"
"""Where it is kept for a day that links are well, from the repository's root."""


def with_links(settings: Settings, tree: Tree, found: Found, inside: Sequence[str], now: datetime) -> Found:
    """Return what was found, and what is wrong with links; say how many were looked at.

    With paths `inside` only the links of the posts there are looked at.
    """
    project = load(tree).project
    if project is None:
        return found
    seen = look_at_links(project, inside, now, Visitor(), Memory(settings.root / LINKS, now))
    if not settings.is_quiet:
        left = f"; {seen.left} more are left for the next run" if seen.left else ""
        click.echo(f"Looked at {seen.count} link{'' if seen.count == 1 else 's'}{left}.", err=True)
    return replace(found, findings=settle(project, (*found.findings, *seen.findings)))
