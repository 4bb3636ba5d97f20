"""For code-scanning dashboards: SARIF 2.1.0."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from msgspec.structs import replace

from smmgen import __version__
from smmgen.check.about import About
from smmgen.check.explain import marked
from smmgen.check.group import grouped
from smmgen.check.registry import Page
from smmgen.model.diagnostic import Diagnostic, Edit
from smmgen.model.source import Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def show(findings: Iterable[Diagnostic], sources: Mapping[str, Source], about: About | None = None) -> str:
    """Return a log of one run: the pages of the codes that occur as rules, and the findings as results.

    Columns are Unicode code points, said in `columnKind`. Source: OASIS, Static Analysis Results
    Interchange Format 2.1.0 with errata 01; read 2026-11.
    """
    import json

    about = about or About()
    pages, findings = about.pages(), tuple(_moved(finding, about) for finding in findings)
    codes = sorted({finding.code for finding in findings})
    run = {
        "tool": {"driver": _driver([_rule(code, pages.get(code)) for code in codes])},
        "columnKind": "unicodeCodePoints",
        "results": [_result(*group, codes.index(group.finding.code)) for group in grouped(findings)],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _moved(finding: Diagnostic, about: About) -> Diagnostic:
    """Return the finding with its paths as they are from the top of the git repository."""
    if not about.folder:
        return finding
    fix = tuple(replace(edit, span=_from_top(edit.span, about)) for edit in finding.fix)
    return replace(finding, span=_from_top(finding.span, about), fix=fix)


def _from_top(span: Span, about: About) -> Span:
    return span._replace(path=about.path(span.path))


def _driver(rules: list[dict[str, Any]]) -> dict[str, Any]:
    return {"name": "smmgen", "version": __version__, "rules": rules}


def _rule(code: str, page: Page | None) -> dict[str, Any]:
    if page is None:
        return {"id": code}
    return {
        "id": code,
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": page.summary},
        "help": {"text": page.text, "markdown": marked(page)},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
    }


def _result(finding: Diagnostic, accounts: tuple[str, ...], index: int) -> dict[str, Any]:
    text = f"{finding.message} {finding.hint}".rstrip()
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding.span)],
    }
    whom = {"post": finding.post, "accounts": list(accounts)}
    if known := {name: value for name, value in whom.items() if value}:
        result["properties"] = known
    if finding.fix:
        result["fixes"] = [{"artifactChanges": [_change(edit) for edit in finding.fix]}]
    return result


def _location(span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _file(span), "region": _region(span)}}


def _file(span: Span) -> dict[str, str]:
    return {"uri": quote(span.path)}


def _region(span: Span) -> dict[str, int]:
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _change(edit: Edit) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
    return {"artifactLocation": _file(edit.span), "replacements": [replacement]}
