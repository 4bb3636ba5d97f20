"""What only Nostr minds of a post and an account, and what relays tell of themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from smmgen.adapter import Broken, NotReached, Session
from smmgen.apis import nostr
from smmgen.apis.finding import finding
from smmgen.apis.nostr_event import REFERENCE, is_reference
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Message, Variant
from smmgen.pattern import pattern

_RELAY = pattern(r"wss?://[^\s/]+\S*")


def findings(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find what no relay could be told, and what would mention nobody."""
    for message in variant.messages[:1]:
        yield from _relays(variant, message, account)
    for message in variant.messages:
        for name in dict.fromkeys(REFERENCE.findall(message.written.text)):
            if not is_reference(name):
                what = f"“{name}” names nobody on Nostr: it was mistyped."
                yield finding("NST003", variant, message, what, "Copy it anew from the profile or the post.")


def _relays(variant: Variant, message: Message, account: Account) -> Iterator[Diagnostic]:
    found = nostr.listed(account.options.get("relays"))
    for relay in found:
        if not _RELAY.fullmatch(relay):
            what = f"“{relay}” is no address of a relay."
            yield finding("NST001", variant, message, what, "It starts with wss://.", about="relays")
    accepted = account.number("accepted", 1)
    if not 1 <= accepted <= max(len(found), 1):
        what = f"{accepted} relays have to take a post, and “{account.name}” has {len(found)}."
        hint = f"Write accepted: 1 to {len(found)}." if len(found) > 1 else "Leave `accepted` out."
        yield finding("NST002", variant, message, what, hint, about="accepted")


def notes(session: Session, most: int) -> tuple[str, ...]:
    """Return what the owner of an account should know of its relays; `most` is its longest text."""
    return tuple(
        f"{nostr.host(relay)} {said}"
        for relay in nostr.relays(session)
        for said in _told(session, relay, most)
    )


def _told(session: Session, relay: str, most: int) -> Iterator[str]:
    try:
        found = nostr.information(session, relay)
    except (NotReached, Broken) as fault:
        yield f"does not answer: {fault}."
        return
    told = (found or {}).get("limitation")
    limits: Mapping[str, Any] = told if isinstance(told, dict) else {}
    longest = limits.get("max_content_length")
    if isinstance(longest, int) and 0 < longest < most:
        yield f"takes {longest} characters: set max_characters: {longest}."
    if limits.get("payment_required") is True:
        yield "takes posts of those who pay only."
    if limits.get("restricted_writes") is True:
        yield "takes posts of those only whom it knows, or that it likes."
    if isinstance(work := limits.get("min_pow_difficulty"), int) and work > 0:
        yield f"wants {work} bits of work for each post, which smmgen does not do: leave it out."
