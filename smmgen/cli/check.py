"""`smmgen check`: find everything that can be known before publishing."""

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from smmgen.check.format import format_named, format_names
from smmgen.cli.main import Settings
from smmgen.model.diagnostic import Diagnostic, has_errors
from smmgen.model.fault import UsageError
from smmgen.model.source import Source
from smmgen.pipeline import Found, find
from smmgen.spread import processors

if TYPE_CHECKING:
    from smmgen.check.registry import Page

CACHE = ".smmgen/cache/check"
"""Where what was found is kept from run to run, from the repository's root."""


@click.command(short_help="Find everything that can be known before publishing.")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(format_names()), default="text", help="How to print the findings."
)
@click.option("--explain", metavar="CODE", help="Print what a code means, with examples.")
@click.option("--fix", "is_fixing", is_flag=True, help="Mend what can be mended for sure, then check again.")
@click.option("--online", "is_online", is_flag=True, help="Follow links too; good answers keep for a day.")
@click.pass_obj
def command(
    settings: Settings, paths: tuple[Path, ...], form: str, explain: str, *, is_fixing: bool, is_online: bool
) -> None:
    """Find everything that can be known before publishing.

    With PATHs only findings in these files and folders are shown; everything is looked at all the same.
    The exit code is 1 where there are errors, and 2 where there is no usable smmgen.yaml.
    """
    if explain:
        click.echo(_explained(explain), nl=False)
        return
    inside = [_inside(settings.root, path) for path in paths]
    found = _find(settings, inside, is_online=is_online)
    if is_fixing and _fix(settings.root, found, inside):
        found = _find(settings, inside, is_online=is_online)
    findings = _wanted(found.findings, inside)
    click.echo(_report(settings, found, findings, inside, form), nl=False)
    if not found.is_usable:
        sys.exit(2)
    if has_errors(findings):
        sys.exit(1)


def _find(settings: Settings, inside: list[str], *, is_online: bool) -> Found:
    from smmgen.read.tree import Folder

    tree, now = Folder(settings.root), datetime.now(UTC)
    found = find(tree, now, processors(), settings.root / CACHE)
    if not is_online:
        return found
    from smmgen.cli.follow import with_links

    return with_links(settings, tree, found, inside, now)


def _inside(root: Path, path: Path) -> str:
    """Return a path of the command line as one from the root, with `/`; empty for the root itself."""
    if not path.exists():
        raise UsageError(f"There is no file or folder {path}.")
    try:
        inside = path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        raise UsageError(f"{path} is not in the content repository {root}.") from None
    return "" if inside == "." else inside


def _wanted(findings: Iterable[Diagnostic], inside: list[str]) -> tuple[Diagnostic, ...]:
    return tuple(finding for finding in findings if _is_in(finding.span.path, inside))


def _is_in(path: str, inside: list[str]) -> bool:
    return not inside or any(not place or path == place or path.startswith(f"{place}/") for place in inside)


def _report(
    settings: Settings, found: Found, findings: tuple[Diagnostic, ...], inside: list[str], form: str
) -> str:
    from smmgen.check.about import About

    if settings.is_quiet and form == "text":
        findings = tuple(finding for finding in findings if finding.severity == "error")
        if not findings:
            return ""
    about = About(
        posts=sum(_is_in(path, inside) for path in found.posts),
        plans=sum(_is_in(path, inside) for path in found.plans),
        is_coloured=_is_coloured(),
        pages=_pages,
        folder=_folder(settings.root.resolve()),
    )
    return format_named(form)(findings, _sources(settings.root, findings), about)


def _folder(root: Path) -> str:
    """Return where the content lies in its git repository, with `/`; empty at its top or in none."""
    for top in (root, *root.parents):
        if (top / ".git").exists():
            return root.relative_to(top).as_posix() if top != root else ""
    return ""


def _sources(root: Path, findings: Iterable[Diagnostic]) -> dict[str, Source]:
    """Return the files that findings show lines of."""
    paths = {finding.span.path for finding in findings if finding.span.path.endswith((".yaml", ".md"))}
    if not paths:
        return {}
    from smmgen.read.front_matter import decode
    from smmgen.read.tree import Folder

    tree = Folder(root)
    return {path: decode(path, tree.read(path))[0] for path in paths if tree.exists(path)}


def _is_coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _pages() -> "Mapping[str, Page]":
    from smmgen.check.registry import load_registry

    return load_registry().pages


def _explained(code: str) -> str:
    from smmgen.check.context import suggest
    from smmgen.check.explain import explain
    from smmgen.check.registry import load_registry

    pages = load_registry().pages
    if code.upper() not in pages:
        hint = suggest(code, pages, "docs/rules/README.md lists all codes.")
        raise UsageError(f"There is no code “{code}”. {hint}")
    return explain(pages[code.upper()])


def _fix(root: Path, found: Found, inside: list[str]) -> bool:
    """Mend what findings know how to mend; tell whether a file was written."""
    from smmgen.check.fix import mend, write

    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in _wanted(found.findings, inside):
        if finding.fix:
            by_path[finding.span.path].append(finding)
    sources = _sources(root, found.findings)
    is_written = False
    for path, findings in by_path.items():
        if path not in sources:
            continue
        mended = mend(sources[path], findings)
        if write(root, mended):
            is_written = True
            click.echo(f"{path}: mended {mended.count}.", err=True)
        else:
            click.echo(f"{path}: changed since it was read, so nothing was written.", err=True)
    return is_written
