"""The mail server, spoken to with Python's own client."""

import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import image, shown

SENDER = "news@northwind.example"


def letter(
    to: str = "anna@a.example", html: str = "", text: str = "All must go.", **headers: str
) -> EmailMessage:
    """Return a letter as a newsletter's should be."""
    made = EmailMessage(policy=SMTP)
    given = {
        "From": f"Northwind <{SENDER}>",
        "To": to,
        "Subject": "Sale ☕",
        "Date": "Tue, 01 Dec 2026 10:00:00 +0000",
        "Message-ID": f"<1.{to}>",
        "List-Unsubscribe": "<https://northwind.example/u/1>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    for name, value in {**given, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
        if value:
            made[name] = value
    if text:
        made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html") if text else made.set_content(html, subtype="html")
    return made


class Office:
    def __init__(self, client: httpx.Client, smtp: smtplib.SMTP) -> None:
        self.client, self.smtp = client, smtp

    def send(self, made: EmailMessage, *to: str) -> dict[str, Any]:
        return self.smtp.send_message(made, SENDER, list(to) or None)

    def letters(self) -> list[Any]:
        found: list[Any] = self.client.get("/newsletter/letters").json()["letters"]
        return found


def connected(client: httpx.Client, **more: Any) -> smtplib.SMTP:
    host, port = client.get("/newsletter").json()["smtp"].removeprefix("smtp://").split(":")
    return smtplib.SMTP(host, int(port), **more)


@pytest.fixture
def office(client: httpx.Client) -> Iterator[Office]:
    smtp = connected(client, timeout=10)
    smtp.login("anybody", "1:sandbox")
    yield Office(client, smtp)
    smtp.close()


HTML = "<html><head><title>x</title></head><body><h1>Sale</h1><p>All <b>must</b> go, <a href='https://a.example'>here</a>.</p></body></html>"


def test_a_letter_and_how_it_looks(office: Office) -> None:
    assert office.send(letter(html=HTML)) == {}
    (post,) = shown(office.client)
    assert (post["title"], post["text"]) == ("Sale ☕", "Sale\n\nAll must go, here.")
    assert [mark["kind"] for mark in post["marks"]] == ["bold", "bold", "link"]
    assert (post["account"], post["notes"]["to"]) == (SENDER, "anna@a.example")
    assert post["warnings"] == []
    (kept,) = office.letters()
    assert (kept["mail_from"], kept["rcpt_to"], kept["message_id"]) == (
        SENDER,
        ["anna@a.example"],
        "<1.anna@a.example>",
    )
    assert b"Subject:" in office.client.get(f"/newsletter/letters/{kept['id']}").content


def test_letters_to_many_are_one_on_the_page_whatever_their_links(office: Office) -> None:
    for name in ("anna", "boris", "cleo"):
        html = HTML.replace("</body>", f"<p>Leave: https://northwind.example/u/{name}</p></body>")
        office.send(letter(f"{name}@a.example", html))
    (post,) = shown(office.client)
    assert post["notes"]["to"] == "anna@a.example, boris@a.example, cleo@a.example"
    assert len(office.letters()) == 3


def test_a_letter_that_somebody_got_twice_is_warned_of(office: Office) -> None:
    for _ in range(2):
        office.send(letter())
    assert shown(office.client)[0]["warnings"] == ["anna@a.example got this letter 2 times."]


def test_addresses_are_refused_one_by_one(office: Office) -> None:
    refused = office.send(letter(), "anna@a.example", "unknown@a.example", "full@a.example")
    assert {address: code for address, (code, _) in refused.items()} == {
        "unknown@a.example": 550,
        "full@a.example": 452,
    }
    assert office.letters()[0]["rcpt_to"] == ["anna@a.example"]


def test_a_letter_that_nobody_may_get_is_not_taken(office: Office) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        office.send(letter(), "unknown@a.example")
    assert shown(office.client) == []


def test_a_greylisted_address_is_taken_at_the_second_try(office: Office) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        office.send(letter(), "greylisted@a.example")
    assert office.send(letter(), "greylisted@a.example") == {}


def test_nothing_is_taken_before_signing_in(client: httpx.Client) -> None:
    with connected(client) as smtp:
        with pytest.raises(smtplib.SMTPSenderRefused) as told:
            smtp.send_message(letter())
        assert told.value.smtp_code == 530
        with pytest.raises(smtplib.SMTPAuthenticationError) as refused:
            smtp.login("anybody", "2:wrong")
        assert refused.value.smtp_code == 535
    assert shown(client) == []


def test_a_letter_over_25_megabytes_is_refused(office: Office) -> None:
    office.smtp.ehlo()
    assert office.smtp.esmtp_features["size"] == str(25 * 1024 * 1024)
    with pytest.raises(smtplib.SMTPSenderRefused) as told:
        office.send(letter(text=f"{75 * 'a'}\n" * 350_000))
    assert told.value.smtp_code == 552


FAULTY: list[tuple[dict[str, Any], str]] = [
    ({"Subject": ""}, "no subject"),
    ({"text": "", "html": HTML}, "no plain text"),
    ({"Date": ""}, "no Date"),
    ({"Message_ID": ""}, "no Message-ID"),
    ({"List_Unsubscribe": ""}, "no List-Unsubscribe header"),
    ({"List_Unsubscribe_Post": ""}, "no List-Unsubscribe-Post"),
    ({"html": f"<p>{'a ' * 60_000}</p>"}, "Gmail cuts it at 102 kB"),
    ({"html": "<img src='https://a.example/b.jpg'>"}, "no alternative text"),
]


@pytest.mark.parametrize(("what", "part"), FAULTY)
def test_what_people_would_stumble_over_is_warned_of(office: Office, what: dict[str, Any], part: str) -> None:
    office.send(letter(**what))
    (warning,) = shown(office.client)[0]["warnings"]
    assert part in warning


def test_pictures_inside_the_letter_are_seen_with_their_texts(office: Office) -> None:
    made = letter(html="<p>Sale</p><img src='cid:bag' alt='A bag'><div style='display: none'>preheader</div>")
    made.get_payload()[1].add_related(image(61), "image", "jpeg", cid="<bag>")  # type: ignore[union-attr,index]
    office.send(made)
    (post,) = shown(office.client)
    assert (post["text"], [(one["width"], one["alt"]) for one in post["media"]]) == ("Sale", [(61, "A bag")])


FAULTS: list[tuple[str, str, Any, int]] = [
    ("refuse-429", "MAIL", 451, 0),
    ("403", "RCPT", 550, 0),
    ("401", "MAIL", 535, 0),
    ("500-before", "DATA", 451, 0),
    ("500-after-effect", "DATA", 451, 1),
    ("503-before", "DATA", 421, 0),
    ("200-without-id", "DATA", None, 1),
    ("malformed", "DATA", 2, 1),
    ("reset-before", "DATA", smtplib.SMTPServerDisconnected, 0),
    ("reset-after", "DATA", smtplib.SMTPServerDisconnected, 1),
    ("timeout-after", "DATA", smtplib.SMTPServerDisconnected, 1),
]


@pytest.mark.parametrize(("kind", "method", "expected", "number"), FAULTS)
def test_the_server_goes_wrong_as_asked(
    office: Office, kind: str, method: str, expected: Any, number: int
) -> None:
    fault = {"network": "newsletter", "method": method, "kind": kind}
    assert office.client.post("/sandbox/faults", json=fault).is_success
    if "timeout" in kind and office.smtp.sock:
        office.smtp.sock.settimeout(0.5)
    got: Any = None
    try:
        office.send(letter())
    except smtplib.SMTPRecipientsRefused as refused:
        ((got, _),) = refused.recipients.values()
    except smtplib.SMTPResponseException as refused:
        got = refused.smtp_code
    except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError):
        got = smtplib.SMTPServerDisconnected
    assert (got, len(shown(office.client))) == (expected, number)


def test_commands_are_noted_among_the_calls(office: Office) -> None:
    office.send(letter())
    calls = office.client.get("/sandbox/calls").json()["calls"]
    noted = [(call["method"], call["status"]) for call in calls if call["method"].isupper()]
    assert noted == [("MAIL", 250), ("RCPT", 250), ("DATA", 250)]
