"""Make one report of everything that was found, and tell of what is ignored in vain."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from msgspec.structs import replace

from smmgen.check.context import suggest
from smmgen.check.ignore import KEPT, Ignores, ignores_of_project, sift
from smmgen.check.registry import Page, load_registry
from smmgen.check.removal import removal
from smmgen.check.run import settled
from smmgen.model.diagnostic import Diagnostic, Severity
from smmgen.model.ignore import Ignore
from smmgen.model.project import Project
from smmgen.model.source import Source

USELESS, NEEDLESS = "CHK003", "CHK004"
REFUSED, INVISIBLE = "YML009", "CHR001"

_UNSURE = frozenset({"CHK001", "CHK002", "FMT005"})
"""After these, as after errors of YAML, there may be more to find than was found."""

_ELSEWHERE = frozenset({"build", "cards", "online"})
"""Who finds what a check alone does not know of."""


def judge(project: Project, findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Make one report of all that a check found in a project, once."""
    ids = {post.source.path: post.id for post in project.posts}
    return judged(ids, ignores_of_project(project), findings, project.sources.get)


def judged(
    posts: Mapping[str, str],
    ignores: Ignores,
    findings: Iterable[Diagnostic],
    source: Callable[[str], Source | None],
    asked: Sequence[Ignore] | None = None,
) -> tuple[Diagnostic, ...]:
    """Make one report of all findings; `posts` are the posts' ids by path, `source` returns a file's text.

    What is ignored is left out. Codes that cannot be ignored are told, and so is what ignores nothing: of
    those `asked` about, else of all.
    """
    asked = tuple(ignores) if asked is None else asked
    told = [*_once(tuple(findings)), *_misnamed(asked)]
    if asked and not any(map(is_unsure, told)):
        told += _needless(told, ignores, asked, source)
    return settled(posts, ignores, told)


def judge_file(
    project: Project, path: str, findings: Iterable[Diagnostic], others: Set[str]
) -> tuple[Diagnostic, ...]:
    """Make one report of what was found in one file, but for the codes of `others`, found elsewhere."""
    ignores = ignores_of_project(project)
    topics = {code[:3] for code in others}
    asked = [one for one in ignores.by_path.get(path, ()) if one.code not in others | topics]
    ids = {post.source.path: post.id for post in project.posts}
    return judged(ids, ignores, findings, project.sources.get, asked)


def is_unsure(finding: Diagnostic) -> bool:
    """Tell whether there may be more to find than was found."""
    return finding.severity == "error" and (finding.code in _UNSURE or finding.code.startswith("YML"))


def _once(findings: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """Tell once of an invisible character that YAML refuses, with the fix of the rule about all others."""
    refused = {_start(one) for one in findings if one.code == REFUSED}
    fixes = {_start(one): one.fix for one in findings if one.code == INVISIBLE and _start(one) in refused}
    for one in findings:
        if one.code == REFUSED and _start(one) in fixes:
            yield replace(one, fix=fixes[_start(one)])
        elif one.code != INVISIBLE or _start(one) not in fixes:
            yield one


def _start(finding: Diagnostic) -> tuple[str, int, int]:
    return finding.span[:3]


def _misnamed(ignores: Sequence[Ignore]) -> Iterator[Diagnostic]:
    if not ignores:
        return  # most brands ignore nothing, and the pages take a while to load
    pages = load_registry().pages
    known = {*pages, *(code[:3] for code in pages)}
    for one in ignores:
        if not one.code:
            hint = "Write # smmgen: ignore ALT003, with a code or several."
            yield _told(USELESS, "warning", one, "This comment to smmgen is not understood.", hint)
        elif one.code not in known:
            yield _told(USELESS, "warning", one, f"There is no code “{one.code}”.", suggest(one.code, known))
        elif _is_kept(one.code, pages):
            hint = "Mend what it finds, and delete it here."
            yield _told(USELESS, "warning", one, f"{one.code} cannot be ignored.", hint)


def _needless(
    findings: list[Diagnostic],
    ignores: Ignores,
    asked: Sequence[Ignore],
    source: Callable[[str], Source | None],
) -> Iterator[Diagnostic]:
    """Tell of what ignores nothing. What ignores that is needed where there is something to tell of."""
    used = sift(findings, ignores).used
    if all(one in used for one in asked):
        return
    pages = load_registry().pages
    vain = [one for one in asked if one not in used and _is_judged(one.code, pages)]
    ordinary = [one for one in vain if one.code not in (NEEDLESS, NEEDLESS[:3])]
    used_here = sift([_unneeded(one, None) for one in ordinary], ignores).used
    for one in vain:
        if one not in used_here:
            yield _unneeded(one, source(one.span.path))


def _unneeded(one: Ignore, source: Source | None) -> Diagnostic:
    message = f"Nothing here needs {one.code} to be ignored."
    told = _told(NEEDLESS, "warning", one, message, "Delete it; smmgen check --fix does.")
    return _with_fix(told, source) if source else told


def _with_fix(finding: Diagnostic, source: Source) -> Diagnostic:
    return replace(finding, fix=removal(source, finding.span))


def _told(code: str, severity: Severity, one: Ignore, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code=code, severity=severity, span=one.span, message=message, hint=hint)


def _is_kept(code: str, pages: Mapping[str, Page]) -> bool:
    return code[:3] in KEPT and code in pages and pages[code].severity == "error"


def _is_judged(code: str, pages: Mapping[str, Page]) -> bool:
    """Tell whether all that a code or topic could leave out was looked for."""
    found_by: Set[str] = {page.found_by for name, page in pages.items() if code in (name, name[:3])}
    return bool(found_by) and not found_by & _ELSEWHERE and not _is_kept(code, pages)
