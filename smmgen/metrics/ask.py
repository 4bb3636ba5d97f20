"""Ask one account's network for the numbers of its posts: politely, and not for long where it is not well."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from msgspec import Struct

from smmgen.adapter import Metrics, NotSent, Numbers, Refused, Session
from smmgen.metrics.wanted import Posted

PAUSE_SECONDS = 0.2
"""So long is waited between two calls to one account's network."""

PATIENCE = timedelta(seconds=60)
"""A network that asks for more time than this is left for the next run."""

REFUSALS = 3
"""So many refusals one after the other, and the account is left alone."""


_Told = TypeVar("_Told")


class Got(Struct, frozen=True):
    """What one account's network told: numbers by post, and why not where it did not.

    A post in neither has no numbers, or is not there any more. `fault` is what ended the account's turn
    before its time, and `until` when its network wants to be asked again (UTC).
    """

    numbers: Mapping[str, Numbers] = {}
    refused: Mapping[str, str] = {}
    followers: int | None = None
    fault: str = ""
    until: datetime | None = None


class _Ended(Exception):  # noqa: N818
    def __init__(self, end: NotSent) -> None:
        super().__init__(end.why)
        self.end = end


class Asking:
    """One account's turn. `sleep` takes seconds."""

    def __init__(self, metrics: Metrics, session: Session, sleep: Callable[[float], None]) -> None:
        self._metrics = metrics
        self._session = session
        self._sleep = sleep
        self._calls = 0
        self._in_a_row = 0
        self._numbers: dict[str, Numbers] = {}
        self._refused: dict[str, str] = {}
        self._followers: int | None = None

    def run(self, posts: tuple[Posted, ...]) -> Got:
        """Ask for the account's followers and for each post; raises nothing."""
        most = self._metrics.at_once
        try:
            self._ask_followers()
            for start in range(0, len(posts) if self._metrics.posts else 0, most):
                self._ask(posts[start : start + most])
        except _Ended as ended:
            return self._got(ended.end.why, ended.end.not_before)
        return self._got()

    def _got(self, fault: str = "", until: datetime | None = None) -> Got:
        return Got(self._numbers, self._refused, self._followers, fault, until)

    def _ask_followers(self) -> None:
        if self._metrics.followers is not None:
            told = self._patiently(self._metrics.followers)
            if isinstance(told, NotSent):
                raise _Ended(told)
            self._followers = told if isinstance(told, int) else None

    def _ask(self, posts: tuple[Posted, ...]) -> None:
        ids = tuple(one.remote_id for one in posts)
        ask = self._metrics.posts
        if ask is None:
            return
        told = self._patiently(lambda session: ask(session, ids))
        if isinstance(told, NotSent):
            raise _Ended(told)
        if isinstance(told, Refused):
            self._refuse(posts, told)
            return
        self._in_a_row = 0
        self._numbers |= {one.post: found for one in posts if (found := told.get(one.remote_id))}

    def _refuse(self, posts: tuple[Posted, ...], told: Refused) -> None:
        self._refused |= {one.post: told.why for one in posts}
        self._in_a_row += 1
        if self._in_a_row == REFUSALS:
            raise _Ended(NotSent(told.why))

    def _patiently(self, ask: Callable[[Session], _Told]) -> _Told:
        """Ask once more where the network only wants a little time."""
        told = self._politely(ask)
        if not isinstance(told, NotSent) or told.not_before is None:
            return told
        wait = told.not_before - self._session.now()
        if wait > PATIENCE:
            return told
        self._sleep(max(0.0, wait.total_seconds()))
        return self._politely(ask)

    def _politely(self, ask: Callable[[Session], _Told]) -> _Told:
        if self._calls:
            self._sleep(PAUSE_SECONDS)
        self._calls += 1
        return ask(self._session)
