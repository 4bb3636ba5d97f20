"""Write who has to approve what, for GitHub: `.github/CODEOWNERS` out of the strategy's people.

The last line that fits a file wins. Posts that fall to the usual people need no line of their own. Source:
GitHub, About code owners; read 2026-11.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from smmgen.model.fault import UsageError
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.strategy import Person, Strategy
from smmgen.scaffold.todo import approvers

PATH = ".github/CODEOWNERS"
_START = "# smmgen plan owners: what follows is written from `people` in plans/strategy.md"
_END = "# smmgen plan owners: end"
_KEPT_DAYS = 31
"""A post whose day is longer ago is not changed any more, and needs no line."""

_SPECIAL = re.compile(r"[\[\]!*?\\]")


class Owners(Struct, frozen=True):
    """The text of the block, and what it cannot say, as sentences."""

    text: str
    notes: tuple[str, ...]


def code_owners(project: Project, today: date) -> Owners:
    """Return the block of CODEOWNERS; raise `UsageError` where nobody who approves has a name on GitHub."""
    strategy = project.strategy
    usual = _usual(strategy) if strategy else ()
    if strategy is None or not usual:
        raise UsageError(
            "Name in plans/strategy.md who approves, with their names on GitHub: "
            "people: {anna: {role: owner, github: anna-k}}"
        )
    everybody = _names(usual)
    lines = [_START, f"/content/ {everybody}", f"/plans/ {everybody}", f"/smmgen.yaml {everybody}"]
    lines += [f"/themes/ {everybody}", f"/.github/ {everybody}"]
    notes = [f"{one.name} has no name on GitHub, so cannot be asked there." for one in _nameless(strategy)]
    for post in project.posts:
        if not _is_old(post, today):
            lines += _line(project, post, everybody, notes)
    return Owners("\n".join([*lines, _END]) + "\n", tuple(notes))


def _usual(strategy: Strategy) -> tuple[Person, ...]:
    """Return who approves what nobody else is named for: those without rubrics and accounts, else all."""
    able = [one for one in strategy.people.values() if one.role != "contractor" and one.github]
    return tuple([one for one in able if not one.rubrics and not one.accounts] or able)


def _nameless(strategy: Strategy) -> Iterator[Person]:
    return (one for one in strategy.people.values() if one.role != "contractor" and not one.github)


def _names(people: tuple[Person, ...]) -> str:
    return " ".join(f"@{one.github}" for one in people if one.github)


def _is_old(post: Post, today: date) -> bool:
    return post.publish_at is not None and post.publish_at.date < today - timedelta(days=_KEPT_DAYS)


def _line(project: Project, post: Post, everybody: str, notes: list[str]) -> Iterator[str]:
    names = _names(approvers(project.strategy, project.brand, post))
    path = post.source.path
    if not names or names == everybody:
        return
    if _SPECIAL.search(path):
        notes.append(
            f"{path} has signs in its name that CODEOWNERS cannot write; it falls to the usual people."
        )
        return
    place = path.removesuffix("index.md") if path.endswith("/index.md") else path
    yield f"/{place.replace(' ', chr(92) + ' ').replace('#', chr(92) + '#')} {names}"


def with_block(text: str, block: str) -> str:
    """Return a CODEOWNERS with the block in place of the one it has, else behind what stands there."""
    before, start, rest = text.partition(_START)
    if not start:
        return f"{text.rstrip()}\n\n{block}" if text.strip() else block
    _, end, behind = rest.partition(_END)
    return before + block + (behind.lstrip("\n") if end else "")
