"""What holds while any command runs: known faults end it with a line."""

import errno
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from smmgen.model.fault import ConfigError, LedgerUnsafe, UsageError

_CODES = {UsageError: 2, ConfigError: 2, LedgerUnsafe: 4}
_DISK = frozenset(
    {*(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS), *(errno.EACCES, errno.EPERM, errno.EIO)}
    | {*(errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG)}
)
"""What a disk or its owner does to us: it is full, read-only, or something else is in the place."""


@contextmanager
def running() -> Iterator[None]:
    """Run what is inside as a command: every known fault becomes a line on stderr and its exit code."""
    try:
        yield
    except tuple(_CODES) as fault:
        _end(str(fault), _CODES[type(fault)])
    except OSError as fault:
        if fault.errno not in _DISK:
            raise
        place = f"{fault.filename}: " if fault.filename else ""
        _end(f"{place}{fault.strerror}. Make room there, or let smmgen write; then run it again.", 2)
    finally:
        gc.freeze()  # or Python looks through every module once more before it ends


def _end(told: str, code: int) -> None:
    sys.stderr.write(f"smmgen: {told}\n")
    sys.exit(code)
