"""Tell once what several accounts have in common."""

from collections.abc import Iterable
from typing import NamedTuple

from smmgen.model.diagnostic import Diagnostic


class Grouped(NamedTuple):
    """A finding, and all accounts that it is about; none where it is about no account."""

    finding: Diagnostic
    accounts: tuple[str, ...]


def grouped(findings: Iterable[Diagnostic]) -> tuple[Grouped, ...]:
    """Join findings that differ in nothing but the account, and the post where they stand in no post."""
    groups: dict[tuple[object, ...], list[Diagnostic]] = {}
    for finding in findings:
        alike = (finding.code, finding.span, finding.message, finding.hint)
        groups.setdefault(alike, []).append(finding)
    return tuple(Grouped(same[0], _accounts(same)) for same in groups.values())


def _accounts(findings: list[Diagnostic]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.account for finding in findings if finding.account))
