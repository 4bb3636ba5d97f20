"""Names of files that make trouble on other systems."""

import re
from collections import defaultdict
from collections.abc import Iterator
from unicodedata import is_normalized, normalize

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.project import Project
from smmgen.model.source import Span
from smmgen.pattern import pattern

LONGEST = 200
"""Longer names, in bytes, cannot be stored everywhere."""

_RESERVED = pattern(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = pattern(r'[\x00-\x1f\x7f<>:"|?*\\]|[ .]$')


@rule("REP001", severity="error", on=Project)
def same_but_case(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Let no two paths differ only in capitals or in how accents are stored.

    Why: macOS and Windows keep only one of the two files, and git then shows changes nobody made.

    Wrong:
        === content/posts/sale.md
        ---
        title: Sale
        ---
        All beans must go.
        === content/posts/Sale.md
        ---
        id: other-sale
        ---
        All filters must go.

    Right:
        === content/posts/sale.md
        ---
        title: Sale
        ---
        All beans must go.
        === content/posts/filter-sale.md
        ---
        title: Other sale
        ---
        All filters must go.
    """
    seen: dict[str, list[str]] = defaultdict(list)
    for path in sorted(context.paths):
        seen[normalize("NFC", path).casefold()].append(path)
    for first, *others in seen.values():
        for path in others:
            message = f"On macOS and Windows this is the same file as {first}."
            yield same_but_case.at(Span(path), message, "Rename one of the two.")


@rule("REP002", severity="error", on=Project)
def unusable_name(project: Project, context: Context) -> Iterator[Diagnostic]:
    r"""Give files names that every system can store.

    Why: a clone of the repository fails on Windows where a name has a colon or is `aux.md`; names whose
    accents are characters of their own are two names on two systems.

    Wrong:
        === content/posts/aux.md
        ---
        id: cable
        ---
        We have a new loudspeaker.

    Right:
        === content/posts/cable.md
        ---
        title: Cable
        ---
        We have a new loudspeaker.

    Source: Microsoft, Naming Files, Paths, and Namespaces.
    """
    names = {name for path in context.paths for name in path.split("/")}
    faults = {name: fault for name in names if (fault := _fault(name))}
    for path in sorted(context.paths) if faults else ():
        for name in path.split("/"):
            if name in faults:
                hint = "Rename it: letters, digits, hyphens and dots are safe."
                yield unusable_name.at(Span(path), f"The name “{_plain(name)}” {faults[name]}.", hint)


def _fault(name: str) -> str:
    if _RESERVED.fullmatch(name):
        return "is reserved by Windows"
    if _FORBIDDEN.search(name):
        return "has a character that not every system can store"
    if len(name.encode(errors="replace")) > LONGEST:
        return f"is longer than {LONGEST} bytes"
    return "" if is_normalized("NFC", name) else "has accents that are characters of their own"


def _plain(name: str) -> str:
    return "".join(sign if sign.isprintable() else "␀" for sign in name)
