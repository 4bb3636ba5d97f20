"""Pages of what the check of Nostr finds."""

from smmgen.check.registry import page


@page("NST001", severity="error", found_by="network")
def no_relay() -> None:
    """Write a relay of Nostr as its address: wss://relay.example.

    Why: relays are spoken to over a WebSocket, so a web address leads nowhere.

    Source: NIP-01, communication between clients and relays, July 2026.
    """


@page("NST002", severity="error", found_by="network")
def too_few_relays() -> None:
    """Ask for as many relays of Nostr at most as the account has.

    Why: a post counts as published when `accepted` relays have it. More than there are can never have it.
    """


@page("NST003", severity="error", found_by="network")
def mistyped_name() -> None:
    """Copy names of people and posts on Nostr, such as npub1…, without a mistake.

    Why: the end of such a name is a sum of the rest, and this one's does not add up. Programs would show the
    letters, and whoever was meant would not be told.

    Source: NIP-19 and BIP 173.
    """
