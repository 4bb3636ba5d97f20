"""A wish to leave out what is found, as somebody wrote it."""

import sys

from msgspec import Struct

from smmgen.model.source import Span

END = sys.maxsize
"""The last line of a wish that is for a whole file."""


class Ignore(Struct, frozen=True, array_like=True):
    """Leave out findings of one code, or of one topic, in a file, from one line to another.

    `span` is where the code was written. `path` is the file, `first` and `last` are the lines where findings
    start. The code is empty where a comment to smmgen was not understood.
    """

    code: str
    span: Span
    path: str
    first: int = 1
    last: int = END
