"""Tell an assistant what was found."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from smmgen.model import change
from smmgen.model.diagnostic import Diagnostic, Severity

MOST = 100
"""So many findings are told at once; the rest is counted."""


class Finding(change.Finding, frozen=True, kw_only=True, omit_defaults=True):
    """A finding: lines and columns count from 1, columns in characters."""


class Summary(Struct, frozen=True):
    """How many findings of each severity there are, and how many of them are left off here."""

    errors: int
    warnings: int
    infos: int
    left_off: int = 0


_ORDER: tuple[Severity, ...] = ("error", "warning", "info")


def told(found: Iterable[Diagnostic], least: Severity = "info") -> tuple[tuple[Finding, ...], Summary]:
    """Return the findings of at least a severity, the gravest first, and how many there are of each."""
    findings = sorted(found, key=lambda one: (_ORDER.index(one.severity), one.span, one.code))
    count = Counter(one.severity for one in findings)
    wanted = [one for one in findings if _ORDER.index(one.severity) <= _ORDER.index(least)]
    summary = Summary(count["error"], count["warning"], count["info"], max(0, len(wanted) - MOST))
    return tuple(map(Finding.of, wanted[:MOST])), summary
