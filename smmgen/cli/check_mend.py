"""What `smmgen check --fix` does to files, or shows of it with `--diff`."""

from collections.abc import Callable, Iterable
from pathlib import Path

import click

from smmgen.check.fix import Mended, difference, mend_all, rewritten, write
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source
from smmgen.read.front_matter import decode
from smmgen.read.overlay import Overlay
from smmgen.read.tree import Folder, Tree

Findings = Iterable[Diagnostic]


def mend_files(root: Path, findings: Findings, look: Callable[[Tree], Findings]) -> bool:
    """Mend files on disk and tell of each; return whether one was written. `look` finds what is left."""

    def read(path: str) -> Source | None:
        return _source(Folder(root), path)

    done = mend_all(findings, read, lambda one: _put(root, one), lambda: look(Folder(root)))
    for path, count in sorted(done.items()):
        click.echo(f"{path}: mended {count}.", err=True)
    return bool(done)


def show_difference(root: Path, findings: Findings, look: Callable[[Tree], Findings]) -> str:
    """Return what mending would change as a unified diff, and tell how much; no file is written."""
    folder = Folder(root)
    paths = folder.paths()
    data: dict[str, bytes] = {}
    texts: dict[str, str] = {}

    def put(one: Mended) -> bool:
        path = one.source.path
        data[path] = rewritten(data.get(path) or folder.read(path), one.edits)
        texts[path] = one.text
        return True

    def tree() -> Overlay:
        return Overlay(folder, paths, texts)

    done = mend_all(findings, lambda path: _source(tree(), path), put, lambda: look(tree()))
    what = f"{done.total()} in {len(done)} {'file' if len(done) == 1 else 'files'}" if done else "nothing"
    click.echo(f"smmgen check --fix would mend {what}.", err=True)
    return "".join(difference(path, folder.read(path), after) for path, after in sorted(data.items()))


def _put(root: Path, mended: Mended) -> bool:
    path = mended.source.path
    try:
        if write(root, mended):
            return True
        why = "changed since it was read"
    except OSError as fault:
        why = (fault.strerror or str(fault)).lower()
    click.echo(f"{path}: not written: {why}.", err=True)
    return False


def _source(tree: Tree, path: str) -> Source | None:
    """Return a text file as it is now; None for what is none, or cannot be read."""
    if not path.endswith((".yaml", ".md")):
        return None
    try:
        source, undecodable = decode(path, tree.read(path))
    except OSError:
        return None
    return None if undecodable else source
