"""Regular expressions that are compiled when they are first used.

Python compiles a pattern in Python, which takes 0.2 ms for one of ours, and `check` imports hundreds that its
posts never need: for languages that they are not written in, and networks that they do not go to.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, AnyStr, Generic, cast

_COMPILE = re.compile
"""The true one, whatever stands for it while libraries are imported."""


class _Later(Generic[AnyStr]):
    """Stand for a compiled pattern; a method that was asked for once is kept, so later calls cost nothing."""

    def __init__(self, text: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = text  # which needs no compiling
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        made = _COMPILE(self.pattern, self._flags) if name == "_made" else getattr(self._made, name)
        self.__dict__[name] = made
        return made


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, but compile at the first use: for the names of a module.

    `re`'s own functions do not take it in place of a string; call its methods.
    Raises `re.error` at the first use.
    """
    return cast("re.Pattern[AnyStr]", _Later(text, flags))


@contextmanager
def compiled_later() -> Iterator[None]:
    """Let modules that are imported inside compile the patterns that they name when they use them first.

    It is for libraries with patterns for what our files hardly ever have; those of the parsers of YAML and
    Markdown take 12 ms. No other thread may run.
    """
    before, re.compile = re.compile, pattern  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = before
