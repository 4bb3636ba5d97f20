"""Find, mend and tell of what `smmgen check` is asked for. Nothing here needs click, which loads slowly."""

import os
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from smmgen.check.about import BASELINE, About
from smmgen.check.format import format_named
from smmgen.cli.check_choice import Choice, Held
from smmgen.cli.running import running
from smmgen.cli.settings import Settings, root_of
from smmgen.model.diagnostic import Diagnostic, has_errors
from smmgen.model.source import Source
from smmgen.pipeline import Found, find
from smmgen.read.tree import Folder, Tree
from smmgen.spread import processors

if TYPE_CHECKING:
    from smmgen.check.registry import Page

CACHE = ".smmgen/cache/check"
"""Where what was found is kept from run to run, from the repository's root."""


class Wish(NamedTuple):
    """What a call of `smmgen check` asks for; `baseline` is what to do with that file, None to go by it."""

    choice: Choice = Choice()
    form: str = "text"
    baseline: str | None = None
    is_fixing: bool = False
    is_showing: bool = False
    is_online: bool = False


class Answer(NamedTuple):
    """What is printed, and the exit code."""

    text: str
    code: int


def plain_answer() -> Answer:
    """Answer `smmgen check` without a word more; known faults end the process with a line and their code."""
    with running():
        return answer(Settings(root_of(None)), Wish())


def answer(settings: Settings, wish: Wish) -> Answer:
    """Check, mend if that is wished, and return what to print and the exit code of the contract."""
    choice = wish.choice
    found = _find(settings, choice, is_online=wish.is_online)
    shown = ""
    if wish.is_showing:
        shown = _difference(settings.root, found, choice)
    elif wish.is_fixing and _fix(settings.root, found, choice):
        found = _find(settings, choice, is_online=wish.is_online)
    held = _held(settings.root, found, choice, wish.baseline)
    if not wish.is_showing:
        shown = _report(settings, found, held, choice, wish.form)
    return Answer(shown, 1 if has_errors(held.kept) else 0) if found.is_usable else Answer(shown, 2)


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


def _held(root: Path, found: Found, choice: Choice, baseline: str | None) -> Held:
    findings = tuple(filter(choice.is_told, found.findings))
    if baseline == "off" or (baseline is None and not (root / BASELINE).is_file()):
        return Held(findings)
    from smmgen.cli.check_baseline import hold

    return hold(root, findings, _sources(root, findings), frozenset(found.ahead), choice, baseline)


def _report(settings: Settings, found: Found, held: Held, choice: Choice, form: str) -> str:
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


def _fix(root: Path, found: Found, choice: Choice) -> bool:
    from smmgen.cli.check_mend import mend_files

    meant = filter(choice.is_meant, found.findings)
    return mend_files(root, meant, lambda tree: _left(root, tree, choice))


def _difference(root: Path, found: Found, choice: Choice) -> str:
    from smmgen.cli.check_mend import show_difference

    meant = filter(choice.is_meant, found.findings)
    return show_difference(root, meant, lambda tree: _left(root, tree, choice))
