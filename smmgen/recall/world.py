"""What the program itself is: with another one, nothing that was made before counts."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from smmgen.read.tree import Stamp, stamp_of
from smmgen.recall.mark import Mark
from smmgen.recall.program import Program
from smmgen.spelling.dictionary import SYSTEM

_OURS = Path(__file__).parents[1]
_KNOWN = (str(_OURS) + os.sep, str(Path(os.__file__).parent) + os.sep)


def world() -> Mark:
    """Return the mark of our own code, of Python, and of which packages and dictionaries are installed."""
    packages = [place for place in sys.path if place.endswith("-packages")]
    return Program(_OURS, packages, SYSTEM).mark()


def foreign() -> dict[str, Stamp | None]:
    """Return the stamps of all modules in use that lie neither in an installed package nor in Python.

    Rules and networks of packages that are being worked on lie there; whatever they import is among them. The
    script that starts us is not: each machine has its own.
    """
    return {path: stamp(path) for path in _foreign_files()}


def _foreign_files() -> list[str]:
    files = {getattr(module, "__file__", None) for module in tuple(sys.modules.values())}
    others = (path for path in files if path and not path.startswith(_KNOWN))
    return sorted(path for path in others if "-packages" + os.sep not in path and Path(path).stem != "smmgen")


def is_same(files: Mapping[str, Stamp | None]) -> bool:
    """Tell whether files are as they were."""
    return all(stamp(path) == before for path, before in files.items())


def stamp(path: str) -> Stamp | None:
    """Return a file's stamp, None where there is none."""
    try:
        return stamp_of(os.lstat(path))
    except OSError:
        return None
