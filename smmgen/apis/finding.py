"""A finding about a message of a variant, as the checks of single networks make it."""

from smmgen.model.diagnostic import Diagnostic, Severity
from smmgen.model.variant import Message, Variant


def finding(
    code: str,
    variant: Variant,
    message: Message,
    what: str,
    hint: str,
    severity: Severity = "error",
    *,
    about: str = "",
) -> Diagnostic:
    """Tell what a network minds of a message, at its place in the post and for its account.

    `what` says what is wrong, with the value and the limit; `hint` says what to do. `about` is the key that
    has to be changed, of the post or one of the network's options; without it the text has to be.
    """
    return Diagnostic(
        code=code,
        severity=severity,
        span=message.span,
        message=what,
        hint=hint,
        post=variant.post,
        account=variant.account,
        about=about,
    )
