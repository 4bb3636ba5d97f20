"""What LiveJournal would cut in silence or refuse, found before anything is sent.

Source: LiveJournal's server, its constants and the check of tags (2015); read 2026-11.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from smmgen.apis.finding import finding
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Variant

LONGEST_TITLE = 100
"""Characters of a title. Source: LiveJournal's server, CMAX_SUBJECT."""


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find what the server cuts in silence, and a zone that is none."""
    message = variant.messages[0]

    size = len(message.title.encode())
    if len(message.title) <= LONGEST_TITLE and size > 255:  # TTL001 tells of more characters
        words = f"The title has {size} bytes; LiveJournal cuts it after 255."
        yield finding("LVJ001", variant, message, words, "Shorten it.", about="title")
    for tag in message.tags:
        if "," in tag or len(tag) > 40 or len(tag.encode()) > 80:
            words = f"LiveJournal does not take the tag “{tag}”."
            hint = "Leave commas out; 40 characters, or 80 bytes, are the most."
            yield finding("LVJ002", variant, message, words, hint, about="tags")
    if not _is_zone(account.text("timezone")):
        words = f"There is no time zone “{account.text('timezone')}”."
        yield finding("LVJ003", variant, message, words, "Write it as in Europe/Moscow.", about="timezone")


def _is_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
