"""Offer to mend what findings know how to mend."""

import re
from collections.abc import Iterable

from lsprotocol.types import CodeAction, CodeActionKind, Range, TextEdit, WorkspaceEdit

from smmgen.lsp.place import stretch
from smmgen.model.diagnostic import Diagnostic, Edit
from smmgen.model.source import Source, Span

_NEAR = re.compile(r"Did you mean “(.+)”\?")


def actions(source: Source, uri: str, findings: Iterable[Diagnostic], asked: Range) -> list[CodeAction]:
    """Return what mends the findings that touch a stretch of a file."""
    found = []
    for finding in findings:
        at = stretch(source, finding.span)
        if at.start.line > asked.end.line or at.end.line < asked.start.line:
            continue
        title, edits = _mended(source, finding)
        changes = [TextEdit(stretch_of(source, edit), edit.text) for edit in edits]
        if changes:
            edit = WorkspaceEdit(changes={uri: changes})
            found.append(CodeAction(title=title, kind=CodeActionKind.QuickFix, edit=edit))
    return found


def stretch_of(source: Source, edit: Edit) -> Range:
    """Return the exact stretch that an edit replaces, which may be empty."""
    whole = stretch(source, edit.span)
    span = edit.span
    is_empty = (span.line, span.column) == (span.end_line, span.end_column)
    return Range(whole.start, whole.start) if is_empty else whole


def _mended(source: Source, finding: Diagnostic) -> tuple[str, tuple[Edit, ...]]:
    if finding.fix and all(edit.span.path == source.path for edit in finding.fix):
        return f"{finding.code}: {finding.hint or finding.message}", finding.fix
    near = _NEAR.search(finding.hint)
    written = _text(source, finding.span)
    if near and written and f"“{written}”" in finding.message:
        return f"Write “{near[1]}”", (Edit(finding.span, near[1]),)
    return "", ()


def _text(source: Source, span: Span) -> str:
    if span.line != span.end_line:
        return ""
    return source.line(span.line)[span.column - 1 : span.end_column - 1]
