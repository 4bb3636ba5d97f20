"""The door to networks that are spoken to over a WebSocket, against a server of our own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus

import pytest
from websockets.sync.server import Request, Response, ServerConnection, serve

from smmgen.adapter import Broken, NotReached, Talk
from smmgen.http import open_session
from smmgen.model.brand import Account
from smmgen.websocket import MOST_HEARD, converse

Handler = Callable[[ServerConnection], None]


@contextmanager
def served(handler: Handler, refuse: HTTPStatus | None = None) -> Iterator[str]:
    def answer(line: ServerConnection, request: Request) -> Response | None:
        return line.respond(refuse, "no") if refuse else None

    with serve(handler, "127.0.0.1", 0, process_request=answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"ws://127.0.0.1:{server.socket.getsockname()[1]}"
        finally:
            server.shutdown()
            thread.join()


def talked(
    handler: Handler, *, then: Callable[[str], tuple[str, ...] | None], seconds: float = 5
) -> tuple[str, ...]:
    with served(handler) as url:
        return converse(Talk(url=url, first=("one", "two"), then=then), seconds, is_direct=True)


def echo(line: ServerConnection) -> None:
    for words in line:
        line.send(f"{words}!")


def test_what_is_heard_is_answered_until_all_is_said() -> None:
    answers = {"one!": ("three",), "two!": (), "three!": None}
    assert talked(echo, then=lambda said: answers[said]) == ("one!", "two!", "three!")


def in_bytes(line: ServerConnection) -> None:
    for words in line:
        line.send(f"{words} é".encode())


def test_bytes_are_heard_as_text() -> None:
    assert talked(in_bytes, then=lambda said: None) == ("one é",)


def test_a_server_that_is_not_there_was_told_nothing() -> None:
    talk = Talk(url="ws://127.0.0.1:9", first=("one",), then=lambda said: None)
    with pytest.raises(NotReached, match="no connection"):
        converse(talk, 5, is_direct=True)


def test_a_server_that_speaks_no_websocket_was_told_nothing() -> None:
    with served(echo, HTTPStatus.TOO_MANY_REQUESTS) as url, pytest.raises(NotReached, match="answered 429"):
        converse(Talk(url=f"{url}/?token=abc", first=("one",), then=lambda said: None), 5, is_direct=True)


@pytest.mark.parametrize(
    "url", ["ws://", "http://127.0.0.1:9", "beans", "ws://[", "wss://127.0.0.1:9/?token=abc"]
)
def test_an_address_that_leads_nowhere_is_not_shown(url: str) -> None:
    with pytest.raises(NotReached) as fault:
        converse(Talk(url=url, first=(), then=lambda said: None), 5, is_direct=True)
    assert "abc" not in str(fault.value)


def leave(line: ServerConnection) -> None:
    line.recv()


def cut(line: ServerConnection) -> None:
    line.recv()
    line.socket.close()


def chatter(line: ServerConnection) -> None:
    for number in range(MOST_HEARD + 1):
        line.send(str(number))


def shout(line: ServerConnection) -> None:
    line.send("a" * 3_000_000)


@pytest.mark.parametrize("handler", [leave, cut, chatter, shout])
def test_a_talk_that_breaks_off_may_have_had_an_effect(handler: Handler) -> None:
    with pytest.raises(Broken):
        talked(handler, then=lambda said: ())


def test_a_server_that_says_nothing_is_left() -> None:
    with pytest.raises(Broken, match="no answer in time"):
        talked(lambda line: threading.Event().wait(1), then=lambda said: (), seconds=0.2)


def who(line: ServerConnection) -> None:
    assert line.request
    line.send(line.request.headers["User-Agent"])


def test_an_accounts_session_talks_too_and_says_who_it_is() -> None:
    account = Account(name="ns", network="nostr")
    with served(who) as url:
        session = open_session(account, "https://njump.me", lambda account, option: "")
        (agent,) = session.talk(Talk(url=url, first=(), then=lambda said: None))
        session.close()
    assert agent.startswith("smmgen/")
