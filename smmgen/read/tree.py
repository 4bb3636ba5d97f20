"""The files of a content repository by path, wherever they lie."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

MAX_BYTES = 100_000_000
"""No file of a content repository is read beyond this length, in bytes."""


class Tree(Protocol):
    """Files by path from the repository's root, with `/`: a folder, a git revision, or a dict in a test."""

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files that smmgen may read, sorted."""

    def exists(self, path: str) -> bool:
        """Tell whether there is a regular file at `path`, inside the root."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise `OSError` where it is missing, outside, or no regular file."""


class Memory:
    """A tree out of a dict, for tests and for content that was never on disk."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        self._files = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}

    def paths(self) -> tuple[str, ...]:
        """Return all paths, sorted."""
        return tuple(sorted(self._files))

    def exists(self, path: str) -> bool:
        """Tell whether the dict has `path`."""
        return path in self._files

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise `FileNotFoundError` where there is none."""
        try:
            return self._files[path]
        except KeyError:
            raise FileNotFoundError(path) from None


ROOMS = ("content", "plans", "themes")


class Folder:
    """A tree on disk: `smmgen.yaml` and what lies in `content/`, `plans/` and `themes/`.

    Symbolic links are not followed, neither by listing nor by reading: content is data, and must not be
    able to name a file outside its repository. Hidden files are left out.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all regular files, sorted."""
        found = ["smmgen.yaml"] if self.exists("smmgen.yaml") else []
        for room in ROOMS:
            found += _files(self.root / room, room)
        return tuple(sorted(found))

    def exists(self, path: str) -> bool:
        """Tell whether there is a regular file at `path`, reached without a symbolic link."""
        return self._inside(path) is not None

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise `FileNotFoundError` or `OSError`."""
        inside = self._inside(path)
        if inside is None:
            raise FileNotFoundError(path)
        if inside.stat().st_size > MAX_BYTES:
            raise OSError(f"{path} is longer than {MAX_BYTES // 1_000_000} MB")
        return inside.read_bytes()

    def _inside(self, path: str) -> Path | None:
        parts = path.split("/")
        if not path or any(part in ("", ".", "..") for part in parts) or "\0" in path:
            return None
        place = self.root
        for part in parts:
            place = place / part
            if place.is_symlink():
                return None
        return place if place.is_file() else None


def _files(folder: Path, base: str) -> list[str]:
    found: list[str] = []
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return found
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{base}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            found += _files(Path(entry.path), path)
        elif entry.is_file(follow_symlinks=False):
            found.append(path)
    return found
