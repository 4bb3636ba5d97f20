"""Themes and brands that are read once for all tests: they follow from the files in `themes/` and `smmgen.yaml` alone.

Two thirds of the time of a check of one small post went into the same theme, and a fifth of the rest into the same
configuration. Tests of these themselves call `read_theme` and `read_brand`, which keep nothing.
"""

from functools import lru_cache

from smmgen.model.source import Span
from smmgen.read import repository
from smmgen.read.brand import read_brand
from smmgen.read.theme import Findings, Theme, read_theme
from smmgen.read.tree import Memory, Tree


def keep_themes() -> None:
    """Let whole repositories take a theme, and a brand, that was read before from the same bytes.

    Where a theme was named counts only where there is none.
    """
    repository.read_theme = _kept
    repository.read_brand = lru_cache(maxsize=64)(read_brand)


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
