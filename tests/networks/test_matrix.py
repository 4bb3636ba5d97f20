from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.apis.matrix_text import formatted, people, shown
from smmgen.markup.html import html
from smmgen.model.brand import Account
from smmgen.model.document import Blocks
from smmgen.model.variant import Message, Variant
from smmgen.networks.matrix import ADAPTER
from smmgen.publish.fingerprint import fingerprint
from tests.markup.test_properties import BLOCKS
from tests.networks.script import NOW, SPAN, Answer, Script, answer, film, picture, sending, with_options

MATRIX = Account(
    name="mx", network="matrix", options={"room": "!r:a.example"}, secrets={"token": "T"}, language="en"
)
KEY = sending(ADAPTER, MATRIX).key
ROOM = "/_matrix/client/v3/rooms/%21r%3Aa.example"
POSTED = answer(body={"event_id": "$1"})
STORED = answer(body={"content_uri": "mxc://a.example/p1"})
ME = answer(body={"user_id": "@nw:a.example"})


def failed(status: int, code: str, **more: Any) -> Answer:
    return answer(status, {"errcode": code, "error": "Something", **more})


def event(number: str, part: int, **content: Any) -> Any:
    words = {"msgtype": "m.text", "body": "b", "dev.smmgen.id": f"{KEY}/{part}", **content}
    return {"event_id": number, "sender": "@nw:a.example", "origin_server_ts": 1, "content": words}


def listed(*events: Any) -> Answer:
    return answer(body={"chunk": list(events)})


def published(
    *answers: Answer, account: Account = MATRIX, late: bool = False, **what: Any
) -> tuple[Outcome, Script]:
    script = Script(account, answers, "https://a.example")
    ready = sending(ADAPTER, account, **what)
    first_tried = NOW - timedelta(hours=30 if late else 0)
    return ADAPTER.send(script, replace(ready, first_tried=first_tried)), script


def test_a_text_is_one_call_under_a_name_of_ours() -> None:
    outcome, script = published(POSTED, markdown="All **beans** & [here](https://b.example)\\\nnow ~~24~~.")
    assert outcome == Sent("$1", "https://matrix.to/#/!r:a.example/$1?via=a.example")
    assert script.paths == [f"PUT {ROOM}/send/m.room.message/{KEY}-0"]
    assert script.requests[0].headers == {"Authorization": "Bearer the-token"}
    assert script.requests[0].json == {
        "msgtype": "m.text",
        "body": "All beans & here (https://b.example)\nnow 24.",
        "format": "org.matrix.custom.html",
        "formatted_body": 'All <b>beans</b> &amp; <a href="https://b.example">here</a><br>now <del>24</del>.',
        "m.mentions": {},
        "dev.smmgen.id": f"{KEY}/0",
    }


def test_pictures_and_the_video_come_before_the_text_with_theirs() -> None:
    _, script = published(STORED, STORED, POSTED, POSTED, POSTED, files=(picture(),), video=film())
    assert [one.is_visible for one in script.requests] == [False, False, True, True, True]
    assert (script.requests[0].query, script.requests[0].headers["Content-Type"]) == ({"filename": "beans-0.jpg"}, "image/jpeg")  # fmt: skip
    told = [one.json for one in script.requests[2:]]
    assert [one["msgtype"] for one in told] == ["m.image", "m.video", "m.text"]
    assert told[0]["body"] == "A bag of beans, number 0"
    assert told[0]["info"] == {"mimetype": "image/jpeg", "size": 4, "w": 1080, "h": 1350}
    assert told[1]["info"]["duration"] == 12400
    assert script.paths[4].endswith(f"/{KEY}-2")


def test_an_alias_is_looked_up_once() -> None:
    account = with_options(MATRIX, room="#news:a.example")
    found = answer(body={"room_id": "!r:a.example"})
    outcome, script = published(STORED, found, POSTED, POSTED, account=account, files=(picture(),))
    assert script.paths[1] == "GET /_matrix/client/v3/directory/room/%23news%3Aa.example"
    assert outcome == Sent("$1,$1", "https://matrix.to/#/!r:a.example/$1?via=a.example")


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ({"number": 2, "thread": ("$a", "$b,$c")}, {"m.in_reply_to": {"event_id": "$c"}}),
        ({"reply_to": "$x,$y"}, {"m.in_reply_to": {"event_id": "$y"}}),
        (
            {"number": 1, "thread": ("$a,$t",), "is_comment": True},
            {
                "rel_type": "m.thread",
                "event_id": "$t",
                "m.in_reply_to": {"event_id": "$t"},
                "is_falling_back": True,
            },
        ),
    ],
)
def test_what_a_message_answers(what: Any, expected: Any) -> None:
    assert published(POSTED, **what)[1].requests[0].json["m.relates_to"] == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"ping": ("room",)}, {"m.mentions": {"room": True}}),
        ({"ping": ("people",)}, {"m.mentions": {"user_ids": ["@anna:b.example"]}}),
        ({}, {"m.mentions": {}, "msgtype": "m.text"}),
        ({"notice": True}, {"msgtype": "m.notice"}),
    ],
)
def test_nobody_is_notified_by_accident(options: Any, expected: Any) -> None:
    text = "@room [Anna](https://matrix.to/#/@anna:b.example)"
    told = published(POSTED, account=with_options(MATRIX, **options), markdown=text)[1].requests[0].json
    assert {name: told[name] for name in expected} == expected


def test_a_late_attempt_sends_only_what_is_not_there() -> None:
    outcome, script = published(
        ME, listed(event("$p", 0)), POSTED, late=True, files=(picture(),)
    )  # fmt: skip
    assert isinstance(outcome, Sent)
    assert outcome.remote_id == "$p,$1"
    assert script.paths[1:] == [f"GET {ROOM}/messages", f"PUT {ROOM}/send/m.room.message/{KEY}-1"]


def test_others_events_are_none_of_ours() -> None:
    other = {**event("$p", 0), "sender": "@x:b.example"}
    outcome, script = published(ME, listed(other), POSTED, late=True)
    assert isinstance(outcome, Sent)
    assert outcome.remote_id == "$1"
    assert len(script.requests) == 3


@pytest.mark.parametrize(
    "answers",
    [
        (ME, *[answer(body={"chunk": [{"origin_server_ts": 2**43}], "end": "t"})] * 5),
        (ME, failed(500, "M_UNKNOWN")),
        (ME, Broken("cut")),
    ],
)
def test_where_nobody_can_look_nothing_is_sent_again(answers: tuple[Answer, ...]) -> None:
    outcome, script = published(*answers, late=True)
    assert isinstance(outcome, Ambiguous)
    assert not any(one.is_visible for one in script.requests)


@pytest.mark.parametrize("said", [answer(500), Broken("cut"), answer(body={}), answer(body=b"<")])
def test_an_unclear_answer_is_cleared_by_a_look(said: Answer) -> None:
    there, _ = published(said, ME, listed(event("$9", 0)))
    absent, _ = published(said, ME, listed())
    unseen, _ = published(said, Broken("cut"))
    assert there == Sent("$9", "https://matrix.to/#/!r:a.example/$9?via=a.example")
    assert (type(absent), type(unseen)) == (Ambiguous, Ambiguous)


@pytest.mark.parametrize(
    "said", [failed(429, "M_LIMIT_EXCEEDED"), failed(413, "M_TOO_LARGE"), NotReached("no")]
)
def test_half_a_message_is_never_called_unsent(said: Answer) -> None:
    assert isinstance(published(STORED, POSTED, said, files=(picture(),))[0], Ambiguous)


@pytest.mark.parametrize(
    ("said", "expected", "is_account_wide"),
    [
        (failed(401, "M_UNKNOWN_TOKEN"), NotSent, True),
        (failed(403, "M_FORBIDDEN"), NotSent, True),
        (failed(403, "M_USER_SUSPENDED"), NotSent, True),
        (failed(400, "M_BAD_JSON"), Refused, False),
        (failed(413, "M_TOO_LARGE"), Refused, False),
        (failed(429, "M_LIMIT_EXCEEDED", retry_after_ms=2000), NotSent, False),
        (NotReached("no"), NotSent, False),
    ],
)
def test_what_a_homeserver_says_of_a_message(said: Answer, expected: type, is_account_wide: bool) -> None:
    outcome = published(said)[0]
    assert type(outcome) is expected, outcome
    assert getattr(outcome, "is_account_wide", False) is is_account_wide


@pytest.mark.parametrize("said", [answer(body={}), answer(500), Broken("cut"), failed(403, "M_FORBIDDEN")])
def test_nothing_is_public_after_a_failed_upload(said: Answer) -> None:
    outcome, script = published(STORED, said, files=(picture(0), picture(1)))
    assert isinstance(outcome, NotSent)
    assert not any(one.is_visible for one in script.requests)


def test_an_edit_replaces_the_words() -> None:
    assert ADAPTER.edit
    script = Script(MATRIX, (POSTED,))
    outcome = ADAPTER.edit(script, sending(ADAPTER, MATRIX, "All **go**."), "$p,$t")
    told = script.requests[0].json
    assert outcome == Sent("$p,$t", "https://matrix.to/#/!r:a.example/$t?via=a.example")
    assert told["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$t"}
    assert (told["body"], told["m.new_content"]["formatted_body"]) == ("* All go.", "All <b>go</b>.")
    assert f"/{KEY}-edit-" in script.paths[0]


def test_a_retraction_takes_all_events_and_those_that_are_gone_too() -> None:
    assert ADAPTER.retract
    script = Script(MATRIX, (POSTED, failed(404, "M_NOT_FOUND")))
    assert ADAPTER.retract(script, "$p,$t") == Sent("$p,$t", "")
    assert [path.partition("/redact/")[2] for path in script.paths] == ["%24t/smmgen-t", "%24p/smmgen-p"]
    assert isinstance(ADAPTER.retract(Script(MATRIX, (failed(403, "M_FORBIDDEN"),)), "$t"), NotSent)


JOINED = answer(body={"joined_rooms": ["!r:a.example"]})
NONE = failed(404, "M_NOT_FOUND")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((JOINED, NONE, answer(body={"events_default": 50, "users": {"@nw:a.example": 50}})), ""),
        ((JOINED, NONE, NONE), ""),
        ((answer(body={"joined_rooms": []}),), "not in the room"),
        ((JOINED, answer(body={"algorithm": "x"}), NONE), "encrypted"),
        ((JOINED, NONE, answer(body={"events_default": 50})), "level 0 in the room; writing takes 50"),
    ],
)
def test_the_doctor_learns_what_is_missing(answers: tuple[Answer, ...], expected: str) -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(Script(MATRIX, (ME, *answers)))
    assert isinstance(who, Identity)
    assert who.name == "@nw:a.example in !r:a.example"
    assert expected in "".join(who.missing)
    assert bool(who.missing) == bool(expected)


def test_own_messages_are_put_together_again() -> None:
    assert ADAPTER.recent
    edit = event("$e", 7, **{"m.relates_to": {"rel_type": "m.replace", "event_id": "$t"}})
    text = event("$t", 1, formatted_body="All <b>beans</b><br>&amp; go.")
    other = {**event("$o", 3), "sender": "@x:b.example"}
    gone = {**event("$g", 4), "content": {}}
    events = listed(gone, edit, other, text, event("$p", 0, msgtype="m.image"))
    (found,) = ADAPTER.recent(Script(MATRIX, (ME, events)), 10)
    assert (found.remote_id, found.text, found.images) == ("$p,$t", "All beans\n& go.", 1)


def test_what_cannot_be_read_is_no_empty_room() -> None:
    assert ADAPTER.recent
    with pytest.raises(Broken):
        ADAPTER.recent(Script(MATRIX, (ME, answer(body={}))), 10)


@given(BLOCKS)
def test_what_was_written_is_known_again(blocks: Blocks) -> None:
    written = html(blocks)
    assert fingerprint(shown(formatted(written.text))) == fingerprint(written.visible)


def test_frames_and_code_keep_their_lines() -> None:
    made = formatted("a\n\n<blockquote>b\nc</blockquote>\n\n<pre>x\n\ny</pre>\n\nd")
    assert made == "a<blockquote>b<br>c</blockquote><pre>x\n\ny</pre>d"
    assert people('<a href="https://matrix.to/#/%40a:b.example">') == ["@a:b.example"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [({}, []), ({"room": "news"}, ["MTX001"]), ({"ping": ("all",)}, ["MTX002"])],
)
def test_what_matrix_would_not_do(options: Any, expected: list[str]) -> None:
    account = with_options(MATRIX, **options)
    message = Message(
        number=0,
        written=ADAPTER.write((), account),
        length=0,
        limit=60_000,
        options=ADAPTER.message_options(account, "en"),
        span=SPAN,
    )
    variant = Variant(post="p", account="mx", network="matrix", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, account)] == expected
