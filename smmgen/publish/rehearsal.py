"""Publish to the sandbox instead of the networks: the same accounts, other servers, one known secret."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from zlib import crc32

from msgspec.structs import replace

from smmgen.ledger.ledger import Ledger
from smmgen.ledger.operate import BASELINE, start
from smmgen.ledger.state import State
from smmgen.model.brand import Account, Brand
from smmgen.model.delivery import Delivery
from smmgen.model.hosting import Hosting

SECRET = "1:sandbox"  # noqa: S105  (known to everybody)
NAMED = {"facebook", "instagram", "mastodon", "threads"}
"""Networks whose secrets say in the sandbox which account they are."""
SUBSCRIBERS = "anna@mail.example\nben@mail.example"
X_CHARACTERS = 280
"""An account on X that may write more has X Premium."""


def pointed(brand: Brand, url: str) -> Brand:
    """Return the brand with every account's server below `url`, by the name of its network."""
    accounts = {
        name: replace(account, base_url=f"{url}/{account.network}")
        for name, account in brand.accounts.items()
    }
    return replace(brand, accounts=accounts)


def secret_of(account: Account, option: str) -> str:
    """Return the secret that the sandbox takes.

    For some networks it also says which account it is; where keys sign, it is hexadecimal, and for a
    webhook an address. No true subscriber of a newsletter is read.
    """
    if option == "subscribers":
        return SUBSCRIBERS
    if account.network == "x":
        name = re.sub(r"[^A-Za-z0-9_]", "_", account.handle.lstrip("@") or account.name)[:15]
        return f"{SECRET}.{name}" + (".premium" if account.number("max_characters", 0) > X_CHARACTERS else "")
    if account.network == "nostr":
        return sha256(f"{SECRET}.{account.name}".encode()).hexdigest()
    if account.network == "ghost":
        return f"1:{b'sandbox'.hex()}"
    if option == "webhook":
        return f"https://discord.com/api/webhooks/{crc32(account.name.encode())}/sandbox"
    return f"{SECRET}.{account.name}" if account.network in NAMED else SECRET


def hosting(url: str) -> Hosting:
    """Return the place for pictures of the sandbox at `url`."""
    return Hosting(kind="put", settings={"url": f"{url}/hosted"})


def forget(account: Account, option: str, value: str) -> None:
    """Keep no new secret: the sandbox takes the old one for ever."""


def begun_after(
    state: State, deliveries: Iterable[Delivery], grace: timedelta, now: datetime
) -> datetime | None:
    """Return when rehearsals began, where something that is due at `now` was past by then; else None."""
    for one in deliveries:
        last = state.last(one.id)
        if last and last.kind == BASELINE and timedelta(0) <= now - one.due <= grace:
            return last.at
    return None


def prepare(ledger: Ledger, deliveries: Iterable[Delivery], brand: Brand, by: str, now: datetime) -> None:
    """Make the rehearsal's ledger where there is none; what is too late already does not count as missed."""
    if not ledger.exists():
        start(ledger, ((one.id, one.due) for one in deliveries if now - one.due > brand.grace), by, now)
