"""What other packages bring: their entry points, by group, and their versions."""

import os
import sys
from importlib.machinery import PathFinder
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def entry_points(group: str) -> "tuple[EntryPoint, ...]":
    """Return the entry points of a group, in order of their names.

    The library that knows all about packages takes as long to load as a small repository to check, so it
    is asked only where some package has something of that group, or where that cannot be seen in a folder.
    """
    if not (_has_other_finders() or any(_names(Path(place), group) for place in sys.path)):
        return ()
    from importlib import metadata

    return tuple(sorted(metadata.entry_points(group=group), key=lambda entry: entry.name))


def version(package: str) -> str:
    """Return an installed package's version; raise `PackageNotFoundError` where there is none."""
    from importlib import metadata

    return metadata.version(package)


def _has_other_finders() -> bool:
    return any(hasattr(finder, "find_distributions") for finder in sys.meta_path if finder is not PathFinder)


def _names(place: Path, group: str) -> bool:
    """Tell whether a package in this place of `sys.path` may have entry points of a group."""
    if place.is_file():
        return True  # an archive
    heading = f"[{group}]".encode()
    try:
        with os.scandir(place) as found:
            folders = [entry.path for entry in found if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return False
    return any(heading in _bytes(f"{folder}/entry_points.txt") for folder in folders)


def _bytes(path: str) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY)  # as most packages have none, a file object would cost most
    except OSError:
        return b""
    with os.fdopen(handle, "rb") as file:
        return file.read()
