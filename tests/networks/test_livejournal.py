"""What LiveJournal is asked, and what its answers mean."""

from hashlib import md5, sha256
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.apis import xmlrpc
from smmgen.model.brand import Account
from smmgen.model.variant import Variant
from smmgen.networks.livejournal import ADAPTER
from tests.networks.script import Answer, Script, answer, picture, sending, with_options

JOURNAL = Account(
    name="lj",
    network="livejournal",
    options={"user": "northwind", "timezone": "Europe/Moscow"},
    secrets={"password": "LJ_PASSWORD"},
    language="ru",
)
COMMUNITY = with_options(JOURNAL, journal="coffee")


def says(**fields: Any) -> Answer:
    """Write an answer as the server does: text that is not ASCII goes as base64."""
    return answer(
        200, f"<methodResponse><params><param>{_value(fields)}</param></params></methodResponse>".encode()
    )


def _value(value: Any) -> str:
    match value:
        case dict():
            members = (f"<member><name>{name}</name>{_value(one)}</member>" for name, one in value.items())
            return f"<value><struct>{''.join(members)}</struct></value>"
        case list():
            return f"<value><array><data>{''.join(map(_value, value))}</data></array></value>"
        case int():
            return f"<value><int>{value}</int></value>"
        case bytes():
            return f"<value><base64>{value.decode()}</base64></value>"
        case _:
            return f"<value><string>{value.replace('&', '&amp;').replace('<', '&lt;')}</string></value>"


def fault(code: int) -> Answer:
    inner = _value({"faultCode": code, "faultString": "Client error: No."})
    return answer(200, f"<methodResponse><fault>{inner}</fault></methodResponse>".encode())


CHALLENGE = says(challenge="c0:1:2", server_time=1)
MADE = says(itemid=7, anum=5, url="https://northwind.livejournal.com/1797.html")


def written(script: Script) -> str:
    """Return the HTML of the entry without its mark, which is there."""
    event, _, mark = asked(script)[1]["event"].rpartition("\n")
    assert mark.startswith("<!-- ")
    return str(event)


def asked(script: Script, number: int = -1) -> tuple[str, Any]:
    """Return the method and what it was told, as the server reads it."""
    body = script.requests[number].content
    assert body is not None
    root = fromstring(body)
    found = xmlrpc.answered(body.replace(b"methodCall", b"methodResponse"))
    return root.findtext("methodName", ""), found


def published(*answers: Answer, account: Account = JOURNAL, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, (CHALLENGE, *answers))
    what.setdefault("public_url", lambda file: f"https://pics.example/{file.path}")
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def test_an_entry_is_published_with_one_signed_visible_call() -> None:
    outcome, script = published(MADE, title="Зима", tags=("кофе", "sale"))
    assert outcome == Sent("1797", "https://northwind.livejournal.com/1797.html")
    assert [one.is_visible for one in script.requests] == [False, True]
    assert script.paths == ["POST /interface/xmlrpc"] * 2
    assert asked(script, 0)[0] == "LJ.XMLRPC.getchallenge"
    password = md5(b"the-password").hexdigest()
    method, told = asked(script)
    assert method == "LJ.XMLRPC.postevent"
    mark = sha256(b"lj/sale.0").hexdigest()[:12]
    assert told == {
        "username": "northwind",
        "auth_method": "challenge",
        "auth_challenge": "c0:1:2",
        "auth_response": md5(f"c0:1:2{password}".encode()).hexdigest(),
        "ver": 1,
        "event": f"<p>All beans must go.</p>\n<!-- {mark} -->",
        "subject": "Зима",
        "lineendings": "unix",
        "security": "public",
        "props": {
            "opt_preformatted": 1,
            "taglist": "кофе, sale",
            "opt_nocomments": 0,
            "opt_screening": "",
            "picture_keyword": "",
            "adult_content": "",
        },
        "year": 2026,
        "mon": 12,
        "day": 1,
        "hour": 12,
        "min": 0,
    }


def test_two_posts_with_the_same_words_are_two_entries() -> None:
    first, again, other = (published(MADE, post=post)[1] for post in ("sale", "sale", "encore"))
    assert asked(first)[1]["event"] == asked(again)[1]["event"] != asked(other)[1]["event"]


def test_the_password_is_never_sent() -> None:
    _, script = published(MADE)
    assert all(b"the-password" not in (one.content or b"") for one in script.requests)


def test_pictures_stand_above_in_and_below_the_text() -> None:
    _, script = published(
        MADE,
        markdown='Look:\n\n![A bag](beans.jpg "Fresh")\n\nNice.',
        files=(picture(), picture(1), picture(2)),
    )
    lines = written(script).split("\n")
    box = 'width="1080" height="1350"'
    assert lines == [
        f'<p><img src="https://pics.example/images/beans-0.jpg" {box} alt="A bag of beans, number 0"></p>',
        "<p>Look:</p>",
        f'<p><img src="https://pics.example/images/beans-2.jpg" {box} alt="A bag"><br><em>Fresh</em></p>',
        "<p>Nice.</p>",
        f'<p><img src="https://pics.example/images/beans-1.jpg" {box} alt="A bag of beans, number 1"></p>',
    ]


@pytest.mark.parametrize(
    ("options", "event"),
    [
        ({"cut_after": 1}, "<p>One.</p>\n<lj-cut>\n<p>Two.</p>\n</lj-cut>"),
        (
            {"cut_after": 1, "cut": 'More "&'},
            '<p>One.</p>\n<lj-cut text="More &quot;&amp;">\n<p>Two.</p>\n</lj-cut>',
        ),
        ({"cut_after": 2}, "<p>One.</p>\n<p>Two.</p>"),
    ],
)
def test_a_cut_hides_what_stands_below_it(options: dict[str, Any], event: str) -> None:
    _, script = published(MADE, account=with_options(JOURNAL, **options), markdown="One.\n\nTwo.")
    assert written(script) == event


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"security": "friends"}, {"security": "usemask", "allowmask": 1}),
        ({"security": "private"}, {"security": "private"}),
        ({"journal": "coffee"}, {"usejournal": "coffee", "security": "public"}),
    ],
)
def test_who_may_read_it_and_where(options: dict[str, Any], told: dict[str, Any]) -> None:
    _, script = published(MADE, account=with_options(JOURNAL, **options))
    assert told.items() <= asked(script)[1].items()


def test_what_an_entry_is_told_beside_its_text() -> None:
    account = with_options(JOURNAL, comments=False, screening="anonymous", userpic="cup", adult="concepts")
    _, script = published(MADE, account=account)
    expected = {
        "opt_nocomments": 1,
        "opt_screening": "R",
        "picture_keyword": "cup",
        "adult_content": "concepts",
    }
    assert expected.items() <= asked(script)[1]["props"].items()


@pytest.mark.parametrize(
    ("said", "expected", "is_account_wide"),
    [
        (NotReached("no connection"), NotSent, False),
        (Broken("cut"), Ambiguous, False),
        (answer(502), Ambiguous, False),
        (answer(200, b"<html>busy"), Ambiguous, False),
        (answer(200, b'<!DOCTYPE x [<!ENTITY a "b">]><methodResponse/>'), Ambiguous, False),
        (says(itemid=7), Ambiguous, False),
        (says(message="It waits for moderators."), Ambiguous, False),
        (fault(500), Ambiguous, False),
        (fault(501), Ambiguous, False),
        (fault(999), Ambiguous, False),
        (fault(503), NotSent, False),
        (fault(105), NotSent, False),
        (fault(405), NotSent, False),
        (fault(101), NotSent, True),
        (fault(404), NotSent, True),
        (fault(305), NotSent, True),
        (fault(409), Refused, False),
        (fault(214), Refused, False),
        (fault(211), Refused, False),
    ],
)
def test_outcomes_of_the_visible_call(said: Answer, expected: type[Outcome], is_account_wide: bool) -> None:
    outcome, _ = published(said)
    assert type(outcome) is expected
    assert getattr(outcome, "is_account_wide", False) is is_account_wide


@pytest.mark.parametrize("said", [answer(503), fault(402), answer(200, b"<html>"), says(), Broken("cut")])
def test_nothing_is_public_where_no_challenge_came(said: Answer) -> None:
    script = Script(JOURNAL, [said])
    assert isinstance(ADAPTER.send(script, sending(ADAPTER, JOURNAL)), NotSent)


def test_pictures_addresses_may_not_make_an_entry_too_long() -> None:
    outcome, script = published(markdown="é" * 32_765)
    assert isinstance(outcome, Refused)
    assert "65559 bytes" in outcome.why
    assert script.requests == []


def test_a_first_comment_stands_below_the_entry() -> None:
    link = "https://northwind.livejournal.com/1797.html?thread=261"
    outcome, script = published(
        says(status="OK", dtalkid=261, commentlink=link),
        markdown="One.\n\n**Two**.",
        thread=("1797",),
        is_comment=True,
    )
    assert outcome == Sent("1797-c261", link)
    method, told = asked(script)
    assert method == "LJ.XMLRPC.addcomment"
    expected = {"journal": "northwind", "ditemid": 1797, "body": "One.\n\n<strong>Two</strong>."}
    assert expected.items() <= told.items()


def test_an_edit_names_the_entry_and_leaves_its_time() -> None:
    script = Script(JOURNAL, [CHALLENGE, MADE])
    assert ADAPTER.edit
    outcome = ADAPTER.edit(script, sending(ADAPTER, JOURNAL, title="Sale"), "1797")
    assert outcome == Sent("1797", "https://northwind.livejournal.com/1797.html")
    method, told = asked(script)
    assert (method, told["itemid"], told["subject"]) == ("LJ.XMLRPC.editevent", 7, "Sale")
    assert "year" not in told


@pytest.mark.parametrize(
    ("said", "note"), [(says(itemid=7, anum=5), ""), (fault(302), ""), (fault(321), "it is private")]
)
def test_an_entry_is_deleted_by_leaving_it_empty_and_a_second_time_too(said: Answer, note: str) -> None:
    script = Script(COMMUNITY, [CHALLENGE, said])
    assert ADAPTER.retract
    outcome = ADAPTER.retract(script, "1797")
    assert isinstance(outcome, Sent)
    assert (outcome.remote_id, outcome.url) == ("1797", "")
    assert note in outcome.note
    assert bool(outcome.note) is bool(note)
    expected = {"itemid": 7, "event": "", "usejournal": "coffee"}
    assert expected.items() <= asked(script)[1].items()


def test_a_comment_is_changed_and_deleted_by_its_own_number() -> None:
    script = Script(JOURNAL, [CHALLENGE, says(status="OK"), CHALLENGE, fault(327)])
    assert ADAPTER.edit
    assert ADAPTER.retract
    assert isinstance(ADAPTER.edit(script, sending(ADAPTER, JOURNAL, is_comment=True), "1797-c261"), Sent)
    assert asked(script)[1]["dtalkid"] == 261
    assert ADAPTER.retract(script, "1797-c261") == Sent("1797-c261", "")
    assert asked(script)[0] == "LJ.XMLRPC.deletecomments"


def test_own_entries_are_read_as_people_see_them() -> None:
    entry = {
        "itemid": 7,
        "anum": 5,
        "url": "https://northwind.livejournal.com/1797.html",
        "event": b"PHA+0JfQuNC80LA8L3A+CjxwPjxpbWcgc3JjPSJodHRwczovL3BpY3MuZXhhbXBsZS8xLmpwZyI+PC9wPg==",
        "logtime": "2026-12-01 09:00:01",
    }
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(Script(JOURNAL, [CHALLENGE, says(events=[entry, {"itemid": 8}])]), 40)
    assert (found.remote_id, found.text, found.images) == ("1797", "Зима", 1)
    assert (found.at.hour, found.at.utcoffset().total_seconds()) == (9, 0)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("account", "answers", "expected"),
    [
        (JOURNAL, [CHALLENGE, says(events=[])], "windowed"),
        (JOURNAL, [CHALLENGE, fault(306)], "blind"),
        (COMMUNITY, [], "blind"),
    ],
)
def test_a_repeat_is_trusted_only_where_the_journal_shows_all(
    account: Account, answers: list[Answer], expected: str
) -> None:
    assert ADAPTER.class_now
    assert ADAPTER.class_now(Script(account, answers)) == expected


@pytest.mark.parametrize(("journals", "missing"), [(["coffee"], 0), ([], 1)])
def test_the_doctor_learns_where_the_user_may_write(journals: list[str], missing: int) -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(Script(COMMUNITY, [CHALLENGE, says(fullname="Northwind", usejournals=journals)]))
    assert isinstance(who, Identity)
    assert (who.name, len(who.missing)) == ("Northwind", missing)
    assert "Sber ID" in who.notes[0]


@pytest.mark.parametrize(
    ("title", "tag", "zone", "codes"),
    [
        ("Зима", "кофе", "Europe/Moscow", []),
        ("☕" * 86, "кофе", "UTC", ["LVJ001"]),
        ("Зима", "tea, coffee", "UTC", ["LVJ002"]),
        ("Зима", "к" * 41, "Moscow/Europe", ["LVJ002", "LVJ003"]),
    ],
)
def test_what_the_server_would_cut_is_found_before(title: str, tag: str, zone: str, codes: list[str]) -> None:
    account = with_options(JOURNAL, timezone=zone)
    message = sending(ADAPTER, account, title=title, tags=(tag,)).content.message
    variant = Variant(post="sale", account="lj", network="livejournal", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, account)] == codes
