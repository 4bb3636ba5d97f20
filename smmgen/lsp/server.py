"""Speak the Language Server Protocol with an editor, over standard input and output.

pygls does the talking: it is what most language servers in Python are built on, and keeps to the protocol's
own definitions (lsprotocol).
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from lsprotocol import types as lsp

from smmgen.lsp.actions import actions
from smmgen.lsp.complete import choices
from smmgen.lsp.counters import counters
from smmgen.lsp.hover import hover
from smmgen.lsp.office import Office
from smmgen.lsp.place import column, position, stretch
from smmgen.lsp.shapes import Choice
from smmgen.model.source import Source

_KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.EnumMember,
    "file": lsp.CompletionItemKind.File,
}


def make_server(now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Office:
    """Return a server that is ready to be started."""
    office = Office(now)
    for name, (answer, options) in _ANSWERS.items():
        office.feature(name, options)(answer)
    return office


def _opened(office: Office, asked: lsp.DidOpenTextDocumentParams) -> None:
    if found := office.open(asked.text_document.uri, asked.text_document.text):
        office.check_soon(found.root, 0)


def _changed(office: Office, asked: lsp.DidChangeTextDocumentParams) -> None:
    text = office.workspace.get_text_document(asked.text_document.uri).source
    if found := office.open(asked.text_document.uri, text):
        office.tell(found.root, found.path, found.desk.findings().get(found.path, ()))
        office.check_soon(found.root)


def _saved(office: Office, asked: lsp.DidSaveTextDocumentParams) -> None:
    if found := office.open(asked.text_document.uri):
        office.check_soon(found.root, 0)


def _closed(office: Office, asked: lsp.DidCloseTextDocumentParams) -> None:
    if found := office.open(asked.text_document.uri):
        found.desk.close(found.path)
        office.check_soon(found.root, 0)


def _completed(office: Office, asked: lsp.CompletionParams) -> list[lsp.CompletionItem]:
    found = office.open(asked.text_document.uri)
    if found is None:
        return []
    line, at = asked.position.line + 1, column(found.source, asked.position)
    offered, word = choices(found.source, line, at, found.desk.known, found.desk.paths)
    written = lsp.Range(position(found.source, line, at - len(word)), asked.position)
    return [_item(one, written) for one in offered]


def _item(one: Choice, written: lsp.Range) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        label=one.text,
        detail=one.what if one.what not in _KINDS else None,
        documentation=_markdown(one.about) if one.about else None,
        kind=_KINDS.get(one.what, lsp.CompletionItemKind.Reference),
        text_edit=lsp.TextEdit(written, f"{one.text}: " if one.what == "key" else one.text),
    )


def _markdown(text: str) -> lsp.MarkupContent:
    return lsp.MarkupContent(lsp.MarkupKind.Markdown, text)


def _hovered(office: Office, asked: lsp.HoverParams) -> lsp.Hover | None:
    found = office.open(asked.text_document.uri)
    if found is None:
        return None
    line, at = asked.position.line + 1, column(found.source, asked.position)
    told = hover(found.source, line, at, found.desk.known, found.desk.variants(found.path))
    return lsp.Hover(_markdown(told.text), stretch(found.source, told.span)) if told else None


def _counted(office: Office, asked: lsp.InlayHintParams) -> list[lsp.InlayHint]:
    found = office.open(asked.text_document.uri)
    if found is None:
        return []
    first, last = asked.range.start.line + 1, asked.range.end.line + 1
    return [
        lsp.InlayHint(_end(found.source, one.line), one.text, padding_left=True)
        for one in counters(found.source, found.desk.variants(found.path))
        if first <= one.line <= last
    ]


def _end(source: Source, line: int) -> lsp.Position:
    return position(source, line, len(source.line(line)) + 1)


def _mended(office: Office, asked: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    found = office.open(asked.text_document.uri)
    if found is None:
        return []
    findings = found.desk.findings().get(found.path, ())
    return actions(found.source, asked.text_document.uri, findings, asked.range)


_ANSWERS: Mapping[str, tuple[Callable[..., Any], Any]] = {
    lsp.TEXT_DOCUMENT_DID_OPEN: (_opened, None),
    lsp.TEXT_DOCUMENT_DID_CHANGE: (_changed, None),
    lsp.TEXT_DOCUMENT_DID_SAVE: (_saved, None),
    lsp.TEXT_DOCUMENT_DID_CLOSE: (_closed, None),
    lsp.TEXT_DOCUMENT_COMPLETION: (
        _completed,
        lsp.CompletionOptions(trigger_characters=[" ", "[", "{", ",", "(", "-", "|"]),
    ),
    lsp.TEXT_DOCUMENT_HOVER: (_hovered, None),
    lsp.TEXT_DOCUMENT_INLAY_HINT: (_counted, None),
    lsp.TEXT_DOCUMENT_CODE_ACTION: (
        _mended,
        lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix]),
    ),
}
