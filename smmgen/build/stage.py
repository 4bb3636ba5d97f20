"""Make a whole site beside the old one, and put it in its place at the very end.

A build that is cut off, at whatever moment, leaves a site whose files are whole, and in which nobody who
starts at its first page comes upon a link that leads nowhere.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from shutil import rmtree
from typing import Self

from smmgen.build.output import LIST, Output

FOLDER = ".smmgen-new"
"""Holds what a build made, within the site's folder: only there a file can be put in place at one blow."""

_FIRST_PAGE = "index.html"


class Stage(Output):
    """An output folder that shows nothing of a build before `settle`; only one build at a time may use it.

    What a build that was cut off left behind is removed; so is, at the end of a `with`, what is not settled.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self._made: dict[str, None] = {}
        self.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def take(self, paths: Iterable[str]) -> None:
        """Take over files that another process of this build wrote."""
        self._made.update(dict.fromkeys(paths))

    def settle(self) -> None:
        """Put everything in its place: what is new first, as pages that lead there must not be earlier."""
        new = [path for path in self._made if not os.path.lexists(self.root / path)]
        new.sort(key=_FIRST_PAGE.__eq__)
        self._listed.update(new)
        if new:
            self._list(self._listed)
        for path in dict.fromkeys((*new, *self._made)):
            _move(self._staged(path), self.root / path)
        self._made.clear()

    def clear(self) -> None:
        """Remove what was written and is not in its place."""
        self._made.clear()
        rmtree(self.root / FOLDER, ignore_errors=True)

    def _place(self, path: str) -> Path:
        return self._staged(path) if path in self._made else self.root / path

    def _write(self, path: str, parts: Iterable[bytes | memoryview]) -> None:
        _fill(self._staged(path), parts)
        self._made[path] = None

    def _write_list(self, data: bytes) -> None:
        _fill(self._staged(LIST), (data,))
        _move(self._staged(LIST), self.root / LIST)

    def _staged(self, path: str) -> Path:
        return self.root / FOLDER / path.replace("%", "%25").replace("/", "%2F")


def _fill(place: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write a file that nobody looks at before it is moved; one that is left unfinished is written anew."""
    try:
        file = place.open("wb")
    except FileNotFoundError:
        place.parent.mkdir(parents=True, exist_ok=True)
        file = place.open("wb")
    with file:
        for data in parts:
            file.write(data)
    place.chmod(0o644)  # whatever the mask: a server that shows the site is somebody else


def _move(place: Path, to: Path) -> None:
    try:
        place.replace(to)
    except FileNotFoundError:
        to.parent.mkdir(parents=True, exist_ok=True)
        place.replace(to)
