"""The sessions of a run: opened once for each account, closed together."""

from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Self

from smmgen.adapter import Session, adapter
from smmgen.http import TIMEOUT_SECONDS, HttpSession, Keep, SecretOf, nowhere, open_session
from smmgen.model.brand import Account
from smmgen.model.fault import ConfigError


def check_secrets(session: Session) -> None:
    """Read every secret of the account; raise `ConfigError` that names all that are missing."""
    missing = []
    for option in session.account.secrets:
        try:
            session.secret(option)
        except ConfigError as fault:
            missing.append(str(fault))
    if missing:
        raise ConfigError(" ".join(missing))


class Sessions:
    """Open sessions and close them at the end; call it with an account. `now` is what adapters are told.

    `keep` takes secrets that networks have replaced to where the user keeps them.
    """

    def __init__(
        self,
        secret_of: SecretOf,
        now: Callable[[], datetime],
        timeout_seconds: float = TIMEOUT_SECONDS,
        keep: Keep = nowhere,
    ) -> None:
        self._secret_of = secret_of
        self._now = now
        self._timeout_seconds = timeout_seconds
        self._keep = keep
        self._open: dict[str, HttpSession] = {}

    def __call__(self, account: Account) -> Session:
        """Return the account's session; a sign-in is kept in it for as long as this object lives."""
        if account.name not in self._open:
            host = adapter(account.network).host
            self._open[account.name] = open_session(
                account,
                host,
                self._secret_of,
                now=self._now,
                timeout_seconds=self._timeout_seconds,
                keep=self._keep,
            )
        return self._open[account.name]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for session in self._open.values():
            session.close()
        self._open.clear()
