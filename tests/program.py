"""What this very program is, found once for all tests: nobody edits it while they run.

A check asks whether a file of ours is another, which is a hundredth of a second for each of thousands of checks. Only
where we are worked on: an installed wheel has a list. Tests of the mark itself make programs of their own.

It asks too which modules in use are not installed; the hundreds of the tests are, and would be stamped each time.
"""

import sys
from functools import cache
from pathlib import Path

from smmgen.recall import program, world
from smmgen.recall.mark import Mark
from smmgen.recall.program import Program

_find, _look = Program.mark, world._foreign_files
TESTS = str(Path(__file__).parent)


def keep_program() -> None:
    """Let every check in this process take the mark that the first one found."""
    Program.mark = _kept  # type: ignore[method-assign]
    world._foreign_files = lambda: _others(len(sys.modules))


def _kept(asked: Program) -> Mark:
    if not program.__file__.startswith(str(asked.ours)):
        return _find(asked)
    return _mark(asked.ours, tuple(asked.packages), tuple(asked.dictionaries))


@cache
def _mark(*parts: object) -> Mark:
    return _find(Program(*parts))  # type: ignore[arg-type]


@cache
def _others(_modules: int) -> list[str]:
    """Return what is in use beside the tests, anew where more or fewer modules are."""
    return [path for path in _look() if not path.startswith(TESTS)]
