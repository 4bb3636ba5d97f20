"""The door for mail, against a real mail server: each letter goes out once, and its end is told."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from smmgen import smtp
from smmgen.adapter import Letters, NotReached
from tests.servers.mail import PASSWORD, Mailbox, certificate, mailbox
from tests.servers.running import free_port

PEOPLE = ("anna@a.example", "ben@b.example", "eve@e.example")


def letters(*recipients: str, **what: Any) -> Letters:
    given = {"sender": "news@brand.example", "user": "news", "password": PASSWORD, **what}
    return Letters(
        recipients=recipients, write=lambda to: f"To: {to}\r\nSubject: Sale\r\n\r\nAll.\r\n".encode(), **given
    )


def handed(url: str, given: Letters, *, is_local: bool = True) -> tuple[int, Any]:
    reply = smtp.call(url, given, 5, is_local)
    return reply.status, reply.json()


def ends(body: Any) -> list[tuple[str, int]]:
    return [(one["end"], one["code"]) for one in body["letters"]]


def test_each_gets_a_letter_of_their_own(mailbox: Mailbox) -> None:
    status, body = handed(mailbox.url, letters(*PEOPLE))
    assert (status, ends(body)) == (250, [("taken", 250)] * 3)
    assert [envelope.rcpt_tos for envelope in mailbox.envelopes] == [[one] for one in PEOPLE]
    assert mailbox.envelopes[1].content == b"To: ben@b.example\r\nSubject: Sale\r\n\r\nAll.\r\n"
    assert mailbox.sessions == 1


def test_whoever_is_refused_keeps_nobody_else_waiting(mailbox: Mailbox) -> None:
    mailbox.refusals = {"anna@a.example": "550 5.1.1 No such user", "ben@b.example": "452 4.2.2 Full"}
    _, body = handed(mailbox.url, letters(*PEOPLE))
    assert ends(body) == [("refused", 550), ("refused", 452), ("taken", 250)]
    assert body["letters"][0]["said"] == "5.1.1 No such user"
    assert mailbox.recipients == ["eve@e.example"]


def test_a_letter_whose_answer_is_lost_is_not_sent_again(mailbox: Mailbox) -> None:
    mailbox.cut = {"ben@b.example"}
    assert ends(handed(mailbox.url, letters(*PEOPLE))[1]) == [("taken", 250), ("unknown", 0), ("taken", 250)]
    assert mailbox.recipients == list(PEOPLE)


def test_a_server_that_closes_before_a_letter_gets_it_on_a_new_connection(mailbox: Mailbox) -> None:
    mailbox.closing = {"ben@b.example"}
    assert ends(handed(mailbox.url, letters(*PEOPLE))[1]) == [("taken", 250)] * 3
    assert (mailbox.recipients, mailbox.sessions) == (list(PEOPLE), 2)


def test_a_server_that_closes_again_and_again_is_not_reached(mailbox: Mailbox) -> None:
    mailbox.refusals = {"anna@a.example": "421 4.3.2 Closing"}
    with pytest.raises(NotReached, match="closes every connection"):
        handed(mailbox.url, letters(*PEOPLE))
    mailbox.refusals = {"ben@b.example": "421 4.3.2 Closing"}
    assert ends(handed(mailbox.url, letters(*PEOPLE))[1]) == [("taken", 250), ("left", 0), ("left", 0)]


def test_many_letters_go_over_several_connections(mailbox: Mailbox) -> None:
    many = [f"reader{number}@a.example" for number in range(smtp.PER_CONNECTION + 1)]
    handed(mailbox.url, letters(*many))
    assert (mailbox.recipients, mailbox.sessions) == (many, 2)


def test_time_that_is_up_leaves_letters(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "CALL_SECONDS", -1)
    assert ends(handed(mailbox.url, letters(*PEOPLE))[1]) == [("left", 0)] * 3
    assert mailbox.envelopes == []


def test_a_wrong_password_is_told(mailbox: Mailbox) -> None:
    status, body = handed(mailbox.url, letters(*PEOPLE, password="wrong"))
    assert (status, body["step"], {end for end, _ in ends(body)}) == (535, "sign-in", {"left"})


def test_a_sender_that_is_refused_is_told(mailbox: Mailbox) -> None:
    mailbox.senders = {"news@brand.example": "553 5.7.1 Not yours"}
    status, body = handed(mailbox.url, letters(*PEOPLE))
    assert (status, body["step"], body["said"]) == (553, "sender", "5.7.1 Not yours")


def test_signing_in_alone_sends_nothing(mailbox: Mailbox) -> None:
    status, body = handed(mailbox.url, letters())
    assert (status, body["letters"], mailbox.envelopes) == (250, [], [])
    assert "size" in body["features"]


def test_nothing_is_said_without_encryption_to_another_machine(mailbox: Mailbox) -> None:
    with pytest.raises(NotReached, match="offers no encryption"):
        handed(mailbox.url, letters(*PEOPLE), is_local=False)
    assert mailbox.envelopes == []


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(NotReached, match=r"127\.0\.0\.1 cannot be reached: no connection"):
        handed(f"smtp://127.0.0.1:{free_port()}", letters(*PEOPLE))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    if not shutil.which("openssl"):
        pytest.skip("openssl, which makes the certificate, is not installed")
    return certificate(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_letters_go_encrypted(scheme: str, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(pair[0]))
    with mailbox(pair, is_implicit=scheme == "smtps") as box:
        _, body = handed(f"{scheme}://localhost:{box.port}", letters(*PEOPLE), is_local=False)
    assert ends(body) == [("taken", 250)] * 3


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_stranger_with_a_certificate_of_his_own_gets_nothing(scheme: str, pair: tuple[Path, Path]) -> None:
    untrusted = pytest.raises(NotReached, match="its certificate is not trusted")
    with mailbox(pair, is_implicit=scheme == "smtps") as box, untrusted:
        handed(f"{scheme}://localhost:{box.port}", letters(*PEOPLE))
    assert box.envelopes == []
