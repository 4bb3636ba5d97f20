"""Which findings of check a change brings, and which it mends; a line that only moved is neither."""

from collections import Counter
from collections.abc import Mapping, Sequence

from smmgen.model.change import Finding
from smmgen.model.diagnostic import Diagnostic
from smmgen.review.side import Side

_Name = tuple[str, str, str, str, str]


def found_and_mended(
    base: Side, head: Side, was: Mapping[str, str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what only the second side has, and what only the first has, each in order of place.

    `was` has the ids before by those after; a finding in a file that moved stays the same.
    """
    before = [_name(finding, base, {}) for finding in base.findings]
    after = [_name(finding, head, was) for finding in head.findings]
    return _only(head.findings, after, before), _only(base.findings, before, after)


def _only(
    findings: Sequence[Diagnostic], names: Sequence[_Name], others: Sequence[_Name]
) -> tuple[Finding, ...]:
    left = Counter(others)
    found = []
    for finding, name in zip(findings, names, strict=True):
        if left[name]:
            left[name] -= 1
        else:
            found.append(Finding.of(finding))
    return tuple(found)


def _name(finding: Diagnostic, side: Side, was: Mapping[str, str]) -> _Name:
    """Name a finding by what it says of whom; the file counts only where it is no post's own."""
    post = was.get(finding.post, finding.post)
    path = "" if side.paths.get(finding.post) == finding.span.path else finding.span.path
    return finding.code, post, finding.account, path, finding.message
