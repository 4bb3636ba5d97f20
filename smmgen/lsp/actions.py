"""Offer to mend what findings know how to mend."""

import re
from collections.abc import Iterable, Iterator

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    CreateFile,
    CreateFileOptions,
    OptionalVersionedTextDocumentIdentifier,
    Position,
    Range,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from smmgen.lsp.place import stretch
from smmgen.model.diagnostic import Diagnostic, Edit
from smmgen.model.source import Source, Span
from smmgen.model.spelling import WORDS

_NEAR = re.compile(r"Did you mean (“[^?]+”)\?")
_NAMED = re.compile("“([^”]+)”")
_ADD = re.compile(r"smmgen words add ([^\W\d_][\w'-]*)")


def actions(source: Source, uri: str, findings: Iterable[Diagnostic], asked: Range) -> list[CodeAction]:
    """Return what mends the findings that touch a stretch of a file."""
    found = []
    for finding in findings:
        at = stretch(source, finding.span)
        if at.start.line > asked.end.line or at.end.line < asked.start.line:
            continue
        for title, edits in _mended(source, finding):
            changes = [TextEdit(stretch_of(source, edit), edit.text) for edit in edits]
            edit = WorkspaceEdit(changes={uri: changes})
            found.append(CodeAction(title=title, kind=CodeActionKind.QuickFix, edit=edit))
        if word := _ADD.search(finding.hint):
            root = uri.rsplit("/", source.path.count("/") + 1)[0]
            title = f"Add “{word[1]}” to the brand's words"
            edit = _added(f"{root}/{WORDS}", word[1])
            found.append(CodeAction(title=title, kind=CodeActionKind.QuickFix, edit=edit))
    return found


def stretch_of(source: Source, edit: Edit) -> Range:
    """Return the exact stretch that an edit replaces, which may be empty."""
    whole = stretch(source, edit.span)
    span = edit.span
    is_empty = (span.line, span.column) == (span.end_line, span.end_column)
    return Range(whole.start, whole.start) if is_empty else whole


def _mended(source: Source, finding: Diagnostic) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    """Yield what may be done about a finding: its fix, else to write one of the words that were meant."""
    if finding.fix and all(edit.span.path == source.path for edit in finding.fix):
        yield f"{finding.code}: {finding.hint or finding.message}", finding.fix
        return
    near = _NEAR.search(finding.hint)
    written = _text(source, finding.span)
    if near and written and f"“{written}”" in finding.message:
        for meant in _NAMED.findall(near[1]):
            yield f"Write “{meant}”", (Edit(finding.span, meant),)


def _added(uri: str, word: str) -> WorkspaceEdit:
    """Return the edit that writes a word into the list, at its head, as nobody knows where it ends."""
    start = Position(0, 0)
    return WorkspaceEdit(
        document_changes=[
            CreateFile(uri, options=CreateFileOptions(ignore_if_exists=True)),
            TextDocumentEdit(
                OptionalVersionedTextDocumentIdentifier(uri), [TextEdit(Range(start, start), f"{word}\n")]
            ),
        ]
    )


def _text(source: Source, span: Span) -> str:
    if span.line != span.end_line:
        return ""
    return source.line(span.line)[span.column - 1 : span.end_column - 1]
