"""Which changes belong together: editors save in several steps, and git changes hundreds of files at once."""

from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct

from smmgen.read.tree import ROOMS

Step = Literal["begun", "done", "gone"]
"""What was seen of a file: somebody writes it; it is whole; it is no longer there."""

CONFIG = "smmgen.yaml"
QUIET_SECONDS = 0.008
"""So long nothing may follow a file that is whole; the steps of one save lie closer together."""
OPEN_SECONDS = 0.08
"""So long a file may stay half written or gone: it is about to be whole again. Where the system does not tell
that a file was closed, each save waits so long."""
MANY = 8
MANY_SECONDS = 0.15
"""So long nothing may follow where more than `MANY` files changed: git, or a copy, is at work."""
MOST_SECONDS = 3.0
"""No burst lasts longer; what comes later is the next one."""
ALL = 200
"""Of more files than these it is not asked which: the system may have dropped some of what it had to tell."""


class Change(Struct, frozen=True):
    """A step of a change to the file at `path`, from the repository's root; an empty path is any file."""

    step: Step
    path: str


class Burst:
    """Changes that belong together, from the first on; times are seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._last: dict[str, Step] = {}
        self._began = self._ended = 0.0

    def add(self, change: Change, at: float) -> None:
        """Take a change that was seen at a time."""
        if not self._last:
            self._began = at
        self._last[change.path] = change.step
        self._ended = at

    def ends(self) -> float | None:
        """Return when it will be over if nothing more is seen; None before anything was."""
        if not self._last:
            return None
        if len(self._last) > MANY or "" in self._last:
            quiet = MANY_SECONDS
        else:
            quiet = QUIET_SECONDS if set(self._last.values()) == {"done"} else OPEN_SECONDS
        return min(self._ended + quiet, self._began + MOST_SECONDS)

    def take(self) -> frozenset[str] | None:
        """Return the paths that changed, None for any, and begin anew."""
        paths = frozenset(self._last)
        self._last = {}
        return None if "" in paths or len(paths) > ALL else paths


def is_content(path: str) -> bool:
    """Tell whether a file is read at all: hidden ones, and what editors keep beside a file, are not."""
    parts = PurePosixPath(path).parts
    if path == CONFIG:
        return True
    if len(parts) < 2 or parts[0] not in ROOMS or any(part.startswith(".") for part in parts):
        return False
    name = parts[-1]
    is_kept_beside = name.endswith(("~", ".swp", ".tmp", ".bak", ".orig")) or "___jb_" in name
    return not (is_kept_beside or name == "4913" or (name[0] == "#" and name[-1] == "#"))
