"""`smmgen check`: find everything that can be known before publishing."""

import os
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smmgen.check.format import format_named, format_names
from smmgen.cli.check_choice import Choice, choose
from smmgen.cli.main import Settings
from smmgen.model.diagnostic import Diagnostic, has_errors
from smmgen.model.fault import UsageError
from smmgen.model.source import Source
from smmgen.pipeline import Found, find
from smmgen.read.tree import Folder, Tree
from smmgen.spread import processors

if TYPE_CHECKING:
    from smmgen.check.registry import Page
    from smmgen.cli.check_baseline import Held

CACHE = ".smmgen/cache/check"
"""Where what was found is kept from run to run, from the repository's root."""


@click.command(short_help="Find everything that can be known before publishing.")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(format_names()), default="text", help="How to print the findings."
)
@click.option("--explain", metavar="CODE", help="Print what a code means, with examples.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these codes or topics: TYP,ALT003.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All codes or topics but these.")
@click.option("--fix", "is_fixing", is_flag=True, help="Mend what can be mended for sure, then check again.")
@click.option("--online", "is_online", is_flag=True, help="Follow links too; good answers keep for a day.")
@click.option("--diff", "is_showing", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option(
    "--baseline",
    type=click.Choice(["write", "prune", "off"]),
    help="Leave out what is found now from now on, take out of that what is mended, or show all the same.",
)
@click.pass_obj
def command(
    settings: Settings,
    paths: tuple[Path, ...],
    form: str,
    explain: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    baseline: str | None,
    *,
    is_fixing: bool,
    is_showing: bool,
    is_online: bool,
) -> None:
    """Find everything that can be known before publishing.

    With PATHs only findings in these files and folders are shown; everything is looked at all the same.
    The exit code is 1 where there are errors, with --diff too, and 2 where there is no usable smmgen.yaml.
    Errors after which the content was not read as it was meant, or publishing would not be safe, are told
    whatever is selected.

    What smmgen-baseline.json names is left out and counted: it is for a repository that takes smmgen up
    late, written with --baseline write. Errors of posts that are still to go out are never in it.
    """
    if explain:
        click.echo(_explained(explain), nl=False)
        return
    choice = choose(settings.root, paths, select, ignore)
    found = _find(settings, choice, is_online=is_online)
    if is_showing:
        click.echo(_difference(settings.root, found, choice), nl=False)
    elif is_fixing and _fix(settings.root, found, choice):
        found = _find(settings, choice, is_online=is_online)
    held = _held(settings.root, found, choice, baseline)
    if not is_showing:
        click.echo(_report(settings, found, held, choice, form), nl=False)
    if not found.is_usable:
        sys.exit(2)
    if has_errors(held.kept):
        sys.exit(1)


def _find(settings: Settings, choice: Choice, *, is_online: bool) -> Found:
    tree, now = Folder(settings.root), datetime.now(UTC)
    found = find(tree, now, processors(), settings.root / CACHE)
    if not is_online:
        return found
    from smmgen.cli.follow import with_links

    return with_links(settings, tree, found, list(choice.inside), now)


def _left(root: Path, tree: Tree, choice: Choice) -> Iterable[Diagnostic]:
    """Return what there is to mend in a tree: the folder itself, or one with texts in front of it."""
    place = root / CACHE if isinstance(tree, Folder) else None
    return filter(choice.is_meant, find(tree, datetime.now(UTC), processors(), place).findings)


def _held(root: Path, found: Found, choice: Choice, baseline: str | None) -> "Held":
    from smmgen.cli.check_baseline import hold

    findings = tuple(filter(choice.is_told, found.findings))
    return hold(root, findings, _sources(root, findings), frozenset(found.ahead), choice, baseline)


def _report(settings: Settings, found: Found, held: "Held", choice: Choice, form: str) -> str:
    from smmgen.check.about import About

    findings = held.kept
    if settings.is_quiet and form == "text":
        findings = tuple(finding for finding in findings if finding.severity == "error")
        if not findings:
            return ""
    about = About(
        posts=sum(map(choice.is_in, found.posts)),
        plans=sum(map(choice.is_in, found.plans)),
        baseline=held.left_out,
        is_coloured=_is_coloured(),
        pages=_pages,
        folder=_folder(settings.root.resolve()),
        files_at=_files_at(os.environ),
    )
    return format_named(form)(findings, _sources(settings.root, findings), about)


def _sources(root: Path, findings: Iterable[Diagnostic]) -> dict[str, Source]:
    """Return the files that findings show lines of."""
    paths = {finding.span.path for finding in findings if finding.span.path.endswith((".yaml", ".md"))}
    if not paths:
        return {}
    from smmgen.read.front_matter import decode

    tree = Folder(root)
    return {path: decode(path, tree.read(path))[0] for path in paths if tree.exists(path)}


def _is_coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _folder(root: Path) -> str:
    """Return where the content lies in its git repository, with `/`; empty at its top or in none."""
    for top in (root, *root.parents):
        if (top / ".git").exists():
            return root.relative_to(top).as_posix() if top != root else ""
    return ""


def _files_at(env: Mapping[str, str]) -> str:
    """Return the address of the git repository's files where GitHub runs this, empty elsewhere.

    Source: GitHub documentation, variables of workflows; read 2026-11.
    """
    server, name, commit = (env.get(f"GITHUB_{what}", "") for what in ("SERVER_URL", "REPOSITORY", "SHA"))
    return f"{server}/{name}/blob/{commit}/" if server and name and commit else ""


def _pages() -> "Mapping[str, Page]":
    from smmgen.check.registry import load_registry

    return load_registry().pages


def _explained(code: str) -> str:
    from smmgen.check.context import suggest
    from smmgen.check.explain import explain

    pages = _pages()
    if code.upper() not in pages:
        hint = suggest(code, pages, "docs/rules/README.md lists all codes.")
        raise UsageError(f"There is no code “{code}”. {hint}")
    return explain(pages[code.upper()])


def _fix(root: Path, found: Found, choice: Choice) -> bool:
    from smmgen.cli.check_mend import mend_files

    meant = filter(choice.is_meant, found.findings)
    return mend_files(root, meant, lambda tree: _left(root, tree, choice))


def _difference(root: Path, found: Found, choice: Choice) -> str:
    from smmgen.cli.check_mend import show_difference

    meant = filter(choice.is_meant, found.findings)
    return show_difference(root, meant, lambda tree: _left(root, tree, choice))
