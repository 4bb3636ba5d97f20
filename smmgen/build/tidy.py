"""Forget what builds into other folders left in the cache: nobody may ever build there again."""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

MOST = 8
"""So many other folders are remembered, those that were built last: a few branches, a few readers."""

KEPT = timedelta(days=30)
"""So long they are remembered, and so long a drawn picture is kept that no build needs: branches may."""

_CUT_OFF = timedelta(days=1)
"""A file that is being written for so long was given up: who wrote it was killed."""


def tidy(place: Path, now: datetime) -> None:
    """Remove what was kept of other folders beside `place`, where that is old or of many; `now` is aware.

    Builds that run beside this one have read theirs already, and write it anew in one piece: whatever is
    removed costs time, nothing else.
    """
    kind = place.name.partition("-")[0] + "-"
    found = sorted(_written(place.parent), reverse=True)
    others = [(at, path) for at, path in found if path.name.startswith(kind) and path != place]
    parts = [(at, path) for at, path in found if path.suffix == ".part"]
    old = [path for at, path in others[:MOST] if at < (now - KEPT).timestamp()]
    left = [path for at, path in parts if at < (now - _CUT_OFF).timestamp()]
    for path in (*old, *(path for _, path in others[MOST:]), *left):
        with suppress(OSError):
            path.unlink()


def _written(folder: Path) -> Iterator[tuple[float, Path]]:
    """Yield the files of a folder, and when each was written last (seconds since 1970)."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # somebody else may remove it just now
                if entry.is_file(follow_symlinks=False):
                    yield entry.stat(follow_symlinks=False).st_mtime, Path(entry.path)
