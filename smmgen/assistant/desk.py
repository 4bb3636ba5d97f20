"""What an assistant works on: the repository as it is on disk, or with a text in it that is not saved."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from smmgen.assistant.refused import Refused
from smmgen.model.brand import Brand
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.pipeline import Checked, check
from smmgen.read.overlay import Overlay
from smmgen.read.schema import near
from smmgen.read.tree import Folder, Stamp, Tree

Seen = tuple[dict[str, Stamp], tuple[str, ...]]


class _Kept(NamedTuple):
    """What was checked last, and the files and texts that it was checked from."""

    seen: Seen
    texts: Mapping[str, str]
    at: datetime
    checked: Checked


class Look(Struct, frozen=True):
    """The repository at one moment: its files, its project, and what was composed and found."""

    tree: Tree
    project: Project
    checked: Checked
    now: datetime

    @property
    def brand(self) -> Brand:
        """Return the brand."""
        return self.project.brand

    def post(self, name: str) -> Post:
        """Return a post named by its id or its file; raise `Refused` where there is none."""
        posts = self.project.posts
        found = next((one for one in posts if name in (one.id, one.source.path)), None)
        if found is None:
            raise Refused(f"There is no post “{name[:80]}”.", near(name[:80], [one.id for one in posts]))
        return found

    def post_at(self, path: str) -> Post | None:
        """Return the post of a file; None where it could not be read."""
        return next((one for one in self.project.posts if one.source.path == path), None)


class Desk:
    """One repository; `now` tells the time (UTC).

    What was checked is kept until a file changes, and so is the last text that was tried: it is checked, then
    previewed, then saved.
    """

    def __init__(self, root: Path, now: Callable[[], datetime]) -> None:
        self.root = root
        self._now = now
        self._kept: dict[bool, _Kept] = {}

    def look(self) -> Look:
        """Return the repository as it is on disk; raise `Refused` where it has no usable smmgen.yaml."""
        return self._looked({})

    def look_with(self, texts: Mapping[str, str]) -> Look:
        """Return the repository as it would be with these texts in place of their files; write nothing."""
        return self._looked(texts)

    def _looked(self, texts: Mapping[str, str]) -> Look:
        folder, now = Folder(self.root), self._now()
        tree: Tree = Overlay(folder, folder.paths(), texts) if texts else folder
        seen, kept = folder.look(), self._kept.get(bool(texts))
        if (
            kept is None
            or (kept.seen, kept.texts) != (seen, texts)
            or not kept.at <= now < kept.checked.until
        ):
            kept = self._kept[bool(texts)] = _Kept(seen, texts, now, check(tree, now))
        return _usable(tree, kept.checked, now)


def _usable(tree: Tree, checked: Checked, now: datetime) -> Look:
    if checked.project is None:
        errors = (one for one in checked.findings if one.severity == "error")
        why = next((f"{one.span.path}:{one.span.line}: {one.message}" for one in errors), "")
        raise Refused(f"There is no usable smmgen.yaml here. {why}".rstrip(), "A person has to mend it.")
    return Look(tree, checked.project, checked, now)
