"""Locks that git leaves behind when the power goes while it writes.

Nobody removes such a file, and git takes it for another git at work, for ever. It may be one: so each git of
ours that locks refs holds a guard, which the system takes away from whoever ends, however that comes about.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # elsewhere than on Unix nobody can hold a guard, and a lock that was left stays
    fcntl = None

STALE_SECONDS = 600.0
"""From this age on nobody else's git holds a ref's lock either: each is held for moments."""


@contextmanager
def alive(guard: Path | None) -> Iterator[tuple[int, ...]]:
    """Hold the guard; yield what a git is to inherit that may outlive us, as it holds the guard too."""
    held = _opened(guard)
    if held is None or not fcntl:
        yield ()
        return
    try:
        fcntl.flock(held, fcntl.LOCK_SH)
        yield (held,)
    finally:
        os.close(held)


def is_removed(lock: Path, guard: Path | None) -> bool:
    """Remove a lock that nobody can hold any more; tell whether it is gone."""
    held = _opened(guard)
    if held is None or not fcntl:
        return False
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if abs(time.time() - lock.stat().st_mtime) >= STALE_SECONDS:
            lock.unlink()
    except OSError:  # somebody holds the guard, or the lock went by itself
        pass
    finally:
        os.close(held)
    return not lock.exists()


def _opened(guard: Path | None) -> int | None:
    """Open the guard; None where there is none, no place to write it, or no way to hold it."""
    if guard is None or not fcntl:
        return None
    with suppress(OSError):
        guard.parent.mkdir(parents=True, exist_ok=True)
        return os.open(guard, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    return None
