"""Leave out the findings that a brand does not want, and only those that may be left out."""

from collections.abc import Iterable
from fnmatch import fnmatchcase

from smmgen.model.brand import Rules
from smmgen.model.diagnostic import Diagnostic

KEPT = frozenset({"BRD", "CHK", "CHR", "FMT", "IDS", "MDN", "SEC", "YML"})
"""Topics whose errors stay whatever the brand says.

After YML, FMT, MDN and BRD the content was not read as it was meant; IDS, SEC and CHR are what keeps the
record of deliveries, the tokens and the readers' eyes safe; CHK says that a rule did not run. Warnings
and infos of these topics may be ignored like all others.
"""


def without_ignored(findings: Iterable[Diagnostic], rules: Rules) -> list[Diagnostic]:
    """Return the findings that the brand's rules keep.

    A rule names a code, "ALT003", or a topic, "ALT". A pattern of `per_path` is a path from the root
    with `*` for anything, `/` included.
    """
    if not rules.ignore and not rules.per_path:
        return list(findings)
    return [finding for finding in findings if not is_ignored(finding, rules)]


def is_ignored(finding: Diagnostic, rules: Rules) -> bool:
    """Tell whether the brand's rules leave this finding out."""
    if not may_be_ignored(finding):
        return False
    if _names(rules.ignore, finding.code):
        return True
    return any(
        _names(codes, finding.code)
        for pattern, codes in rules.per_path.items()
        if fnmatchcase(finding.span.path, pattern)
    )


def may_be_ignored(finding: Diagnostic) -> bool:
    """Tell whether a brand may leave this finding out: all but the errors of the topics kept."""
    return finding.severity != "error" or finding.code[:3] not in KEPT


def _names(codes: Iterable[str], code: str) -> bool:
    return any(named in (code, code[:3]) for named in codes)
