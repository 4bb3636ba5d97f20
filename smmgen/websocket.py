"""The door to networks that are spoken to over a WebSocket: one connection for each talk, no repeats."""

from collections.abc import Iterable
from contextlib import ExitStack
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from smmgen import __version__
from smmgen.adapter import Broken, NotReached, Talk

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

CONNECT_SECONDS = 10.0
CLOSE_SECONDS = 1.0
"""A server that does not say goodbye is not waited for."""
MOST_BYTES = 2_000_000
"""A message longer than this is not read; the longest that adapters ask for are posts."""
MOST_HEARD = 1000
"""A server that goes on talking is left after so many messages."""


def converse(talk: Talk, seconds: float, *, is_direct: bool) -> tuple[str, ...]:
    """Hold a conversation and return what was heard; raises `NotReached` or `Broken`.

    It may last so many seconds. `is_direct`: no proxy of the environment stands between.
    """
    from websockets.exceptions import ConnectionClosed  # at the door only; start-up should not pay for it

    until = monotonic() + seconds
    with ExitStack() as stack:
        line = _connected(stack, talk.url, min(seconds, CONNECT_SECONDS), is_direct=is_direct)
        try:
            return tuple(_heard(line, talk, until))
        except (ConnectionClosed, TimeoutError, OSError) as fault:
            raise Broken(f"the talk with {_host(talk.url)} broke off: {_told(fault)}") from None


def _connected(stack: ExitStack, url: str, seconds: float, *, is_direct: bool) -> "ClientConnection":
    """Open the line until the stack ends; whatever fails here fails before anything was said."""
    from websockets.sync.client import connect

    try:
        return stack.enter_context(
            connect(
                url,
                open_timeout=seconds,
                close_timeout=CLOSE_SECONDS,
                max_size=MOST_BYTES,
                proxy=None if is_direct else True,
                user_agent_header=f"smmgen/{__version__}",
            )
        )
    except Exception as fault:
        raise NotReached(f"{_host(url)} cannot be reached: {_told(fault)}") from None


def _heard(line: "ClientConnection", talk: Talk, until: float) -> Iterable[str]:
    """Say what is to be said, listen, and answer until the talk is over."""
    for words in talk.first:
        line.send(words)
    heard: list[str] = []
    answer: tuple[str, ...] | None = ()
    while answer is not None:
        for words in answer:
            line.send(words)
        if len(heard) >= MOST_HEARD:
            raise OSError("the server does not stop talking")
        said = line.recv(timeout=max(until - monotonic(), 0))
        heard.append(said if isinstance(said, str) else said.decode("utf-8", "replace"))
        answer = talk.then(heard[-1])
    return heard


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "the server"
    except ValueError:
        return "the server"


def _told(fault: Exception) -> str:
    """Name a fault without the address, which may carry a token."""
    status = getattr(getattr(fault, "response", None), "status_code", None)
    if status is not None:
        return f"it answered {status} instead of a WebSocket"
    words = {
        "TimeoutError": "no answer in time",
        "ConnectionRefusedError": "no connection",
        "ConnectionClosedError": "the connection was cut",
        "ConnectionClosedOK": "the server closed the connection",
    }
    return words.get(type(fault).__name__, type(fault).__name__)
