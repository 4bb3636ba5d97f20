"""What only Pinterest minds in a Pin.

Source: Pinterest API v5, OpenAPI description 5.23.0 (December 2025), PinCreate; read 2026-11.
"""

from collections.abc import Iterator

from smmgen.apis.answers import text
from smmgen.apis.finding import finding
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic, Severity
from smmgen.model.variant import Message, Variant

LONGEST = 800
SHOWN = 500
"""Programs of others, and some of Pinterest's own, cut there. Not verified."""
LONGEST_LINK = 2048


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find a board that is no number, long descriptions and links, and mixed carousels."""
    for message in variant.messages:
        for code, severity, key, what, hint in _faults(message):
            yield finding(code, variant, message, what, hint, severity, about=key)


def _faults(message: Message) -> Iterator[tuple[str, Severity, str, str, str]]:
    for name in ("board", "section"):
        number = text(message.options.get(name))
        if number and not number.isdecimal():
            what = f"The {name} “{number}” is no number."
            yield "PIN001", "error", name, what, "`smmgen doctor` lists the boards with their numbers."
    if SHOWN < len(message.written.text) <= LONGEST:
        what = f"The description has {len(message.written.text)} characters; Pinterest may show {SHOWN}."
        yield "PIN002", "warning", "", what, "Say what matters first, or make it shorter."
    if len(shapes := _shapes(message)) > 1:
        what = f"The pictures of this carousel have the sizes {', '.join(shapes)}; Pinterest wants one."
        yield "PIN003", "error", "images", what, "Give them one size, such as `size: pin`."
    if len(message.link) > LONGEST_LINK:
        what = f"The link has {len(message.link)} characters; Pinterest takes {LONGEST_LINK}."
        yield "PIN004", "error", "link", what, "Make it shorter."


def _shapes(message: Message) -> list[str]:
    """Return the sizes of a carousel's cards and cropped photos, where they are known already."""
    sized = [one for one in message.pictures if one.card or one.image.size]
    return list(dict.fromkeys(f"{one.width} × {one.height}" for one in sized))
