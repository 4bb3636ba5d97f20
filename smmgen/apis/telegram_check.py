"""What only Telegram minds of a message, found before it is sent."""

from collections.abc import Iterator

from smmgen.apis.buttons import ARROW, buttons_of
from smmgen.apis.finding import finding
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Message, Variant
from smmgen.text.count import utf16

POLL_TEXT = 1024
"""The longest text with a poll, which is the poll's description."""

ENTITIES = 100
"""Of more entities in one message Telegram shows only the first. Source: seen in several clients."""


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find what Telegram may still refuse, or would show without its look."""
    for message in variant.messages:
        if message.poll:
            yield from _of_poll(variant, message)
        if "buttons" in message.options:
            yield from _of_buttons(variant, message)
        length = utf16(message.written.visible)
        if message.length <= message.limit < length:
            yield _warning(
                "TGM001",
                variant,
                message,
                f"With its emoji this text is {length} UTF-16 units long, and some of Telegram's programs "
                f"count these: {message.limit} are safe.",
                f"Cut {length - message.limit}, or leave out some emoji.",
            )
        entities = message.written.text.count("</")
        if entities > ENTITIES:
            yield _warning(
                "TGM002",
                variant,
                message,
                f"This text has {entities} stretches of bold, links and the like; Telegram shows {ENTITIES}.",
                "Mark less, or part the text into messages with a line `---`.",
            )


def _of_poll(variant: Variant, message: Message) -> Iterator[Diagnostic]:
    length = len(message.written.visible)
    if length > POLL_TEXT:
        what = f"With a poll this text has {length} characters; Telegram takes {POLL_TEXT}."
        hint = f"Cut {length - POLL_TEXT}, or ask the poll in a post of its own."
        yield finding("TGM003", variant, message, what, hint)


def _of_buttons(variant: Variant, message: Message) -> Iterator[Diagnostic]:
    buttons = buttons_of(message.options["buttons"])
    for words, url in buttons:
        if not words or not url.startswith(("https://", "http://", "tg://")):
            what = f"“{f'{words} {ARROW} ' if words else ''}{url}” is no button with an address."
            hint = "Write each button as: Order → https://northwind.example/order."
            yield finding("TGM004", variant, message, what, hint, about="buttons")
    if buttons and len(message.pictures) > 1:
        what = "Telegram shows no buttons below an album."
        hint = "Show one picture, or leave out the buttons."
        yield finding("TGM005", variant, message, what, hint, about="buttons")


def _warning(code: str, variant: Variant, message: Message, what: str, hint: str) -> Diagnostic:
    return finding(code, variant, message, what, hint, "warning")
