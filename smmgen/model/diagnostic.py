"""One finding about what a person wrote."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from smmgen.model.source import Span

Severity = Literal["error", "warning", "info"]


class Edit(Struct, frozen=True):
    """Replace the text at `span` by `text`."""

    span: Span
    text: str


class Diagnostic(Struct, frozen=True, kw_only=True):
    """Tell what is wrong, where, and what to do about it.

    `code` is three letters of the topic and three digits, never reused. `message` says what is wrong in
    the person's words, with the value and the limit; `hint` says what to do. `post` and `account` name
    whom it concerns, where known. `fix` holds edits that mend it for sure. `about` is the key of a post or
    an account that a network minds, while the finding does not stand there yet: "slug", "poll.hours".
    """

    code: str
    severity: Severity
    span: Span
    message: str
    hint: str = ""
    post: str = ""
    account: str = ""
    fix: tuple[Edit, ...] = ()
    about: str = ""


def has_errors(findings: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    """Tell whether one of the findings is an error."""
    return any(finding.severity == "error" for finding in findings)


def in_order(findings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return findings in order of place, each once."""
    return tuple(sorted(dict.fromkeys(findings), key=_place))


def _place(finding: Diagnostic) -> tuple[object, ...]:
    return (finding.span, finding.code, finding.account, finding.message)
