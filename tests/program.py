"""The mark of this very program, found once for all tests: nobody edits it while they run.

A check asks whether a file of ours is another, which is a hundredth of a second for each of thousands of checks. Only
where we are worked on: an installed wheel has a list. Tests of the mark itself make programs of their own.
"""

from functools import cache

from smmgen.recall import program
from smmgen.recall.mark import Mark
from smmgen.recall.program import Program

_find = Program.mark


def keep_program() -> None:
    """Let every check in this process take the mark that the first one found."""
    Program.mark = _kept  # type: ignore[method-assign]


def _kept(asked: Program) -> Mark:
    if not program.__file__.startswith(str(asked.ours)):
        return _find(asked)
    return _mark(asked.ours, tuple(asked.packages), tuple(asked.dictionaries))


@cache
def _mark(*parts: object) -> Mark:
    return _find(Program(*parts))  # type: ignore[arg-type]
