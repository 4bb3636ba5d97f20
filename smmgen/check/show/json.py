"""For programs: version 1 of the contract's form."""

from collections.abc import Iterable, Mapping
from typing import Any

from smmgen.check.about import About
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source

VERSION = 1


def show(findings: Iterable[Diagnostic], sources: Mapping[str, Source], about: About | None = None) -> str:
    """Return the findings as JSON; lines and columns count from 1, columns in characters."""
    import json

    about = about or About()
    findings = tuple(findings)
    document = {
        "version": VERSION,
        "diagnostics": [_plain(finding) for finding in findings],
        "summary": {
            "posts": about.posts,
            "plans": about.plans,
            "errors": _count(findings, "error"),
            "warnings": _count(findings, "warning"),
            "baseline": about.baseline,
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _plain(finding: Diagnostic) -> dict[str, Any]:
    span = finding.span
    return {
        "code": finding.code,
        "severity": finding.severity,
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": finding.message,
        "hint": finding.hint,
        "post": finding.post,
        "account": finding.account,
    }


def _count(findings: tuple[Diagnostic, ...], severity: str) -> int:
    return sum(finding.severity == severity for finding in findings)
