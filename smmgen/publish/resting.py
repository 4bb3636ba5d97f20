"""Which accounts to leave alone now: a run publishes there, with a secret that is good for one use."""

from collections.abc import Iterator
from datetime import datetime

from smmgen.ledger.state import State
from smmgen.model.brand import Account, Brand
from smmgen.publish.desk import Adapters
from smmgen.publish.timing import LEASE, clock_time


def replaced(brand: Brand, adapters: Adapters) -> dict[str, str]:
    """Return the secret that is replaced each time it is used, by account, of those that have one."""
    named = ((account, adapters(account.network).renews(account)) for account in brand.accounts.values())
    return {account.name: names[0] for account, names in named if names}


def resting(brand: Brand, adapters: Adapters, state: State, now: datetime) -> dict[str, str]:
    """Return the accounts to leave alone, and why: the ledger says that a run was at work there just now.

    A command that was started before that run ended has the secret that the run used up. No job takes
    longer than a lease, so after one nobody has it any more.
    """
    found = {}
    for name, secret in replaced(brand, adapters).items():
        at = max(_lines(state, brand.accounts[name]), default=None)
        if at is not None and at > now - LEASE:
            found[name] = (
                f"A run was at work here at {clock_time(at)}, and its `{secret}` is good for one use, so "
                f"nobody else may use it. Ask again after {clock_time(at + LEASE)}."
            )
    return found


def _lines(state: State, account: Account) -> Iterator[datetime]:
    """Yield when a run last wrote of each delivery of an account."""
    for name, history in state.histories.items():
        if name.account == account.name and history[-1].stage != "SKIPPED":
            yield history[-1].at
    for name, lines in state.amendments.items():
        if name.account == account.name and lines:
            yield lines[-1].at
