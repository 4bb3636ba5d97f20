"""Write edits into the files of posts, each in one step, and only over what the person saw."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from smmgen.build.entry import page_of
from smmgen.check.fix import replace_file
from smmgen.model.source import Source
from smmgen.read.front_matter import decode
from smmgen.read.post import read_post
from smmgen.read.repository import is_post
from smmgen.read.tree import Folder
from smmgen.serve.edit import Edit, Stale, edited
from smmgen.serve.sheet import Sheet, sheet_of


class Writer:
    """Edits the posts of the content repository `root`; a post is named by its page."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def sheet(self, page: str) -> Sheet:
        """Return what can be edited of the post that has a page; raises `Stale` where there is none."""
        return sheet_of(self._source(page))

    def write(self, page: str, edits: Iterable[Edit]) -> str:
        """Write edits into the post's file and return its path; all of them, or none: raises `Stale`."""
        path = self._source(page).path
        place = self._root / path
        before = place.read_bytes()
        try:
            raw = before.decode("utf-8")
        except UnicodeDecodeError:
            raise Stale(f"{path} is not UTF-8; mend it in the file.") from None
        after = edited(path, raw, edits).encode("utf-8")
        if place.is_symlink() or place.read_bytes() != before:
            raise Stale(f"{path} was saved by another program just now; try again.")
        replace_file(place, after)
        return path

    def _source(self, page: str) -> Source:
        tree = Folder(self._root)
        for path in _likely(page, filter(is_post, tree.paths())):
            source, _ = decode(path, tree.read(path))
            post, _ = read_post(source, None)
            if post and page_of(post.id) == page:
                return source
        raise Stale("No file has this post any more.")


def _likely(page: str, paths: Iterator[str]) -> list[str]:
    """Return all paths, those whose names tell of the post first: others need not even be read."""
    name = page.removeprefix("posts/").removesuffix("/index.html")
    return sorted(paths, key=lambda path: name not in path)
