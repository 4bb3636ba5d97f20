"""What LiveJournal would cut in silence or refuse, found before anything is sent.

Source: LiveJournal's server, its constants and the check of tags (2015); read 2026-11.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Variant


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find what the server cuts in silence, and a zone that is none."""
    message = variant.messages[0]

    def found(code: str, words: str, hint: str) -> Diagnostic:
        return Diagnostic(
            code=code,
            severity="error",
            span=message.span,
            message=words,
            hint=hint,
            post=variant.post,
            account=variant.account,
        )

    if (size := len(message.title.encode())) > 255:
        words = f"The title has {size} bytes; LiveJournal cuts it after 255."
        yield found("LVJ001", words, "Shorten it.")
    for tag in message.tags:
        if "," in tag or len(tag) > 40 or len(tag.encode()) > 80:
            words = f"LiveJournal does not take the tag “{tag}”."
            yield found("LVJ002", words, "Leave commas out; 40 characters, or 80 bytes, are the most.")
    if not _is_zone(account.text("timezone")):
        words = f"There is no time zone “{account.text('timezone')}”."
        yield found("LVJ003", words, "Write it as in Europe/Moscow.")


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
