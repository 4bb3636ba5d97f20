"""Let one build at a time write into a folder."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # elsewhere than on Unix builds are on their own
    fcntl = None


@contextmanager
def locked(folder: Path, waits: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Wait until no other build writes into a folder, and keep others out; the system frees it in any case.

    `waits` is called before it waits, if it has to. Nothing is written: the folder itself is locked.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY) if fcntl else -1
    try:
        with suppress(OSError):  # some network drives know no locks
            _take(handle, waits)
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def _take(handle: int, waits: Callable[[], None]) -> None:
    if not fcntl:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waits()
        fcntl.flock(handle, fcntl.LOCK_EX)
