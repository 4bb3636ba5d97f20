"""The files of a content repository by path, wherever they lie."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

MAX_BYTES = 100_000_000
"""No file of a content repository is read beyond this length, in bytes."""


class Tree(Protocol):
    """Files by path from the repository's root, with `/`: a folder, a git revision, or a dict in a test."""

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all files that smmgen may read, sorted."""

    def links(self) -> tuple[str, ...]:
        """Return the paths of symbolic links, which are not followed, sorted."""

    def exists(self, path: str) -> bool:
        """Tell whether there is a regular file at `path`, inside the root."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise `OSError` where it is missing, outside, or no regular file."""


class Files(Protocol):
    """The files of a tree, for those who look for them by name."""

    @property
    def paths(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def read(self) -> Callable[[str], bytes]: ...  # noqa: D102


class Listing(Struct, frozen=True):
    """A tree whose paths were listed once, for those who look for files by name; empty by default."""

    paths: tuple[str, ...] = ()
    read: Callable[[str], bytes] = field(default=lambda path: _nothing(path))


def _nothing(path: str) -> bytes:
    raise FileNotFoundError(path)


class Memory:
    """A tree out of a dict, for tests and for content that was never on disk."""

    def __init__(self, files: Mapping[str, bytes | str]) -> None:
        self._files = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}

    def paths(self) -> tuple[str, ...]:
        """Return all paths, sorted."""
        return tuple(sorted(self._files))

    def links(self) -> tuple[str, ...]:
        """Return nothing: a dict has no links."""
        return ()

    def exists(self, path: str) -> bool:
        """Tell whether the dict has `path`."""
        return path in self._files

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise `FileNotFoundError` where there is none."""
        try:
            return self._files[path]
        except KeyError:
            raise FileNotFoundError(path) from None


_READING = os.O_RDONLY | getattr(os, "O_BINARY", 0)
ROOMS = ("content", "plans", "themes")

Stamp = tuple[int, int, int, int]
"""When a file was last written and last changed (nanoseconds), its length in bytes, and its inode."""


class Folder:
    """A tree on disk: `smmgen.yaml` and what lies in `content/`, `plans/` and `themes/`.

    Symbolic links are not followed, neither by listing nor by reading: content is data, and must not be
    able to name a file outside its repository. Hidden files are left out.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders: dict[str, bool] = {"": True}

    def paths(self) -> tuple[str, ...]:
        """Return the paths of all regular files, sorted."""
        found = ["smmgen.yaml"] if self.exists("smmgen.yaml") else []
        found += [path for path, entry in self._listed() if not entry.is_symlink()]
        return tuple(sorted(found))

    def links(self) -> tuple[str, ...]:
        """Return the paths of symbolic links to files and folders, sorted."""
        return tuple(sorted(path for path, entry in self._listed() if entry.is_symlink()))

    def look(self) -> tuple[dict[str, Stamp], tuple[str, ...]]:
        """Return the stamp of every regular file by path, and the symbolic links; both in order of path."""
        self._folders = {"": True}
        status = _status(f"{self.root}/smmgen.yaml")
        found = {"smmgen.yaml": stamp_of(status)} if status and stat.S_ISREG(status.st_mode) else {}
        links = []
        for path, entry in self._listed():
            if entry.is_symlink():
                links.append(path)
            else:
                found[path] = stamp_of(entry.stat(follow_symlinks=False))
        return dict(sorted(found.items())), tuple(sorted(links))

    def _listed(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        for room in ROOMS:
            yield from _entries(self.root / room, room)

    def exists(self, path: str) -> bool:
        """Tell whether there is a regular file at `path`, reached without a symbolic link."""
        return self._length(path) is not None

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raise `FileNotFoundError` or `OSError`."""
        length = self._length(path)
        if length is None:
            raise FileNotFoundError(path)
        if length > MAX_BYTES:
            raise OSError(f"{path} is longer than {MAX_BYTES // 1_000_000} MB")
        place = f"{self.root}/{path}"
        handle = os.open(place, _READING)  # a file object takes twice as long, and there may be a thousand
        try:
            data = os.read(handle, length + 1)
        finally:
            os.close(handle)
        return data if len(data) == length else Path(place).read_bytes()

    def _length(self, path: str) -> int | None:
        """Return a file's length in bytes; None where there is no regular file inside."""
        folder, _, name = path.rpartition("/")
        if name in ("", ".", "..") or "\0" in path or not self._is_folder(folder):
            return None
        status = _status(f"{self.root}/{path}")
        return status.st_size if status and stat.S_ISREG(status.st_mode) else None

    def _is_folder(self, path: str) -> bool:
        """Tell whether a folder is reached without a symbolic link; each is asked for once."""
        if path not in self._folders:
            above, _, name = path.rpartition("/")
            is_named = name not in ("", ".", "..") and self._is_folder(above)
            status = _status(f"{self.root}/{path}") if is_named else None
            self._folders[path] = status is not None and stat.S_ISDIR(status.st_mode)
        return self._folders[path]


def _status(place: str) -> os.stat_result | None:
    try:
        return os.lstat(place)
    except (OSError, ValueError):
        return None


def stamp_of(status: os.stat_result) -> Stamp:
    """Return the stamp of a file by its status."""
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def _entries(folder: Path, base: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield the files and links of a folder and those below it, hidden ones left out, with their paths."""
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = f"{base}/{entry.name}"
        if entry.is_file(follow_symlinks=False) or entry.is_symlink():
            yield path, entry
        elif entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), path)
