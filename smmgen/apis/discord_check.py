"""What only Discord minds of a message, found before it is sent."""

from collections.abc import Iterator

from smmgen.apis.discord_post import PINGS
from smmgen.apis.finding import finding
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Message, Variant

ATTACHMENTS = 10
"""The most files of a message. Source: Discord's OpenAPI description, v10, July 2026."""

Fault = tuple[str, str, str, str]
"""A code, the key that it is about, what is wrong, and what to do."""


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find what no call could do: no way in, what only a bot can, pings of nobody, too many files."""
    for message in variant.messages:
        for code, key, what, hint in (*_ways(variant, message, account), *_parts(message)):
            yield finding(code, variant, message, what, hint, about=key)


def _ways(variant: Variant, message: Message, account: Account) -> Iterator[Fault]:
    has_bot = "token" in account.secrets and bool(account.text("channel"))
    if not has_bot and "webhook" not in account.secrets:
        if message.number == 0:
            what = f"The account “{account.name}” cannot publish on Discord: it has no webhook and no bot."
            hint = "Add webhook: env:DISCORD_WEBHOOK to it, or `token` and `channel` of a bot."
            yield "DSC001", "webhook", what, hint
        return
    add = f"Add `token` and `channel` of a bot to “{account.name}” in smmgen.yaml, or leave it out."
    if message.is_comment and not has_bot:
        what = "A webhook cannot open a thread, in which a first comment would stand."
        yield "DSC002", "first_comment", what, add
    if message.options.get("crosspost") and not has_bot:
        what = "A webhook cannot pass a message on to the channels that follow."
        yield "DSC002", "crosspost", what, add
    if variant.reply_to and message.number == 0 and "webhook" in account.secrets:
        hint = "Let a bot publish: leave `webhook` out, and name its `token` and `channel`."
        yield "DSC002", "reply_to", "A webhook cannot answer a message.", hint


def _parts(message: Message) -> Iterator[Fault]:
    asked = message.options.get("ping")
    for one in asked if isinstance(asked, tuple) else ():
        if one not in PINGS:
            hint = f"Write one or more of {', '.join(PINGS)}."
            yield "DSC003", "ping", f"Discord cannot ping “{one}”.", hint
    number = len(message.pictures) + (message.video is not None)
    if number > ATTACHMENTS:
        what = f"There are {number} pictures and videos; Discord takes {ATTACHMENTS} in one message."
        yield "DSC004", "images", what, "Leave a picture out."
