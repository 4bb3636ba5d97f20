"""Tell which variants may be published, and which an error keeps from it."""

from collections.abc import Iterable

from msgspec import Struct

from smmgen.model.bundle import FinishedVariant
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Variant


class Stopped(Struct, frozen=True):
    """Posts and accounts with an error; one of no account stops the post everywhere."""

    names: frozenset[tuple[str, str]]

    def __contains__(self, variant: Variant) -> bool:
        return self.holds(variant.post, variant.account)

    def holds(self, post: str, account: str) -> bool:
        """Tell whether an error stops a post on an account."""
        return (post, account) in self.names or (post, "") in self.names


def stopped(findings: Iterable[Diagnostic]) -> Stopped:
    """Return what findings of severity error stop."""
    errors = (finding for finding in findings if finding.severity == "error")
    return Stopped(frozenset((finding.post, finding.account) for finding in errors))


def ready_of(
    finished: Iterable[FinishedVariant], findings: Iterable[Diagnostic]
) -> tuple[FinishedVariant, ...]:
    """Return the variants that may be published: no error stops them, and all of their files are there."""
    errors = stopped(findings)
    return tuple(one for one in finished if one.variant not in errors and _is_whole(one))


def _is_whole(finished: FinishedVariant) -> bool:
    files = [
        file for message in finished.messages for file in (*message.files, message.thumbnail, message.video)
    ]
    return all(file.path for file in files if file)


_GRAVITY = {"info": 0, "warning": 1, "error": 2}


def not_told(found: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Leave out what `check` has told of the same picture, at least as gravely, before it was drawn."""
    told = [finding for finding in known if is_of_media(finding)]

    def is_told(one: Diagnostic) -> bool:
        graver = (other for other in told if _GRAVITY[other.severity] >= _GRAVITY[one.severity])
        return any(one.span.holds(other.span) for other in graver)

    return tuple(one for one in found if not is_told(one))


def is_of_media(finding: Diagnostic) -> bool:
    """Tell whether a finding of `check` is about a picture, as those are that are found while drawing."""
    return finding.code.startswith(("MED", "REF"))
