"""`smmgen check`: find everything that can be known before publishing."""

import os
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from smmgen.check.format import format_named, format_names
from smmgen.cli.main import Settings
from smmgen.model.diagnostic import Diagnostic, has_errors
from smmgen.model.fault import UsageError
from smmgen.model.source import Source
from smmgen.pipeline import Checked
from smmgen.pipeline import check as run
from smmgen.spread import processors


@click.command(short_help="Find everything that can be known before publishing.")
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(format_names()), default="text", help="How to print the findings."
)
@click.option("--explain", metavar="CODE", help="Print what a code means, with examples.")
@click.option("--fix", "is_fixing", is_flag=True, help="Mend what can be mended for sure, then check again.")
@click.pass_obj
def command(settings: Settings, paths: tuple[Path, ...], form: str, explain: str, *, is_fixing: bool) -> None:
    """Find everything that can be known before publishing.

    With PATHs only findings in these files and folders are shown; everything is looked at all the same.
    The exit code is 1 where there are errors, and 2 where there is no usable smmgen.yaml.
    """
    if explain:
        click.echo(_explained(explain), nl=False)
        return
    inside = [_inside(settings.root, path) for path in paths]
    checked = _check(settings.root)
    if is_fixing and _fix(settings.root, checked, inside):
        checked = _check(settings.root)
    findings = _wanted(checked.findings, inside)
    click.echo(_report(settings, checked, findings, inside, form), nl=False)
    if checked.project is None:
        sys.exit(2)
    if has_errors(findings):
        sys.exit(1)


def _check(root: Path) -> Checked:
    from smmgen.read.tree import Folder

    return run(Folder(root), datetime.now(UTC), processors())


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
    settings: Settings, checked: Checked, findings: tuple[Diagnostic, ...], inside: list[str], form: str
) -> str:
    from smmgen.check.about import About
    from smmgen.check.registry import load_registry

    if settings.is_quiet and form == "text":
        findings = tuple(finding for finding in findings if finding.severity == "error")
        if not findings:
            return ""
    project = checked.project
    about = About(
        posts=sum(_is_in(post.source.path, inside) for post in project.posts) if project else 0,
        plans=sum(_is_in(plan.source.path, inside) for plan in project.plans) if project else 0,
        is_coloured=_is_coloured(),
        pages=load_registry().pages,
    )
    return format_named(form)(findings, _sources(settings.root, checked, findings), about)


def _sources(root: Path, checked: Checked, findings: Iterable[Diagnostic]) -> dict[str, Source]:
    """Return the files that findings show lines of; without a project they are read for it."""
    from smmgen.read.front_matter import decode
    from smmgen.read.tree import Folder

    known = dict(checked.project.sources) if checked.project else {}
    tree = Folder(root)
    for path in {finding.span.path for finding in findings} - known.keys():
        if tree.exists(path) and path.endswith((".yaml", ".md")):
            known[path] = decode(path, tree.read(path))[0]
    return known


def _is_coloured() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _explained(code: str) -> str:
    from smmgen.check.context import suggest
    from smmgen.check.explain import explain
    from smmgen.check.registry import load_registry

    pages = load_registry().pages
    if code.upper() not in pages:
        hint = suggest(code, pages, "docs/codes.md lists all codes.")
        raise UsageError(f"There is no code “{code}”. {hint}")
    return explain(pages[code.upper()])


def _fix(root: Path, checked: Checked, inside: list[str]) -> bool:
    """Mend what findings know how to mend; tell whether a file was written."""
    from smmgen.check.fix import mend, write

    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in _wanted(checked.findings, inside):
        if finding.fix:
            by_path[finding.span.path].append(finding)
    sources = checked.project.sources if checked.project else {}
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
