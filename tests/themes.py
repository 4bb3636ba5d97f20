"""Themes that are read once for all tests: what a theme is follows from the files in `themes/` alone.

Two thirds of the time of a check of one small post went into the same theme. Tests of themes themselves call
`read_theme`, which keeps nothing.
"""

from functools import lru_cache

from smmgen.model.source import Span
from smmgen.read import repository
from smmgen.read.theme import Findings, Theme, read_theme
from smmgen.read.tree import Memory, Tree


def keep_themes() -> None:
    """Let whole repositories take a theme that was read before from the same bytes.

    Where a theme was named counts only where there is none.
    """
    repository.read_theme = _kept


def _kept(tree: Tree, name: str, named: Span) -> tuple[Theme, Findings]:
    paths = [path for path in tree.paths() if path.startswith("themes/")]
    if f"themes/{name}/theme.yaml" not in paths:
        return read_theme(tree, name, named)
    try:
        files = tuple((path, tree.read(path)) for path in paths)
    except OSError:
        return read_theme(tree, name, named)
    return _read(files, name)


@lru_cache(maxsize=16)
def _read(files: tuple[tuple[str, bytes], ...], name: str) -> tuple[Theme, Findings]:
    return read_theme(Memory(dict(files)), name)
