"""What a language server keeps: a desk for each repository that files are open of."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from smmgen.lsp.desk import Desk
from smmgen.lsp.place import stretch
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source
from smmgen.read.tree import Folder

PAUSE_SECONDS = 0.6
"""After so long without a keystroke everything is checked, not only the file that changed."""

_SEVERITY = {
    "error": lsp.DiagnosticSeverity.Error,
    "warning": lsp.DiagnosticSeverity.Warning,
    "info": lsp.DiagnosticSeverity.Information,
}


class Open(NamedTuple):
    """A file that is open: its repository's root and desk, its path there, and its text as it is now."""

    root: Path
    desk: Desk
    path: str
    source: Source


class Office(LanguageServer):
    """A language server with a desk for each repository that files are open of."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__("smmgen", version("smmgen"))
        self._now = now
        self._desks: dict[Path, Desk] = {}
        self._checks: dict[Path, asyncio.Task[None]] = {}
        self._took: dict[Path, float] = {}
        self._told: dict[Path, set[str]] = {}

    def open(self, uri: str, text: str | None = None) -> Open | None:
        """Return an open file of a repository; `text` is what it holds where that is new."""
        file = Path(to_fs_path(uri) or "/").resolve()
        root = next((one for one in file.parents if (one / "smmgen.yaml").is_file()), None)
        if root is None:
            return None
        if root not in self._desks:
            self._desks[root] = Desk(Folder(root), self._now)
        desk, path = self._desks[root], file.relative_to(root).as_posix()
        if text is not None:
            desk.write(path, text)
        source = desk.source(path)
        return Open(root, desk, path, source) if source else None

    def check_soon(self, root: Path, pause: float | None = None) -> None:
        """Check everything once nothing was written for a while: for as long as that last took, or longer."""
        if pause is None:
            pause = max(PAUSE_SECONDS, self._took.get(root, 0))
        if before := self._checks.get(root):
            before.cancel()
        self._checks[root] = asyncio.get_running_loop().create_task(self._check(root, pause))

    async def _check(self, root: Path, pause: float) -> None:
        await asyncio.sleep(pause)
        desk = self._desks[root]
        loop = asyncio.get_running_loop()
        begun = loop.time()
        desk.take(await loop.run_in_executor(None, desk.look()))
        self._took[root] = loop.time() - begun
        found = desk.findings()
        for path in self._told.get(root, set()) - found.keys():
            self.tell(root, path, ())
        for path, findings in found.items():
            self.tell(root, path, findings)
        self._told[root] = set(found)
        self._refresh_hints()

    def tell(self, root: Path, path: str, findings: tuple[Diagnostic, ...]) -> None:
        """Show a file's findings."""
        source = self._desks[root].source(path) or Source(path, "")
        shown = [_diagnostic(source, finding) for finding in findings]
        self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri_of(root, path), shown))

    def _refresh_hints(self) -> None:
        workspace = self.client_capabilities.workspace
        if workspace and workspace.inlay_hint and workspace.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)


def uri_of(root: Path, path: str) -> str:
    """Return a file's address."""
    return from_fs_path(str(root / path)) or ""


def _diagnostic(source: Source, finding: Diagnostic) -> lsp.Diagnostic:
    who = f" ({finding.account})" if finding.account else ""
    message = f"{finding.message}{who}" + (f"\n{finding.hint}" if finding.hint else "")
    return lsp.Diagnostic(
        range=stretch(source, finding.span),
        message=message,
        severity=_SEVERITY[finding.severity],
        code=finding.code,
        source="smmgen",
    )
