"""The mail server of the tests itself: what it takes, what it refuses."""

import smtplib

import pytest

from tests.servers.mail import PASSWORD, Mailbox


def test_a_letter_arrives_for_those_who_are_not_refused(mailbox: Mailbox) -> None:
    mailbox.refusals["full@a.example"] = "452 4.2.2 Mailbox full"
    with smtplib.SMTP(mailbox.host, mailbox.port) as smtp:
        smtp.login("anybody", PASSWORD)
        refused = smtp.sendmail(
            "me@a.example", ["anna@a.example", "full@a.example"], "Subject: Sale\r\n\r\nAll."
        )
    assert refused == {"full@a.example": (452, b"4.2.2 Mailbox full")}
    (envelope,) = mailbox.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("me@a.example", ["anna@a.example"])


def test_nobody_sends_without_signing_in(mailbox: Mailbox) -> None:
    with smtplib.SMTP(mailbox.host, mailbox.port) as smtp:
        with pytest.raises(smtplib.SMTPAuthenticationError):
            smtp.login("anybody", "wrong")
        with pytest.raises(smtplib.SMTPSenderRefused):
            smtp.sendmail("me@a.example", ["anna@a.example"], "a")
    assert mailbox.envelopes == []
