"""What only MAX minds of a message, found before it is sent."""

from collections.abc import Iterator

from smmgen.apis.buttons import ARROW, Buttons, buttons_of
from smmgen.apis.finding import finding
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Message, Variant

ATTACHMENTS = 12
"""The most attachments of a message, buttons included. Source: MAX's schema, NewMessageBody."""

ROWS = 30
"""The most rows of buttons. Source: dev.max.ru, buttons."""


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find buttons that lead nowhere, and more attachments than there is room for beside them."""
    for message in variant.messages:
        buttons = buttons_of(message.options.get("buttons"))
        for what, hint in _faults(message, buttons):
            yield finding("MAX001", variant, message, what, hint, about="buttons")


def _faults(message: Message, buttons: Buttons) -> Iterator[tuple[str, str]]:
    for words, url in buttons:
        if not 1 <= len(words) <= 128 or not url.startswith(("https://", "http://")) or len(url) > 2048:
            shown = f"{words} {ARROW} {url}" if words else url
            yield (
                f"“{shown}” is no button of MAX: 1 to 128 characters of words, and an address.",
                "Write each button as: Order → https://northwind.example/order.",
            )
    if len(buttons) > ROWS:
        yield f"There are {len(buttons)} buttons; MAX takes {ROWS}, one in a row.", "Leave some out."
    if buttons and len(message.pictures) >= ATTACHMENTS:
        yield (
            f"{len(message.pictures)} pictures leave no room for buttons, which are one of {ATTACHMENTS}.",
            "Leave out a picture or the buttons.",
        )
