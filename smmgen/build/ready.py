"""Tell which variants an error keeps from being published."""

from collections.abc import Iterable

from msgspec import Struct

from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Variant


class Stopped(Struct, frozen=True):
    """Posts and accounts with an error; one of no account stops the post everywhere."""

    names: frozenset[tuple[str, str]]

    def __contains__(self, variant: Variant) -> bool:
        return (variant.post, variant.account) in self.names or (variant.post, "") in self.names


def stopped(findings: Iterable[Diagnostic]) -> Stopped:
    """Return what findings of severity error stop."""
    errors = (finding for finding in findings if finding.severity == "error")
    return Stopped(frozenset((finding.post, finding.account) for finding in errors))
