import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.post import Poll
from smmgen.model.variant import Variant, Written
from smmgen.networks.telegram import ADAPTER
from tests.networks.script import NOW, Answer, Script, answer, film, picture, sending, with_options

TG = Account(
    name="tg", network="telegram", options={"chat": "@northwind"}, secrets={"token": "TELEGRAM_TOKEN"}
)


def made(number: int = 7, chat: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"message_id": number, "chat": chat or {"id": -1001234, "username": "northwind"}}


def published(*answers: Answer, account: Account = TG, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def test_a_text_is_one_call_with_its_links_preview() -> None:
    outcome, script = published(
        answer(body={"ok": True, "result": made()}),
        markdown="**Sale** [here](https://a.example)",
        link="https://a.example",
    )
    assert outcome == Sent("7", "https://t.me/northwind/7")
    assert script.paths == ["POST /botthe-token/sendMessage"]
    assert script.requests[0].is_visible
    assert script.requests[0].json == {
        "chat_id": "@northwind",
        "text": '<b>Sale</b> <a href="https://a.example">here</a>',
        "parse_mode": "HTML",
        "link_preview_options": {"url": "https://a.example", "prefer_large_media": True},
    }


def test_a_photo_goes_as_bytes_with_its_caption() -> None:
    _, script = published(answer(body={"ok": True, "result": made()}), files=(picture(),))
    (request,) = script.requests
    assert request.url.endswith("/sendPhoto")
    assert request.form == {
        "chat_id": "@northwind",
        "caption": "All beans must go.",
        "parse_mode": "HTML",
    }
    assert request.files == (("photo", ("beans-0.jpg", b"jpeg", "image/jpeg")),)


def test_an_album_has_its_caption_on_the_first_photo_and_keeps_all_ids() -> None:
    outcome, script = published(
        answer(body={"ok": True, "result": [made(7), made(8)]}), files=(picture(0), picture(1))
    )
    assert outcome == Sent("7,8", "https://t.me/northwind/7")
    media = json.loads((script.requests[0].form or {})["media"])
    assert [one["media"] for one in media] == ["attach://f0", "attach://f1"]
    assert media[0]["caption"] == "All beans must go."
    assert "caption" not in media[1]
    assert [name for name, _ in script.requests[0].files] == ["f0", "f1"]


@pytest.mark.parametrize(
    ("thread", "reply_to", "expected"),
    [(("7,8",), "3", 7), (("7", "9"), "", 9), ((), "3", 3)],
)
def test_a_part_answers_the_part_before_it(thread: tuple[str, ...], reply_to: str, expected: int) -> None:
    _, script = published(
        answer(body={"ok": True, "result": made()}), number=len(thread), thread=thread, reply_to=reply_to
    )
    assert script.requests[0].json["reply_parameters"] == {"message_id": expected}


def test_options_of_the_account_are_told() -> None:
    account = with_options(TG, silent=True, protect=True, preview=False)
    _, script = published(answer(body={"ok": True, "result": made()}), account=account)
    body = script.requests[0].json
    assert body["disable_notification"] is True
    assert body["protect_content"] is True
    assert body["link_preview_options"] == {"is_disabled": True}


@pytest.mark.parametrize(
    ("chat", "url"),
    [
        ({"id": -1001234567}, "https://t.me/c/1234567/7"),
        ({"id": -55}, ""),
        ({"id": -1001, "username": "northwind"}, "https://t.me/northwind/7"),
    ],
)
def test_permalinks(chat: dict[str, Any], url: str) -> None:
    outcome, _ = published(answer(body={"ok": True, "result": made(7, chat)}))
    assert outcome == Sent("7", url)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no connection"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(400, {"ok": False, "description": "Bad Request: chat not found"}), Refused),
        (answer(403, {"ok": False, "description": "Forbidden: bot was kicked"}), Refused),
        (answer(413), Refused),
        (answer(401, {"ok": False, "description": "Unauthorized"}), NotSent),
        (answer(404, {"ok": False, "description": "Not Found"}), NotSent),
        (answer(408), Ambiguous),
        (answer(409), Ambiguous),
        (answer(500), Ambiguous),
        (answer(502, b"<html>"), Ambiguous),
        (answer(302), Ambiguous),
        (answer(200, b"{"), Ambiguous),
        (answer(200, {"ok": True, "result": {"message_id": 0}}), Ambiguous),
        (answer(200, {"ok": True, "result": {"message_id": True}}), Ambiguous),
        (answer(200, {"ok": True, "result": []}), Ambiguous),
        (answer(200, {"ok": True, "result": [made(), "?"]}), Ambiguous),
    ],
)
def test_outcomes(said: Answer, expected: type[Outcome]) -> None:
    assert type(published(said)[0]) is expected


@pytest.mark.parametrize("status", [401, 404])
def test_a_wrong_token_concerns_the_whole_account(status: int) -> None:
    outcome, _ = published(answer(status, {"ok": False, "description": "Unauthorized"}))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "TELEGRAM_TOKEN" in outcome.why
    assert "the-token" not in outcome.why


def test_a_limit_says_when_to_come_back() -> None:
    outcome, _ = published(answer(429, {"ok": False, "parameters": {"retry_after": 31}}))
    assert isinstance(outcome, NotSent)
    assert outcome.not_before is not None
    assert (outcome.not_before - NOW).total_seconds() == 31


def test_a_group_that_moved_names_its_new_number() -> None:
    body = {"ok": False, "description": "Bad Request: upgraded", "parameters": {"migrate_to_chat_id": -1009}}
    outcome, _ = published(answer(400, body))
    assert outcome == Refused(
        "Telegram refused it: “Bad Request: upgraded; the chat's number is now -1009”.", 400
    )


@given(st.text())
def test_the_length_is_code_points_of_what_is_seen(words: str) -> None:
    assert ADAPTER.count(Written(f"<b>{words}</b>", words, "html"), TG) == len(words)


@pytest.mark.parametrize(("emoji", "codes"), [(2000, []), (2100, ["TGM001"]), (4096, ["TGM001"])])
def test_a_text_of_emoji_that_may_be_too_long_is_warned_of(emoji: int, codes: list[str]) -> None:
    message = sending(ADAPTER, TG, "☕" + "🫘" * (emoji - 1)).content.message
    variant = Variant(post="sale", account="tg", network="telegram", publish_at=None, messages=(message,))
    assert [finding.code for finding in ADAPTER.check(variant, TG)] == codes


def test_more_entities_than_telegram_shows_are_warned_of() -> None:
    message = sending(ADAPTER, TG, " ".join(f"**{n}** x" for n in range(101))).content.message
    variant = Variant(post="sale", account="tg", network="telegram", publish_at=None, messages=(message,))
    assert [finding.code for finding in ADAPTER.check(variant, TG)] == ["TGM002"]


def test_a_poll_has_the_text_as_its_description() -> None:
    _, script = published(
        answer(body={"ok": True, "result": made()}), poll=Poll("Which?", ("Filter", "Espresso"), 48)
    )
    assert script.paths == ["POST /botthe-token/sendPoll"]
    body = script.requests[0].json
    assert body["options"] == [{"text": "Filter"}, {"text": "Espresso"}]
    assert (body["question"], body["description"], body["open_period"]) == (
        "Which?",
        "All beans must go.",
        48 * 3600,
    )


def test_a_video_has_its_size_its_cover_and_its_caption() -> None:
    _, script = published(answer(body={"ok": True, "result": made()}), video=film(), thumbnail=picture())
    (request,) = script.requests
    assert request.url.endswith("/sendVideo")
    form = request.form or {}
    assert (form["width"], form["height"], form["duration"]) == ("1920", "1080", "12")
    assert (form["caption"], form["cover"]) == ("All beans must go.", "attach://cover")
    assert [name for name, _ in request.files] == ["video", "cover"]


def test_buttons_stand_below_one_in_a_row() -> None:
    account = with_options(TG, buttons=("Order → https://a.example", "Map→https://b.example"))
    _, script = published(answer(body={"ok": True, "result": made()}), account=account)
    assert script.requests[0].json["reply_markup"]["inline_keyboard"] == [
        [{"text": "Order", "url": "https://a.example"}],
        [{"text": "Map", "url": "https://b.example"}],
    ]


@pytest.mark.parametrize("pinned", [answer(body={"ok": True}), answer(400), Broken("cut")])
def test_a_post_that_cannot_be_pinned_is_published_all_the_same(pinned: Answer) -> None:
    outcome, script = published(
        answer(body={"ok": True, "result": made()}), pinned, account=with_options(TG, pin=True)
    )
    assert outcome == Sent("7", "https://t.me/northwind/7")
    assert [one.is_visible for one in script.requests] == [True, False]


def changed(*answers: Answer, **what: Any) -> tuple[Outcome, Script]:
    script = Script(TG, answers)
    assert ADAPTER.edit
    return ADAPTER.edit(script, sending(ADAPTER, TG, **what), "7,8"), script


@pytest.mark.parametrize(
    ("files", "method"), [((), "editMessageText"), ((picture(), picture(1)), "editMessageCaption")]
)
def test_an_edit_changes_the_words(files: tuple[File, ...], method: str) -> None:
    outcome, script = changed(answer(body={"ok": True, "result": made()}), files=files)
    assert outcome == Sent("7,8", "https://t.me/northwind/7")
    assert script.paths == [f"POST /botthe-token/{method}"]
    assert script.requests[0].json["message_id"] == 7


def test_an_edit_that_is_there_already_is_done() -> None:
    outcome, _ = changed(answer(400, {"ok": False, "description": "Bad Request: message is not modified"}))
    assert outcome == Sent("7,8", "")


@pytest.mark.parametrize(
    "said",
    [
        answer(body={"ok": True, "result": True}),
        answer(400, {"ok": False, "description": "Bad Request: message to delete not found"}),
    ],
)
def test_an_album_is_deleted_whole(said: Answer) -> None:
    script = Script(TG, [said])
    assert ADAPTER.retract
    assert ADAPTER.retract(script, "7,8") == Sent("7,8", "")
    assert script.requests[0].json["message_ids"] == [7, 8]


@pytest.mark.parametrize(("may", "missing"), [(True, 0), (False, 1)])
def test_the_doctor_sees_what_the_bot_may_do(may: bool, missing: int) -> None:
    member = {"status": "administrator", "can_post_messages": may}
    said = ({"id": 1, "username": "nw_bot"}, member, {"type": "channel"})
    script = Script(TG, [answer(body={"result": one}) for one in said])
    assert ADAPTER.identify
    who = ADAPTER.identify(script)
    assert isinstance(who, Identity)
    assert (who.name, len(who.missing)) == ("@nw_bot in @northwind", missing)


CHECKED: list[tuple[dict[str, Any], list[str]]] = [
    ({"poll": Poll("Which?", ("A", "B")), "markdown": "a" * 1025}, ["TGM003"]),
    ({"options": {"buttons": ("Order",)}}, ["TGM004"]),
    ({"options": {"buttons": ("Order → https://a.example",)}}, []),
]


@pytest.mark.parametrize(("what", "codes"), CHECKED)
def test_what_only_telegram_minds(what: dict[str, Any], codes: list[str]) -> None:
    message = sending(ADAPTER, TG, **what).content.message
    variant = Variant(post="sale", account="tg", network="telegram", publish_at=NOW, messages=(message,))
    assert [finding.code for finding in ADAPTER.check(variant, TG)] == codes
