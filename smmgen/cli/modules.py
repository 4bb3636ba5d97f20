"""Load the modules of an installed smmgen out of one file: a command starts a seventh sooner.

A check loads 370 modules, and to find, open and read one takes Python 0.1 ms. The file lies beside those that
Python keeps of each, has the same code, and holds for as long as they do: until a module's source has another
time or length. Who works on smmgen, or has folders of their own before it in the path, goes without.

What is imported here has to be found without the file, so it is little: pathlib alone loads ten modules.
"""

import marshal
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.machinery import ModuleSpec, SourceFileLoader, all_suffixes
from importlib.util import MAGIC_NUMBER, cache_from_source
from os.path import basename, dirname, isdir, join
from types import CodeType, ModuleType

Row = tuple[str, str, int, int, bool, int, int]
"""Of a module: its source and its compiled file; the source's time (nanoseconds) and length; whether it is a
package; where its code begins in the file, and how long it is. A plain tuple, as `marshal` takes no other."""

ENOUGH = 40
"""So many modules that Python had to find itself are worth writing the file anew, which takes 0.1 s."""

_OURS = dirname(dirname(__file__))
_PYTHON = dirname(os.__file__)
_ENDINGS = frozenset({"", *(suffix[1:] for suffix in all_suffixes())})
_START = len(MAGIC_NUMBER) + 4
_LONGEST = 10_000_000
"""The list of modules is shorter, in bytes; it has a hundred for each."""

_BROKEN = (OSError, ValueError, EOFError, TypeError)
"""What reading a file ends in that is not what was written."""


class Modules:
    """Finds modules in the file before Python's own finders look; what it lacks, or what changed, is theirs.

    Modules of `home`, where smmgen is installed, and Python's own may stand in it.
    """

    def __init__(self, place: str, home: str) -> None:
        self._place = place
        self._home = home + os.sep
        self._file, self._start = -1, 0
        self._rows: dict[str, Row] = {}
        with suppress(*_BROKEN):
            self._file = os.open(place, os.O_RDONLY)
            head = os.read(self._file, _START)
            size = int.from_bytes(head[len(MAGIC_NUMBER) :], "big") if head.startswith(MAGIC_NUMBER) else 0
            # as with the compiled files beside it: who may write it may write the modules themselves
            self._rows = marshal.loads(os.read(self._file, min(size, _LONGEST)))  # noqa: S302
            self._start = _START + size

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return what Python's finders would of a module; None where they have to look."""
        row = self._rows.get(name)
        if row is None:
            return None
        source, compiled, _, _, is_package, _, _ = row
        folder = dirname(source)
        if path is not None and (dirname(folder) if is_package else folder) not in path:
            return None
        if not _is_same(row):
            return None
        spec = ModuleSpec(name, _Loader(name, source, self), origin=source, is_package=is_package)
        spec.has_location, spec.cached = True, compiled
        if is_package:
            spec.submodule_search_locations = [folder]
        return spec

    def is_hidden_by(self, folder: str) -> bool:
        """Tell whether a folder that Python looks into first may have a module of the same name."""
        try:
            names = [name.partition(".") for name in os.listdir(folder or ".")]
        except OSError:
            return False
        alike = [(stem, end) for stem, _, end in names if stem in self._rows and end in _ENDINGS]
        return any(end or isdir(join(folder, stem)) for stem, end in alike)

    def code(self, name: str) -> bytes:
        """Return a module's code as it was kept."""
        *_, start, size = self._rows[name]
        return os.pread(self._file, size, self._start + start)

    def keep(self) -> None:
        """Write the file anew for the next command, if this one had to find many modules without it."""
        if sys.dont_write_bytecode or not os.access(dirname(self._place), os.W_OK):
            return
        found = dict(self._found())
        if len(found) < ENOUGH:
            return
        from pathlib import Path

        from smmgen.whole import write_parts

        codes = {name: self.code(name) for name, row in self._rows.items() if _is_same(row)}
        codes |= {name: _code(name, source) for name, (source, *_) in found.items()}
        known, rows, start = self._rows | found, {}, 0
        for name, code in codes.items():
            rows[name] = (*known[name][:5], start, len(code))
            start += len(code)
        head = marshal.dumps(rows)
        parts = (MAGIC_NUMBER, len(head).to_bytes(4, "big"), head, *codes.values())
        with suppress(OSError):  # as on a full disk
            write_parts(Path(self._place), parts)

    def _found(self) -> Iterator[tuple[str, Row]]:
        """Yield the modules in use that Python found itself and that may stand in the file."""
        for name, module in tuple(sys.modules.items()):
            spec: ModuleSpec | None = getattr(module, "__spec__", None)
            if spec is None or spec.name != name or type(spec.loader) is not SourceFileLoader:
                continue
            source, compiled = spec.origin or "", spec.cached or ""
            if compiled and self._may_have(source) and not self._has(name):
                status = os.stat(source)
                is_package = spec.submodule_search_locations is not None
                yield name, (source, compiled, status.st_mtime_ns, status.st_size, is_package, 0, 0)

    def _may_have(self, source: str) -> bool:
        is_pythons = source.startswith(_PYTHON + os.sep) and "-packages" not in source
        return is_pythons or source.startswith(self._home)

    def _has(self, name: str) -> bool:
        return name in self._rows and _is_same(self._rows[name])


class _Loader(SourceFileLoader):
    """Takes a module's code out of the file; in all else it is Python's own."""

    def __init__(self, name: str, source: str, modules: Modules) -> None:
        super().__init__(name, source)
        self._modules = modules

    def get_code(self, fullname: str) -> CodeType | None:
        with suppress(*_BROKEN):
            code = marshal.loads(self._modules.code(fullname))  # noqa: S302  (as above)
            if isinstance(code, CodeType):
                return code
        return super().get_code(fullname)


def _code(name: str, source: str) -> bytes:
    """Return the code that Python loads of a module."""
    return marshal.dumps(SourceFileLoader(name, source).get_code(name))


def _is_same(row: Row) -> bool:
    """Tell whether a module's source is as it was."""
    try:
        status = os.stat(row[0])
    except OSError:
        return False
    return status.st_mtime_ns == row[2] and status.st_size == row[3]


def load_from_one_file() -> Modules | None:
    """Let modules be loaded out of the file; None where this is no plainly installed smmgen.

    Plainly: nothing but Python's own folders comes before ours in the path, beside that of the script (with
    `python -m` the present one). Where that has a module of one of these names, Python looks for all of them.
    """
    home, before = dirname(_OURS), sys.path[1:]
    del before[before.index(home) if home in before else 0 :]
    if not before or not all(map(_is_pythons, before)) or not hasattr(os, "pread"):  # as on Windows
        return None
    place = cache_from_source(join(_OURS, "modules.py")).removesuffix("pyc") + "code"
    modules = Modules(place, home)
    if not modules.is_hidden_by(sys.path[0]):
        sys.meta_path.insert(0, modules)
    return modules


def _is_pythons(place: str) -> bool:
    """Tell whether a place of the path is Python's library, as a folder or an archive, or its extensions."""
    is_archive = place.endswith(".zip") and dirname(place) == dirname(_PYTHON)
    return is_archive or place == _PYTHON or basename(place) == "lib-dynload"
