"""What is installed here, by what it holds: the same on every machine that has the same."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from msgspec import Struct, msgpack

from smmgen.recall.mark import Mark, mark_of
from smmgen.whole import write_whole

_TOOLS = ("pip-", "setuptools-", "uv-", "wheel-")
"""What only installs packages; machines that are alike in all else differ in it."""

_RECEIPTS = (b"__pycache__/", b"/INSTALLER,", b"/REQUESTED,", b"/RECORD,", b"/direct_url.json,")

_SIZE = len(mark_of(b""))


class Program(Struct, frozen=True):
    """Our own package, the folders of installed packages, and those of the system's dictionaries."""

    ours: Path
    packages: Sequence[str]
    dictionaries: Sequence[str]

    def mark(self) -> Mark:
        """Return the mark of our code and data, of Python, and of all packages and dictionaries.

        It goes by bytes, as machines differ in times. They are read again only where a time of this machine
        is another: what was found is kept where Python keeps compiled modules.
        """
        place = Path(cache_from_source(os.fspath(self.ours / "program.py"))).with_suffix(".mark")
        stamps, kept = mark_of(msgpack.encode(self._stamps())), _bytes(place)
        if kept[:_SIZE] == stamps and len(kept) == 2 * _SIZE:
            return kept[_SIZE:]
        mark = mark_of(msgpack.encode(self._contents()))
        with suppress(OSError):  # whoever runs it may not be who installed it
            write_whole(place, stamps + mark)
        return mark

    def _stamps(self) -> list[object]:
        """Return what shows on this machine that something may be another.

        Whoever installs a package makes a folder among the others, so that their folder's time tells.
        """
        files = [] if self._records() else [(path, *times) for path, times in _files(os.fspath(self.ours))]
        places = [(place, _written(place)) for place in (*self.packages, *self.dictionaries)]
        return [list(sys.version_info), sorted(files), places]

    def _contents(self) -> list[object]:
        records, root = self._records(), os.fspath(self.ours)
        files = [] if records else [(path[len(root) :], mark_of(_bytes(path))) for path, _ in _files(root)]
        ours = [line for path in records for line in _listed(path)]
        packages = sorted(one for place in self.packages for one in _packages(place))
        words = [_dictionaries(place) for place in self.dictionaries]
        return [list(sys.version_info), sorted(files), ours, packages, words]

    def _records(self) -> list[str]:
        """Return the list of our files with their hashes, if we were installed from a wheel."""
        folder = self.ours.parent
        found = [name for name in _names(os.fspath(folder)) if name.startswith("smmgen-")]
        return [f"{folder}/{name}/RECORD" for name in found if name.endswith(".dist-info")]


def _packages(place: str) -> Iterator[tuple[str, list[bytes]]]:
    """Yield each package by its name and version, with its files where these do not tell what it holds.

    What came from an index is the same wherever it has this version; what came from a folder or a repository
    may be worked on, and installers leave a note of that.
    """
    for name in _names(place):
        if name.endswith((".dist-info", ".egg-info")) and not name.startswith((*_TOOLS, "smmgen-")):
            folder = f"{place}/{name}"
            is_worked_on = os.path.exists(f"{folder}/direct_url.json")  # noqa: PTH110
            yield name, _listed(f"{folder}/RECORD") if is_worked_on else []


def _listed(record: str) -> list[bytes]:
    """Return the lines of a list of files with their hashes, without those that tell how it was installed."""
    lines = (line for line in _bytes(record).splitlines() if not line.startswith(b"../"))
    return sorted(line for line in lines if not any(one in line for one in _RECEIPTS))


def _dictionaries(place: str) -> list[tuple[str, int, int]]:
    try:
        with os.scandir(place) as entries:
            found = [(entry.name, entry.stat()) for entry in entries]
    except OSError:
        return []
    return sorted((name, int(status.st_mtime), status.st_size) for name, status in found)


def _names(place: str) -> list[str]:
    try:
        return os.listdir(place)  # noqa: PTH208  (at the start of every run)
    except OSError:
        return []


def _written(place: str) -> int:
    try:
        return os.stat(place).st_mtime_ns  # noqa: PTH116  (at the start of every run)
    except OSError:
        return 0


def _files(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Yield all files of a package with their times and lengths; what is compiled is left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _files(entry.path)
            else:
                status = entry.stat()
                yield entry.path, (status.st_mtime_ns, status.st_ctime_ns, status.st_size)


def _bytes(path: str | Path) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError:
        return b""
