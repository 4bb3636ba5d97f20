import email
import email.policy
import hmac
from email.message import EmailMessage
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, Identity, Letters, NotReached, NotSent, Refused, Sent
from smmgen.apis.mail_list import bare, readers
from smmgen.model.brand import Account
from smmgen.model.variant import Variant
from smmgen.networks.newsletter import ADAPTER
from tests.networks.script import Answer, Script, answer, picture, sending, with_options

LIST = Account(
    name="letter",
    network="newsletter",
    options={"sender": "Northwind <news@brand.example>", "to": "all@lists.example", "user": "news"},
    secrets={"password": "SMTP_PASSWORD"},
    base_url="smtp://mail.example",
    language="en",
)
PEOPLE = replace(
    LIST,
    options={
        "sender": "Northwind <news@brand.example>",
        "unsubscribe": "https://brand.example/leave?reader={address}&token={token}",
        "postal_address": "Kontorweg 4, Hamburg",
    },
    secrets={"subscribers": "READERS", "unsubscribe_key": "KEY"},
)
ADDRESSES = "anna@a.example\n# those of the fair\nBen <ben@b.example>, eve@e.example\n\nANNA@a.example\n"


class Mail(Script):
    """A session at a mail server, with a list of readers."""

    def secret(self, option: str) -> str:
        return ADDRESSES if option == "subscribers" else super().secret(option)

    @property
    def letters(self) -> Letters:
        found = self.requests[-1].letters
        assert found
        return found

    def letter(self, to: str) -> EmailMessage:
        return email.message_from_bytes(
            self.letters.write(to), _class=EmailMessage, policy=email.policy.default
        )  # type: ignore[arg-type]


def ended(*ends: str | int, status: int = 250, step: str = "", said: str = "") -> Answer:
    """Return what the door answers: "taken", "unknown", "left", or the code of a refusal."""
    letters = [
        {"end": "refused", "code": one, "said": f"5.1.1 <anna@a.example> {one}"}
        if isinstance(one, int)
        else {"end": one, "code": 0, "said": ""}
        for one in ends
    ]
    return answer(status, {"letters": letters, "step": step, "said": said, "features": ["size"]})


def sent(
    *answers: Answer, account: Account = LIST, markdown: str = "All beans must go.", **what: Any
) -> tuple[Any, Mail]:
    script = Mail(account, answers or (ended("taken"),), base_url="smtp://mail.example")
    what.setdefault("title", "Sale")
    return ADAPTER.send(script, sending(ADAPTER, account, markdown, **what)), script


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def test_one_letter_goes_to_the_address_of_a_list() -> None:
    outcome, script = sent()
    (request,) = script.requests
    mail = script.letter("all@lists.example")
    assert (request.url, request.is_visible) == ("smtp://mail.example", True)
    assert (script.letters.sender, script.letters.recipients) == (
        "news@brand.example",
        ("all@lists.example",),
    )
    assert (script.letters.user, script.letters.password) == ("news", "the-password")
    assert outcome == Sent(str(mail["Message-ID"]).strip("<>"), "")
    assert (mail["From"], mail["To"]) == ("Northwind <news@brand.example>", "all@lists.example")
    assert (mail["Subject"], mail["Date"]) == ("Sale", "Tue, 01 Dec 2026 09:00:05 +0000")
    assert mail.get_content_type() == "multipart/alternative"
    assert "List-Unsubscribe" not in mail


def test_text_and_html_say_the_same() -> None:
    _, script = sent(
        markdown="# Now\n\nAll **beans** <go>, see [here](https://e.example/?a=1&b=2):\n\n- one\n- two"
    )
    mail = script.letter("all@lists.example")
    assert (
        part(mail, "plain")
        == "Now\n\nAll beans <go>, see here (https://e.example/?a=1&b=2):\n\n- one\n- two\n"
    )
    html = part(mail, "html")
    assert "<strong>beans</strong> &lt;go&gt;" in html
    assert 'href="https://e.example/?a=1&amp;b=2"' in html


def test_other_letters_travel_in_seven_bits() -> None:
    _, script = sent(markdown="Зёрна ☕ " * 90, title="Распродажа ☕")
    data = script.letters.write("all@lists.example")
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert script.letter("all@lists.example")["Subject"] == "Распродажа ☕"
    assert part(script.letter("all@lists.example"), "plain").startswith("Зёрна ☕ Зёрна")


def test_pictures_travel_inside_with_their_texts() -> None:
    _, script = sent(
        markdown="All.\n\n![In the text](x.jpg)",
        files=(picture(0), picture(1)),
        read=lambda file: file.path.encode(),
    )
    mail = script.letter("all@lists.example")
    related = [one for one in mail.walk() if one.get_content_maintype() == "image"]
    html = part(mail, "html")
    assert [one.get_content() for one in related] == [b"images/beans-0.jpg", b"images/beans-1.jpg"]
    places = [html.index(f'src="cid:{str(one["Content-ID"]).strip("<>")}"') for one in related]
    assert places[0] < html.index("All.") < places[1]
    assert 'width="552" height="690" alt="A bag of beans, number 0"' in html
    assert 'alt="In the text"' in html


def test_each_subscriber_has_a_letter_and_a_way_out_of_their_own() -> None:
    _, script = sent(ended("taken", "taken", "taken"), account=PEOPLE)
    anna = script.letter("anna@a.example")
    token = hmac.new(b"the-unsubscribe_key", b"anna@a.example", "sha256").hexdigest()[:32]
    leave = f"https://brand.example/leave?reader=anna%40a.example&token={token}"
    assert sorted(script.letters.recipients) == ["anna@a.example", "ben@b.example", "eve@e.example"]
    assert anna["List-Unsubscribe"] == f"<{leave}>"
    assert anna["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert part(anna, "plain").endswith(f"—\nKontorweg 4, Hamburg\nUnsubscribe: {leave}\n")
    assert leave.replace("&", "&amp;") in part(anna, "html")
    assert len({script.letter(one)["Message-ID"] for one in script.letters.recipients}) == 3
    assert not {"ben", "eve"} & set(anna.as_string().replace("@", " ").split())


def test_a_letter_has_the_same_name_at_every_attempt() -> None:
    first, again = (
        script.letter("ben@b.example") for _, script in (sent(account=PEOPLE), sent(account=PEOPLE))
    )
    other = sent(account=PEOPLE, post="other")[1].letter("ben@b.example")
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]


def test_a_mailto_is_no_button() -> None:
    _, script = sent(account=with_options(PEOPLE, unsubscribe="mailto:leave@brand.example"))
    mail = script.letter("anna@a.example")
    assert mail["List-Unsubscribe"] == "<mailto:leave@brand.example>"
    assert "List-Unsubscribe-Post" not in mail


def test_the_foot_speaks_the_posts_language() -> None:
    _, script = sent(account=PEOPLE, options={"language": "ru-RU", "preheader": "Зёрна & пар"})
    html = part(script.letter("anna@a.example"), "html")
    assert "Отписаться" in html
    assert html.index("Зёрна &amp; пар") < html.index("All beans")


def test_no_line_of_a_title_becomes_a_header() -> None:
    _, script = sent(title="Sale\r\nBcc: eve@e.example")
    mail = script.letter("all@lists.example")
    assert (mail["Subject"], mail["Bcc"]) == ("Sale Bcc: eve@e.example", None)


ENDS: dict[str, tuple[Answer, type, str]] = {
    "in doubt": (ended("unknown"), Ambiguous, "did not say whether"),
    "no such reader": (ended(550), Refused, "refused the letter for good (550: “5.1.1 <•••> 550”)"),
    "full": (ended(452), NotSent, "takes it later (452"),
    "nothing in time": (ended("left"), NotSent, "took no letter in time"),
    "password": (
        ended("left", status=535, step="sign-in", said="5.7.8 No"),
        NotSent,
        "Put a new one into SMTP_PASSWORD",
    ),
    "password needed": (ended(530), NotSent, "Put a new one into SMTP_PASSWORD"),
    "busy": (ended("left", status=454, step="sign-in"), NotSent, "asks to wait (454)"),
    "sender": (
        ended("left", status=553, step="sender", said="Not yours"),
        NotSent,
        "your `sender` (553: “Not yours”)",
    ),
    "not reached": (NotReached("mail.example cannot be reached"), NotSent, "cannot be reached"),
    "broken": (Broken("cut"), Ambiguous, "cut"),
}


@pytest.mark.parametrize("name", ENDS)
def test_what_an_end_means(name: str) -> None:
    said, kind, words = ENDS[name]
    outcome, _ = sent(said)
    assert isinstance(outcome, kind)
    assert words in outcome.why
    assert "anna" not in outcome.why


@pytest.mark.parametrize("name", ["password", "password needed", "sender"])
def test_what_concerns_the_account(name: str) -> None:
    outcome, _ = sent(ENDS[name][0])
    assert outcome.is_account_wide


def test_a_server_that_wants_a_sign_in_names_the_keys() -> None:
    outcome, _ = sent(
        ended("left", status=530, step="sender", said="5.7.0 Authentication required"), account=PEOPLE
    )
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert outcome.why == (
        "The mail server wants a sign-in (530: “5.7.0 Authentication required”). "
        "Give the account `user` and `password`."
    )


def test_those_who_did_not_get_it_are_told_by_their_lines() -> None:
    _, script = sent(account=PEOPLE)
    order = script.letters.recipients
    ends = {"anna@a.example": 550, "ben@b.example": "taken", "eve@e.example": "unknown"}
    outcome, _ = sent(ended(*(ends[one] for one in order)), account=PEOPLE)
    assert isinstance(outcome, Sent)
    assert outcome.note == (
        "it was refused for 1 of 3 addresses: line 1 of the list; "
        "it may not have reached 1 of 3 addresses: line 3 of the list"
    )


def test_a_run_that_broke_off_goes_on_behind_its_mark() -> None:
    outcome, script = sent(ended("taken", "unknown", "left"), account=PEOPLE)
    assert isinstance(outcome, Ambiguous)
    assert outcome.why.startswith("The mail server took 1 of 3 letters")
    mark = outcome.why.partition("`after: ")[2][:12]
    assert mark in outcome.why[:160]  # so much of it does the ledger keep
    _, again = sent(account=PEOPLE, options={"after": mark})
    assert again.letters.recipients == script.letters.recipients[2:]


def test_a_mark_behind_which_nobody_stands() -> None:
    outcome, script = sent(account=PEOPLE, options={"after": "f" * 12})
    assert isinstance(outcome, Refused)
    assert script.requests == []


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("anna@a.example\nben at b.example", "Line 2 of the list is no address."),
        ("анна@a.example", "Line 1 of the list is no address."),
        ("\n".join(f"reader{one}@a.example" for one in range(1001)), "The list has 1001 addresses"),
    ],
)
def test_a_list_that_cannot_be_used(written: str, why: str) -> None:
    account = PEOPLE
    script = Mail(account, ())
    script.secret = lambda option: written  # type: ignore[method-assign]
    outcome = ADAPTER.send(script, sending(ADAPTER, account))
    assert isinstance(outcome, NotSent)
    assert outcome.why.startswith(why)
    assert outcome.is_account_wide


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Anna B. <anna+news@a.example>", "anna+news@a.example"),
        ("news@кофе.example", "news@xn--e1ajmy.example"),
        ("news@a.example, eve@e.example", ""),
        ("news", ""),
        ("ne ws@a.example", ""),
        ("news@a.example\r\nRCPT TO:<eve@e.example>", ""),
    ],
)
def test_a_bare_address(written: str, address: str) -> None:
    assert bare(written) == address


def test_the_order_of_readers_is_the_deliverys_own() -> None:
    first, second = (tuple(one.address for one in readers(ADDRESSES, "", key)) for key in ("a", "bc"))
    assert set(first) == set(second)
    assert first != second


def test_the_sandbox_tells_its_mail_server() -> None:
    script = Mail(
        LIST,
        (answer(body={"smtp": "smtp://127.0.0.1:2525"}), ended("taken")),
        base_url="http://127.0.0.1/newsletter",
    )
    assert isinstance(ADAPTER.send(script, sending(ADAPTER, LIST)), Sent)
    assert [one.url for one in script.requests] == ["http://127.0.0.1/newsletter", "smtp://127.0.0.1:2525"]


def test_the_doctor_signs_in_and_counts() -> None:
    script = Mail(PEOPLE, (ended(),), base_url="smtp://mail.example")
    assert ADAPTER.identify
    who = ADAPTER.identify(script)
    assert isinstance(who, Identity)
    assert (who.name, who.rights) == ("Northwind <news@brand.example>", ("size",))
    assert who.notes[0] == "A letter goes to 3 addresses."
    assert not script.requests[0].is_visible
    assert script.letters.recipients == ()


@pytest.mark.parametrize(
    ("account", "title", "markdown", "codes"),
    [
        (LIST, "Sale", "All.", []),
        (LIST, "", "All.", ["NWL001"]),
        (replace(LIST, options={"sender": "Northwind"}), "Sale", "All.", ["NWL002"]),
        (
            replace(PEOPLE, options={"sender": "a@b.example", "unsubscribe": "brand.example"}),
            "Sale",
            "All.",
            ["NWL003"],
        ),
        (LIST, "Sale", "ж" * 51_000, ["NWL004"]),
    ],
)
def test_what_is_found_before_a_letter_goes(
    account: Account, title: str, markdown: str, codes: list[str]
) -> None:
    message = sending(ADAPTER, account, markdown, title=title).content.message
    variant = Variant(
        post="sale", account="letter", network="newsletter", publish_at=None, messages=(message,)
    )
    assert [one.code for one in ADAPTER.check(variant, account)] == codes
