"""What the program itself is: with another one, nothing that was made before counts."""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import msgpack

from smmgen.read.tree import Stamp, stamp_of
from smmgen.recall.mark import Mark, mark_of
from smmgen.spelling.dictionary import SYSTEM

_OURS = Path(__file__).parents[1]


def world() -> Mark:
    """Return the mark of our own code, of Python, and of which packages and dictionaries are installed."""
    places = [*(place for place in sys.path if place.endswith("-packages")), *SYSTEM]
    packages = [(place, _written(place)) for place in places]
    return mark_of(msgpack.encode([sys.version, sorted(_code(str(_OURS))), packages]))


def foreign() -> dict[str, Stamp | None]:
    """Return the stamps of all modules in use that lie neither in an installed package nor in Python.

    Rules and networks of packages that are being worked on lie there; whatever they import is among them.
    """
    places = (str(_OURS) + os.sep, str(Path(os.__file__).parent) + os.sep)
    files = {getattr(module, "__file__", None) for module in tuple(sys.modules.values())}
    return {
        path: stamp(path)
        for path in sorted(file for file in files if file)
        if not path.startswith(places) and "-packages" + os.sep not in path
    }


def is_same(files: Mapping[str, Stamp | None]) -> bool:
    """Tell whether files are as they were."""
    return all(stamp(path) == before for path, before in files.items())


def stamp(path: str) -> Stamp | None:
    """Return a file's stamp, None where there is none."""
    try:
        return stamp_of(os.lstat(path))
    except OSError:
        return None


def _written(place: str) -> int:
    try:
        return os.stat(place).st_mtime_ns  # noqa: PTH116  (at the start of every run)
    except OSError:
        return 0


def _code(folder: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _code(entry.path)
            else:
                status = entry.stat()
                yield entry.path, status.st_mtime_ns, status.st_size
