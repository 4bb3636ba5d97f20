"""Tell a cache that was made here from one that came along with a repository.

What is kept of a post goes by the bytes of the post and of the program alone, so that it counts anywhere.
Whoever proposes a change could therefore make up what was found in a post, or how its picture looks.
"""

from functools import cache
from pathlib import Path

_HEADER = 8
_PLAIN = (2, 3)
"""Versions of git's index in which paths stand as they are. Source: gitformat-index(5), read 2026-11."""


@cache
def is_tracked(folder: Path) -> bool:
    """Tell whether git has files of a folder, as it never should of a cache; that one is not to be trusted.

    Where git's index tells no paths in plain, the answer is yes: it costs time, nothing else.
    """
    mine = folder.absolute()
    for above in mine.parents:
        if (index := _index(above / ".git")) is not None:
            is_plain = int.from_bytes(index[4:_HEADER], "big") in _PLAIN
            return bool(index) and (
                not is_plain or f"{mine.relative_to(above).as_posix()}/".encode() in index
            )
    return False


def _index(git: Path) -> bytes | None:
    """Return the index of a repository: empty where nothing was added yet, None where there is none."""
    try:
        folder = git if git.is_dir() else git.parent / git.read_text("utf-8").removeprefix("gitdir:").strip()
    except (OSError, UnicodeDecodeError):
        return None
    try:
        return (folder / "index").read_bytes()
    except OSError:
        return b""
