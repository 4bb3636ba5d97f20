"""Keep our own templates compiled, where Python keeps its own compiled modules."""

import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from io import BytesIO
from pathlib import Path
from pickle import UnpicklingError

import jinja2.compiler
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from smmgen.whole import write_whole


def _compiler() -> tuple[tuple[int, int], ...]:
    files = (jinja2.compiler.__file__, str(Path(__file__).with_name("pages.py")))
    return tuple((status.st_mtime_ns, status.st_size) for status in map(os.stat, files))


class Compiled(BytecodeCache):
    """Compiled templates of one folder, for as long as their text is the same.

    A compiled file is run as it is, so it is looked for only where Python would run one as well: beside the
    package, or where PYTHONPYCACHEPREFIX says; never in a content repository.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get_source_checksum(self, source: str) -> str:
        """Return what a compiled template depends on: its text, and who compiles it and how."""
        return super().get_source_checksum(f"{_compiler()}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template from its file; it is left alone where that is of another text or version."""
        with suppress(OSError, ValueError, EOFError, TypeError, UnpicklingError):
            bucket.load_bytecode(BytesIO(self._place(bucket).read_bytes()))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template's file, unless Python is told to write none."""
        if not sys.dont_write_bytecode:
            self.write(bucket)

    def write(self, bucket: Bucket) -> None:
        """Write a template's file."""
        with suppress(OSError):  # whoever runs it may not be who installed it
            write_whole(self._place(bucket), bucket.bytecode_to_string())

    def _place(self, bucket: Bucket) -> Path:
        return Path(cache_from_source(os.fspath(self._folder / f"{bucket.key}.py")))
