"""What an adapter is handed to talk with one account's server."""

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any, Protocol

from smmgen.model.brand import Account
from smmgen.model.wire import Reply, Request, Talk


class Session(Protocol):
    """What an adapter is handed for one account in one run.

    `memo` lasts for the run: a sign-in or an instance's limits are kept there, and as "secret_ends" when the
    account's secret dies (UTC), where the adapter learns it on its way. `now` is UTC.
    """

    @property
    def account(self) -> Account: ...  # noqa: D102
    @property
    def base_url(self) -> str: ...  # noqa: D102
    @property
    def memo(self) -> MutableMapping[str, Any]: ...  # noqa: D102

    def secret(self, option: str) -> str:
        """Return a secret of the account by its option's name; raise `ConfigError` where it is not set."""

    def call(self, request: Request) -> Reply:
        """Send a request once: no redirects, no repeats. Raises `NotReached` or `Broken`."""

    def talk(self, talk: Talk) -> tuple[str, ...]:
        """Talk with a server over a WebSocket and return what was heard. Raises `NotReached` or `Broken`."""

    def now(self) -> datetime:
        """Return the time, in UTC."""

    def renewed(self, option: str, value: str) -> None:
        """Hand a secret that the network has replaced back to where the user keeps it.

        From now on `secret(option)` returns it. Raises `ConfigError` where there is no such place: to be
        called before the old one is of no more use, or the account is lost with the run.
        """
