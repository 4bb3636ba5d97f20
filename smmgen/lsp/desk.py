"""What an editor has open: the repository as it is on disk and as it is being written."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime

from smmgen.editor.known import Known, known_in
from smmgen.lsp.keystroke import after_keystroke
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source
from smmgen.model.variant import Variant
from smmgen.pipeline import Checked, check
from smmgen.read.overlay import Overlay
from smmgen.read.tree import Tree

ByPath = Mapping[str, tuple[Diagnostic, ...]]


class Desk:
    """One repository in an editor; `now` tells the time (UTC), `texts` are those that are open, by path."""

    def __init__(self, tree: Tree, now: Callable[[], datetime]) -> None:
        self._tree = tree
        self._now = now
        self._paths: tuple[str, ...] = ()
        self.texts: dict[str, str] = {}
        self.checked = Checked(None, (), ())
        self.known = Known()

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files, as they were when everything was last checked."""
        return self._paths

    def look(self) -> Callable[[], Checked]:
        """Return a check of everything as it is written now, to be run wherever that is convenient."""
        tree, texts, now = self._tree, dict(self.texts), self._now()
        return lambda: check(Overlay(tree, tree.paths(), texts), now)

    def take(self, checked: Checked) -> None:
        """Take what a check of everything found."""
        self._paths = Overlay(self._tree, self._tree.paths(), self.texts).paths()
        self.checked = checked
        if checked.project:
            self.known = known_in(checked.project, self._paths)

    def write(self, path: str, text: str) -> None:
        """Take a file's new text, and find what is wrong with that file alone."""
        self.texts[path] = text
        tree = Overlay(self._tree, self._paths, self.texts)
        self.checked = after_keystroke(self.checked, path, tree, self._now())

    def close(self, path: str) -> None:
        """Let a file be again what it is on disk."""
        self.texts.pop(path, None)

    def findings(self) -> ByPath:
        """Return all findings by path; open files without any have an empty list."""
        found: dict[str, list[Diagnostic]] = defaultdict(list)
        for path in self.texts:
            found[path] = []
        for finding in self.checked.findings:
            found[finding.span.path].append(finding)
        return {path: tuple(of_path) for path, of_path in found.items()}

    def source(self, path: str) -> Source | None:
        """Return a file as it is written now; None where it is none of the repository's texts."""
        if path in self.texts:
            return Source(path, self.texts[path].replace("\r\n", "\n"))
        project = self.checked.project
        return project.sources.get(path) if project else None

    def variants(self, path: str) -> tuple[Variant, ...]:
        """Return what the post of a file will be on each account; empty for other files."""
        project = self.checked.project
        ids = {post.id for post in project.posts if post.source.path == path} if project else set()
        return tuple(variant for variant in self.checked.variants if variant.post in ids)
