"""One attempt: the session that watches over its visible call, and the outcome that can be trusted."""

from collections.abc import Callable, MutableMapping
from datetime import datetime
from typing import Any, TypeVar

from msgspec.structs import replace

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    NotHosted,
    NotReached,
    NotSent,
    Outcome,
    Refused,
    Reply,
    Request,
    Sending,
    Sent,
    Session,
    Talk,
)
from smmgen.model.brand import Account
from smmgen.model.fault import ConfigError

_Asked = TypeVar("_Asked")
_Answered = TypeVar("_Answered")

LONGEST_ID = 500
LONGEST_URL = 700


class Guard:
    """Pass an adapter's calls on, and stop the visible one where it may not be made.

    `until` is the monotonic time after which nothing visible may start: the claim is too old then. Unless
    `may_repeat`, one attempt makes one visible call; none while `is_hidden`. `visible` counts those that may
    have had an effect.
    """

    def __init__(
        self,
        session: Session,
        *,
        may_repeat: bool,
        monotonic: Callable[[], float],
        until: float,
        is_hidden: bool = False,
    ) -> None:
        self._session = session
        self._may_repeat = may_repeat
        self._monotonic = monotonic
        self._until = until
        self._is_hidden = is_hidden
        self.visible = 0

    @property
    def account(self) -> Account:
        """Return the account."""
        return self._session.account

    @property
    def base_url(self) -> str:
        """Return the server's address."""
        return self._session.base_url

    @property
    def memo(self) -> MutableMapping[str, Any]:
        """Return what is kept for the run."""
        return self._session.memo

    def secret(self, option: str) -> str:
        """Return a secret of the account."""
        return self._session.secret(option)

    def now(self) -> datetime:
        """Return the time, in UTC."""
        return self._session.now()

    def renewed(self, option: str, value: str) -> None:
        """Hand a secret that the network has replaced back to where the user keeps it."""
        self._session.renewed(option, value)

    def call(self, request: Request) -> Reply:
        """Send a request, unless it is a visible one that comes too late or a second time."""
        return self._watched(self._session.call, request, is_visible=request.is_visible)

    def talk(self, talk: Talk) -> tuple[str, ...]:
        """Talk over a WebSocket, unless it is visible and comes too late or a second time."""
        return self._watched(self._session.talk, talk, is_visible=talk.is_visible)

    def _watched(self, act: Callable[[_Asked], _Answered], asked: _Asked, *, is_visible: bool) -> _Answered:
        if not is_visible:
            return act(asked)
        if self._is_hidden:
            raise NotReached("a visible call was not made: only a draft was asked for")
        if self.visible and not self._may_repeat:
            raise Broken("a second visible call for one attempt was not made")
        if self._monotonic() > self._until:
            raise NotReached("too much time has passed since the ledger noted the attempt")
        self.visible += 1
        try:
            return act(asked)
        except NotReached:
            self.visible -= 1
            raise


def attempt(adapter: Adapter, guard: Guard, sending: Sending) -> Outcome:
    """Let the adapter send, and return what came of it: ambiguous, whatever is not known better."""
    return attempt_call(guard, lambda session: adapter.send(session, sending))


def attempt_call(guard: Guard, call: Callable[[Session], Outcome]) -> Outcome:
    """Make one call of an adapter, and return what came of it: ambiguous, whatever is not known better."""
    try:
        return _sound(call(guard))
    except (NotReached, Broken) as fault:
        return Ambiguous(str(fault)) if guard.visible else NotSent(str(fault))
    except NotHosted as fault:
        return Ambiguous(str(fault)) if guard.visible else NotSent(str(fault))
    except ConfigError as fault:
        return Ambiguous(str(fault)) if guard.visible else NotSent(str(fault), is_account_wide=True)
    except OSError as fault:
        return Ambiguous(_named(fault)) if guard.visible else NotSent(_named(fault))
    except Exception as fault:  # foreign code: what it did before it failed, nobody knows
        return Ambiguous(_named(fault))


def _named(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"


def _sound(outcome: object) -> Outcome:
    """Return an outcome that the ledger can keep."""
    if isinstance(outcome, Sent):
        remote_id, url = _plain(outcome.remote_id), _plain(outcome.url)
        if not remote_id or len(remote_id) > LONGEST_ID:
            return Ambiguous(f"the network gave an id of {len(remote_id)} characters")
        url, note = url if len(url) <= LONGEST_URL else "", _plain(outcome.note)
        return replace(outcome, remote_id=remote_id, url=url, note=note)
    if isinstance(outcome, NotSent | Refused | Ambiguous):
        return outcome
    return Ambiguous(f"the adapter answered with {type(outcome).__name__}")


def _plain(text: object) -> str:
    return str(text).encode("utf-8", "replace").decode()
