from typing import Any

import pytest

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.model.brand import Account
from smmgen.model.variant import Message, Variant
from smmgen.networks.max import ADAPTER
from tests.networks.script import SPAN, Answer, Script, answer, film, picture, sending, with_options

MAX = Account(
    name="max", network="max", options={"chat": "-7012345"}, secrets={"token": "MAX_TOKEN"}, language="ru"
)
MESSAGE = {"body": {"mid": "mid.0a", "seq": 7, "text": "x"}, "url": "https://max.ru/c/-7012345/AZ"}
POSTED = answer(body={"message": MESSAGE})
PLACE = answer(body={"url": "https://up.example/1"})
UPLOADED = answer(body={"photos": {"p1": {"token": "t1"}}})


def failed(status: int, code: str) -> Answer:
    return answer(status, {"code": code, "message": "Something"})


def published(*answers: Answer, account: Account = MAX, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def test_a_text_is_one_call_with_the_bare_token_and_without_notify() -> None:
    outcome, script = published(POSTED, markdown="All **beans** & [here](https://example.com/sale).")
    (request,) = script.requests
    assert outcome == Sent("mid.0a", "https://max.ru/c/-7012345/AZ")
    assert script.paths == ["POST /messages"]
    assert (request.headers, request.query) == ({"Authorization": "the-token"}, {"chat_id": "-7012345"})
    assert request.json == {
        "text": 'All <b>beans</b> &amp; <a href="https://example.com/sale">here</a>.',
        "format": "html",
        "attachments": [],
    }
    assert request.is_visible


def test_pictures_go_in_order_and_the_token_stays_with_max() -> None:
    second = answer(body={"photos": {"p2": {"token": "t2"}}})
    _, script = published(PLACE, UPLOADED, PLACE, second, POSTED, files=(picture(0), picture(1)))
    assert [one.is_visible for one in script.requests] == [False] * 4 + [True]
    assert script.requests[0].query == {"type": "image"}
    assert script.requests[1].files == (("data", ("beans-0.jpg", b"jpeg", "image/jpeg")),)
    assert script.requests[1].headers == {}
    assert script.requests[4].json["attachments"] == [
        {"type": "image", "payload": {"photos": {"p1": {"token": "t1"}}}},
        {"type": "image", "payload": {"photos": {"p2": {"token": "t2"}}}},
    ]


def test_a_video_is_named_before_it_is_uploaded() -> None:
    place = answer(body={"url": "https://up.example/1", "token": "v1"})
    _, script = published(place, answer(body=b"<retval>1</retval>"), POSTED, video=film())
    assert script.requests[2].json["attachments"] == [{"type": "video", "payload": {"token": "v1"}}]


@pytest.mark.parametrize(
    "answers", [(answer(body={}),), (PLACE, answer(body={})), (PLACE, Broken("cut")), (answer(500),)]
)
def test_nothing_is_public_after_a_failed_upload(answers: tuple[Answer, ...]) -> None:
    outcome, script = published(*answers, files=(picture(),))
    assert isinstance(outcome, NotSent)
    assert not any(one.is_visible for one in script.requests)


def test_a_part_of_a_thread_answers_the_one_before() -> None:
    parts = published(POSTED, number=2, thread=("mid.1", "mid.2"))[1]
    reply = published(POSTED, reply_to="mid.9")[1]
    assert parts.requests[0].json["link"] == {"type": "reply", "mid": "mid.2"}
    assert reply.requests[0].json["link"] == {"type": "reply", "mid": "mid.9"}


def test_a_comment_has_no_markup_and_loses_no_link() -> None:
    outcome, script = published(
        POSTED,
        markdown="**Order** [here](https://a.example/b), https://c.example",
        thread=("mid.1",),
        number=1,
        is_comment=True,
    )
    assert outcome == Sent("mid.1/mid.0a", "https://max.ru/c/-7012345/AZ")
    assert script.paths == ["POST /messages/mid.1/comments"]
    assert script.requests[0].json == {"text": "Order here (https://a.example/b), https://c.example"}


def test_the_links_preview_can_be_switched_off() -> None:
    link = "https://northwind.example/sale"
    shown = published(POSTED, link=link)[1].requests[0]
    bare = published(POSTED, link=link, account=with_options(MAX, preview=False))[1].requests[0]
    assert shown.json["attachments"] == [{"type": "share", "payload": {"url": link}}]
    assert (bare.json["attachments"], bare.query.get("disable_link_preview")) == ([], True)


def test_buttons_and_a_pin() -> None:
    account = with_options(MAX, buttons=("Order → https://a.example",), pin=True)
    outcome, script = published(POSTED, NotReached("no"), account=account)
    assert isinstance(outcome, Sent)
    assert script.paths == ["POST /messages", "PUT /chats/-7012345/pin"]
    (keyboard,) = script.requests[0].json["attachments"]
    assert keyboard["payload"]["buttons"] == [[{"type": "link", "text": "Order", "url": "https://a.example"}]]


@pytest.mark.parametrize(
    ("said", "expected", "is_account_wide"),
    [
        (failed(400, "attachment.not.ready"), NotSent, False),
        (failed(400, "proto.payload"), Refused, False),
        (failed(401, "verify.token"), NotSent, True),
        (failed(403, "chat.denied"), NotSent, True),
        (failed(404, "chat.not.found"), NotSent, True),
        (failed(403, "other"), Refused, False),
        (failed(429, "too.many.requests"), NotSent, False),
        (failed(500, "internal"), Ambiguous, False),
        (failed(503, "chat.denied"), Ambiguous, False),
        (answer(body={"message": {}}), Ambiguous, False),
        (answer(body=b"<html>"), Ambiguous, False),
        (NotReached("no connection"), NotSent, False),
        (Broken("cut"), Ambiguous, False),
    ],
)
def test_what_an_answer_means(said: Answer, expected: type[Outcome], is_account_wide: bool) -> None:
    outcome, _ = published(said)
    assert type(outcome) is expected
    assert getattr(outcome, "is_account_wide", False) is is_account_wide
    if isinstance(outcome, NotSent) and not is_account_wide and isinstance(said, type(POSTED)):
        assert outcome.not_before is not None


def test_an_edit_replaces_all_and_keeps_the_id() -> None:
    script = Script(MAX, [answer(body={"success": True})])
    assert ADAPTER.edit
    assert ADAPTER.edit(script, sending(ADAPTER, MAX), "mid.7") == Sent("mid.7", "")
    (request,) = script.requests
    assert (script.paths, request.query) == (["PUT /messages"], {"message_id": "mid.7"})
    assert request.json["attachments"] == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (answer(body={"success": True}), Sent),
        (answer(404, {"code": "not.found", "message": "No"}), Sent),
        (answer(body={"success": False, "code": "not.found", "message": "No"}), Sent),
        (answer(body={"success": False, "code": "chat.denied", "message": "No"}), NotSent),
        (answer(body={"success": False, "message": "too old"}), Refused),
        (answer(500), Ambiguous),
    ],
)
def test_a_deletion(said: Answer, expected: type[Outcome]) -> None:
    assert ADAPTER.retract
    assert type(ADAPTER.retract(Script(MAX, [said]), "mid.7")) is expected


def test_a_comment_is_deleted_below_its_post() -> None:
    script = Script(MAX, [answer(body={"success": True})])
    assert ADAPTER.retract
    assert ADAPTER.retract(script, "mid.1/mid.2") == Sent("mid.1/mid.2", "")
    assert (script.paths, script.requests[0].query) == (
        ["DELETE /messages/mid.1/comments"],
        {"comment_id": "mid.2"},
    )


def test_the_doctor_names_what_the_bot_lacks() -> None:
    answers = [
        answer(body={"username": "nw_bot"}),
        answer(body={"title": "Northwind", "link": "https://max.ru/nw"}),
    ]
    member = answer(body={"is_owner": False, "permissions": ["write"]})
    assert ADAPTER.identify
    who = ADAPTER.identify(Script(MAX, [*answers, member]))
    assert isinstance(who, Identity)
    assert (who.name, who.url, who.rights) == ("nw_bot in “Northwind”", "https://max.ru/nw", ("write",))
    assert [one.partition(":")[0] for one in who.missing] == ["`read_all_messages`"]


def test_own_messages_are_found_again() -> None:
    shown = {**MESSAGE, "timestamp": 1_800_000_000_000}
    script = Script(MAX, [answer(body={"messages": [shown, {"odd": 1}, "odder"]})])
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(script, 500)
    assert (found.remote_id, found.text, found.images, found.at.year) == ("mid.0a", "x", 0, 2027)
    assert script.requests[0].query == {"chat_id": "-7012345", "count": 100}
    with pytest.raises(Broken):
        ADAPTER.recent(Script(MAX, [answer(403)]), 5)


@pytest.mark.parametrize(
    ("buttons", "pictures", "number"),
    [
        (("Order → https://a.example",), 11, 0),
        (("Order",), 0, 1),
        (("Order → ftp://a.example",), 0, 1),
        (("Order → https://a.example",) * 31, 0, 1),
        (("Order → https://a.example",), 12, 1),
        ((), 12, 0),
    ],
)
def test_what_only_max_minds(buttons: tuple[str, ...], pictures: int, number: int) -> None:
    made = sending(ADAPTER, with_options(MAX, buttons=buttons)).content.message
    message = Message(
        **{name: getattr(made, name) for name in ("number", "written", "length", "limit", "options")},
        pictures=(None,) * pictures,  # type: ignore[arg-type]  # only their number is looked at
        span=SPAN,
    )
    variant = Variant(post="sale", account="max", network="max", publish_at=None, messages=(message,))
    assert len(list(ADAPTER.check(variant, MAX))) == number
