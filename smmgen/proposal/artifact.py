"""What the check of a proposal kept: written by whoever proposes, so none of it is trusted.

It is read in memory, two names and no others, each up to a length. Nothing of it is run, rendered as a
template, written to disk, or used as a path.
"""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from msgspec import Struct

from smmgen.model.change import Change
from smmgen.model.fault import UsageError
from smmgen.review.as_data import from_data

NAME = "changes"
"""What the check calls what it keeps for the comment."""

MOST_BYTES = 8_000_000
"""A change that is longer is not read; a thousand posts at once have about a quarter of that."""


class Kept(Struct, frozen=True):
    """The number that the pull request claims to have, and what it claims to change."""

    number: int
    change: Change


def read_artifact(archive: bytes) -> Kept:
    """Read the archive; raise `UsageError` where it is not what our check keeps."""
    try:
        with ZipFile(BytesIO(archive)) as opened:
            number, change = (_read(opened, name) for name in ("number", "change.json"))
    except (BadZipFile, KeyError, RuntimeError, EOFError, OSError, zlib.error):
        raise UsageError("What the check kept is no archive with a number and a change in it.") from None
    if not re.fullmatch(rb"[1-9][0-9]{0,8}\n?", number):
        raise UsageError("What the check kept has no pull request's number in it.")
    return Kept(int(number), from_data(change))


def _read(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UsageError(f"What the check kept is longer than {MOST_BYTES // 1_000_000} MB.")
    return data
