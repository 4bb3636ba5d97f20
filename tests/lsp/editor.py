"""An editor: a real client of the Language Server Protocol that starts `smmgen lsp` and talks to it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from tests import warm

PATIENCE = 60.0
"""So many seconds an answer may take on a slow machine with other work."""


class Editor:
    """One window with one repository; what the server says of each file is in `findings`.

    `command` starts another server than ours, and `settings` are what it asks for.
    """

    def __init__(
        self, root: Path, command: Sequence[str] = (), settings: Mapping[str, Any] | None = None
    ) -> None:
        self.root = root
        self.findings: dict[str, list[lsp.Diagnostic]] = {}
        self._loop = asyncio.new_event_loop()
        self._client = LanguageClient("test", "1")
        self._heard = asyncio.Event()
        self._versions: dict[str, int] = {}

        @self._client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def told(said: lsp.PublishDiagnosticsParams) -> None:
            file = Path(said.uri.removeprefix("file://"))
            if file.is_relative_to(self.root):  # what comes late of a repository before is none of this one's
                self.findings[file.relative_to(self.root).as_posix()] = list(said.diagnostics)
                self._heard.set()

        @self._client.feature(lsp.WORKSPACE_INLAY_HINT_REFRESH)
        def refreshed(_: None) -> None:
            return None

        @self._client.feature(lsp.WORKSPACE_CONFIGURATION)
        def asked_for(asked: lsp.ConfigurationParams) -> list[Any]:
            return [(settings or {}).get(item.section or "") for item in asked.items]

        @self._client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def registered(_: lsp.RegistrationParams) -> None:
            return None

        self._run(self._client.start_io(*(command or warm.command("lsp"))))
        hints = lsp.InlayHintWorkspaceClientCapabilities(refresh_support=True)
        able = lsp.ClientCapabilities(
            workspace=lsp.WorkspaceClientCapabilities(
                inlay_hint=hints, configuration=bool(settings), workspace_folders=True
            )
        )
        folders = [lsp.WorkspaceFolder(root.as_uri(), root.name)]
        asked = lsp.InitializeParams(capabilities=able, root_uri=root.as_uri(), workspace_folders=folders)
        self._run(self._client.initialize_async(asked))
        self._client.initialized(lsp.InitializedParams())
        if settings:
            self._client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(settings))

    def move(self, root: Path) -> None:
        """Go on with the files of another repository; nothing of the one before is kept."""
        self.root = root
        self.findings.clear()
        self._versions.clear()

    def _run(self, what: Any) -> Any:
        return self._loop.run_until_complete(asyncio.wait_for(what, PATIENCE))

    def _uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def open(self, path: str) -> None:
        """Open a file."""
        text = (self.root / path).read_text("utf-8")
        document = lsp.TextDocumentItem(self._uri(path), "markdown", 1, text)
        self._client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))

    def type(self, path: str, text: str) -> None:
        """Write a file anew, without saving it."""
        self._versions[path] = self._versions.get(path, 1) + 1
        document = lsp.VersionedTextDocumentIdentifier(self._versions[path], self._uri(path))
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self._client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    def save(self, path: str, text: str) -> None:
        """Write a file to disk."""
        (self.root / path).write_text(text, "utf-8")
        self._client.text_document_did_save(lsp.DidSaveTextDocumentParams(self._document(path)))

    def close(self, path: str) -> None:
        """Close a file without saving it."""
        self._client.text_document_did_close(lsp.DidCloseTextDocumentParams(self._document(path)))

    def wait(self, path: str, is_there: Callable[[list[str]], bool]) -> list[str]:
        """Wait until the codes of a file's findings are as they should be."""

        async def listen() -> None:
            while path not in self.findings or not is_there(self.codes(path)):
                self._heard.clear()
                await self._heard.wait()

        self._run(listen())
        return self.codes(path)

    def codes(self, path: str) -> list[str]:
        """Return the codes of a file's findings."""
        return [str(finding.code) for finding in self.findings.get(path, [])]

    def _document(self, path: str) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self._uri(path))

    def completions(self, path: str, line: int, character: int) -> dict[str, lsp.CompletionItem]:
        """Return what is offered at a place (from 0), by its label."""
        asked = lsp.CompletionParams(self._document(path), lsp.Position(line, character))
        found = self._run(self._client.text_document_completion_async(asked))
        return {
            item.label: item for item in (found.items if isinstance(found, lsp.CompletionList) else found)
        }

    def hover(self, path: str, line: int, character: int) -> str:
        """Return what is told about a place (from 0)."""
        asked = lsp.HoverParams(self._document(path), lsp.Position(line, character))
        told = self._run(self._client.text_document_hover_async(asked))
        return told.contents.value if told else ""

    def counters(self, path: str) -> dict[int, str]:
        """Return the texts at the ends of lines (from 0)."""
        whole = lsp.Range(lsp.Position(0, 0), lsp.Position(999, 0))
        asked = lsp.InlayHintParams(self._document(path), whole)
        hints = self._run(self._client.text_document_inlay_hint_async(asked))
        return {hint.position.line: hint.label for hint in hints}

    def fixes(self, path: str, code: str) -> dict[str, lsp.WorkspaceEdit]:
        """Return what mends a finding, by its title."""
        finding = next(one for one in self.findings[path] if one.code == code)
        context = lsp.CodeActionContext([finding])
        asked = lsp.CodeActionParams(self._document(path), finding.range, context)
        return {one.title: one.edit for one in self._run(self._client.text_document_code_action_async(asked))}

    def leave(self) -> int | None:
        """End the server as an editor does, and return how it ended."""
        self._run(self._client.shutdown_async(None))
        self._client.exit(None)
        server = self._client._server
        code = self._run(server.wait()) if server else None
        self._run(self._client.stop())
        self._loop.close()
        return code
