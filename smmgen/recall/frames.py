"""Read what all posts share, and keep it for as long as none of its files changes."""

from smmgen.read.brand import PATH
from smmgen.read.repository import POSTS, Frame, read_frame
from smmgen.read.tree import Tree
from smmgen.recall.mark import Mark
from smmgen.recall.marks import Marks
from smmgen.recall.scan import Scan

_Key = tuple[tuple[str, ...], tuple[Mark, ...], tuple[str, ...]]


class Frames:
    """The frame of the last run of a process that runs again and again."""

    def __init__(self) -> None:
        self._last: tuple[_Key, Frame] | None = None

    def read(self, tree: Tree, seen: Scan, names: tuple[str, ...], marks: Marks) -> Frame:
        """Return the frame of a tree; `names` are the paths of all files, `marks` are asked for its files."""
        paths = tuple(path for path in names if not path.startswith(POSTS) and _is_part(path))
        key = (paths, tuple(map(marks, paths)), seen.links)
        if self._last is None or self._last[0] != key:
            self._last = key, read_frame(tree, names, seen.links)
        return self._last[1]


def _is_part(path: str) -> bool:
    return path == PATH or path.endswith(".md") or path.startswith("themes/")
