"""The ways to print a report, found by walking `show/`."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from smmgen.check import show as room
from smmgen.check.about import About
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source


class Show(Protocol):
    """Return findings as text in one format."""

    def __call__(  # noqa: D102
        self, findings: Iterable[Diagnostic], sources: Mapping[str, Source], about: About | None = None
    ) -> str: ...


def format_names() -> tuple[str, ...]:
    """Return the names of the formats, sorted: one module of `show/` each."""
    return tuple(sorted(found.name for found in iter_modules(room.__path__)))


def format_named(name: str) -> Show:
    """Return a format's function; raise `ModuleNotFoundError` where there is none of that name."""
    return cast(Show, import_module(f"{room.__name__}.{name}").show)
