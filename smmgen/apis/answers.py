"""What a server's answer means for a message: the one place that tells "not sent" from "nobody knows"."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from smmgen.adapter import (
    Ambiguous,
    Broken,
    NotHosted,
    NotReached,
    NotSent,
    Outcome,
    Refused,
    Reply,
    Request,
    Sent,
    Session,
)
from smmgen.model.brand import Account
from smmgen.model.fault import ConfigError

REFUSALS = frozenset({400, 403, 404, 413, 415, 422})
"""Answers that say for good: this will not be published. 401 and 429 say: not now."""

_LONGEST = 200
_FARTHEST = timedelta(days=1)


class Stopped(Exception):  # noqa: N818  (it reads as what happened)
    """A step before the visible call failed; `outcome` is what the publisher is told."""

    def __init__(self, outcome: NotSent | Refused) -> None:
        super().__init__(outcome.why)
        self.outcome = outcome


_Asked = ParamSpec("_Asked")
_Made = TypeVar("_Made")


def _no_pause(reply: Reply) -> float | None:
    return None


class Voice(Struct, frozen=True):
    """How a network words its answers.

    `said` returns a failure's own words, empty where it has none; `pause` how many seconds to wait, where
    the network says so elsewhere than in a header.
    """

    title: str
    said: Callable[[Reply], str]
    pause: Callable[[Reply], float | None] = _no_pause


def told(act: Callable[_Asked, _Made]) -> Callable[_Asked, _Made | NotSent | Refused]:
    """Let what an adapter does raise `Stopped`, `NotHosted`, and `ConfigError` for a secret that is not set.

    All three become outcomes: nothing was published.
    """

    @wraps(act)
    def done(*asked: _Asked.args, **named: _Asked.kwargs) -> _Made | NotSent | Refused:
        try:
            return act(*asked, **named)
        except Stopped as stop:
            return stop.outcome
        except NotHosted as fault:
            return NotSent(str(fault))
        except ConfigError as fault:
            return NotSent(str(fault), is_account_wide=True)

    return done


def reads(act: Callable[_Asked, _Made]) -> Callable[_Asked, _Made | NotSent | Refused]:
    """Do what `told` does for calls that only read: nothing could have been published."""
    done = told(act)

    @wraps(act)
    def read_only(*asked: _Asked.args, **named: _Asked.kwargs) -> _Made | NotSent | Refused:
        outcome = done(*asked, **named)
        if isinstance(outcome, NotSent | Refused):
            return replace(outcome, why=outcome.why.replace(BEFORE, ""))
        return outcome

    return read_only


def there(ask: Callable[[], _Made]) -> _Made | None:
    """Return what hidden calls find; None where the network says that it is not there (any more)."""
    try:
        return ask()
    except Stopped as stop:
        if stop.outcome.status in (404, 410):
            return None
        raise


Call = Callable[[Request], Reply]
BEFORE = " before anything was published"
"""How a message says that no post is public, where a step before the visible call failed."""


def hidden(session: Session, request: Request, voice: Voice, call: Call | None = None) -> Reply:
    """Make a call that nobody can see, and return its answer if it is a success.

    Any other end raises `Stopped` with `NotSent` or `Refused`, as nothing became public. `call` stands in
    for the session's own where calls need more, such as a token that runs out.
    """
    reply = _answer(session, request, call)
    if 200 <= reply.status < 300:
        return reply
    raise _stopped(session, reply, voice, BEFORE)


def read(session: Session, request: Request, voice: Voice, call: Call | None = None) -> Reply | None:
    """Make a call that only reads; None where what is asked for is not there (any more).

    Any other end than a success raises `Stopped`.
    """
    reply = _answer(session, request, call)
    if 200 <= reply.status < 300:
        return reply
    if reply.status in (404, 410):
        return None
    raise _stopped(session, reply, voice)


def _answer(session: Session, request: Request, call: Call | None) -> Reply:
    """Return what a call that nobody sees is answered; raise `Stopped` where there is no answer."""
    try:
        return (call or session.call)(request)
    except (NotReached, Broken) as broken:
        raise Stopped(NotSent(str(broken))) from None


def _stopped(session: Session, reply: Reply, voice: Voice, when: str = "") -> Stopped:
    why = f"{voice.title} answered {reply.status}{_quoted(voice.said(reply))}{when}."
    return Stopped(refusal(session, reply, voice) or NotSent(why, status=reply.status))


def visible(session: Session, request: Request, voice: Voice, call: Call | None = None) -> Reply | Outcome:
    """Make the call that publishes; return its answer if it is a success, else what came of it."""
    try:
        reply = (call or session.call)(request)
    except NotReached as broken:
        return NotSent(str(broken))
    except Broken as broken:
        return Ambiguous(str(broken))
    if 200 <= reply.status < 300:
        return reply
    why = f"{voice.title} answered {reply.status}{_quoted(voice.said(reply))}."
    return refusal(session, reply, voice) or Ambiguous(why, reply.status)


def deleted(answer: Reply | Outcome, remote_id: str) -> Outcome:
    """Return what became of a deletion: what is gone already counts as deleted."""
    if isinstance(answer, Reply) or (isinstance(answer, Refused) and answer.status == 404):
        return Sent(remote_id, "")
    return answer


def refusal(session: Session, reply: Reply, voice: Voice) -> NotSent | Refused | None:
    """Return what an answer says for sure: not now, not this account, never. None where it says neither."""
    said = _quoted(voice.said(reply))
    if reply.status == 429:
        why = f"{voice.title} asks to wait before the next call{said}."
        return NotSent(why, _pause_end(reply, voice, session.now()), 429)
    if reply.status == 401:
        return unaccepted(session.account, voice.title, said, 401)
    if reply.status in REFUSALS:
        return Refused(f"{voice.title} refused it{said or f' with {reply.status}'}.", reply.status)
    return None


def unaccepted(account: Account, title: str, said: str, status: int) -> NotSent:
    """Return the outcome for a secret that the network does not accept; it says where the secret is kept."""
    names = " and ".join(account.secrets.values())
    hint = f"Put a new one into {names}." if names else "Give the account a new one."
    why = f"{title} does not accept the secret of “{account.name}”{said}. {hint}"
    return NotSent(why, status=status, is_account_wide=True)


def _pause_end(reply: Reply, voice: Voice, now: datetime) -> datetime | None:
    seconds = voice.pause(reply)
    if seconds is None:
        return wait_until(reply.headers, now)
    return now + min(timedelta(seconds=max(seconds, 0)), _FARTHEST)


def _quoted(words: str) -> str:
    line = " ".join(words.split())
    line = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    return f": “{line.rstrip('.')}”" if line else ""


def wait_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when a server that is busy wants to be called again, in UTC; None where it does not say.

    Reads Retry-After (seconds or a date), RateLimit-Reset (seconds since 1970, or seconds from now),
    X-RateLimit-Reset (Mastodon's ISO 8601 time) and X-Rate-Limit-Reset (X's seconds since 1970). More than a
    day ahead is taken for a day. Source: RFC 9110, 10.2.3; Mastodon documentation, rate limits; answers of a
    Bluesky server; X's documentation, rate limits.
    """
    for name in ("retry-after", "ratelimit-reset", "x-ratelimit-reset", "x-rate-limit-reset"):
        moment = _moment(headers.get(name, "").strip(), now)
        if moment is not None:
            return min(max(moment, now), now + _FARTHEST)
    return None


def _moment(text: str, now: datetime) -> datetime | None:
    try:
        if text.replace(".", "", 1).isdigit():
            seconds = float(text)
            is_date = seconds > 1_000_000_000
            return datetime.fromtimestamp(seconds, UTC) if is_date else now + timedelta(seconds=seconds)
        moment = datetime.fromisoformat(text) if text[4:5] == "-" else _http_date(text)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _http_date(text: str) -> datetime:
    from email.utils import parsedate_to_datetime  # few answers have one, and start-up should not pay for it

    return parsedate_to_datetime(text)


def fields(reply: Reply) -> Mapping[str, Any]:
    """Return the fields of an answer that is a JSON object; none where it is anything else."""
    found = reply.json()
    return found if isinstance(found, dict) else {}


def text(value: Any) -> str:
    """Return a field's text, empty where it is something else."""
    return value if isinstance(value, str) else ""


def number(value: Any) -> int | None:
    """Return a count, which some networks write as text; None where it is none."""
    if isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def summed(*values: Any) -> int | None:
    """Return the sum of those that are counts; None where none is."""
    told = [found for one in values if (found := number(one)) is not None]
    return sum(told) if told else None


def objects(found: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a list that a server sent; none where it sent something else."""
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
