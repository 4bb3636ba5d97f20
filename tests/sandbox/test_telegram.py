import json

import pytest

from tests.sandbox.speak import Telegram, image, noise, shown

MISSING = {
    "editMessageText": "message to edit not found",
    "editMessageCaption": "message to edit not found",
    "deleteMessage": "message to delete not found",
}


@pytest.mark.parametrize(
    ("path", "status", "what"),
    [
        ("bot1:wrong/getMe", 401, "Unauthorized"),
        ("botsandbox/getMe", 404, "Not Found"),
        ("getMe", 404, "Not Found"),
        ("bot1:sandbox/getStarted", 404, "Not Found: method not found"),
    ],
)
def test_a_wrong_token_or_method_is_refused(telegram: Telegram, path: str, status: int, what: str) -> None:
    answer = telegram.client.get(f"/telegram/{path}")
    assert (answer.status_code, answer.json()) == (
        status,
        {"ok": False, "error_code": status, "description": what},
    )


def test_the_method_may_be_called_with_get_and_in_any_case(telegram: Telegram) -> None:
    answer = telegram.client.get(
        "/telegram/bot1:sandbox/SENDMESSAGE", params={"chat_id": "@northwind", "text": "a"}
    )
    assert answer.json()["result"]["text"] == "a"


@pytest.mark.parametrize(
    ("chat", "what"), [("northwind", "chat not found"), ("12345", "chat not found"), ("", "chat_id is empty")]
)
def test_a_chat_of_another_shape_is_not_found(telegram: Telegram, chat: str, what: str) -> None:
    assert telegram.fault("sendMessage", chat_id=chat, text="a") == (400, f"Bad Request: {what}")


def test_a_channel_is_one_under_its_name_and_its_id(telegram: Telegram) -> None:
    first = telegram.good("sendMessage", text="a")
    second = telegram.good("sendMessage", text="b", chat_id=first["chat"]["id"])
    assert second["message_id"] == first["message_id"] + 1
    full = telegram.good("getChat")
    assert {name: full[name] for name in second["chat"]} == second["chat"]
    assert [post["url"] for post in shown(telegram.client)] == [
        "https://t.me/northwind/1",
        "https://t.me/northwind/2",
    ]


def test_a_private_channel_has_its_own_permalink(telegram: Telegram) -> None:
    telegram.good("sendMessage", chat_id=-1001234, text="a")
    assert shown(telegram.client)[0]["url"] == "https://t.me/c/1234/1"


@pytest.mark.parametrize(
    ("text", "what"), [("", "message text is empty"), (" \n ", "text must be non-empty")]
)
def test_empty_text_is_refused(telegram: Telegram, text: str, what: str) -> None:
    assert telegram.fault("sendMessage", text=text) == (400, f"Bad Request: {what}")


@pytest.mark.parametrize("full", ["a" * 4096, "🏟" * 4096, "e\u0301" * 2048, "<b>" + "&lt;" * 4096 + "</b>"])
def test_text_is_counted_in_code_points_after_parsing(telegram: Telegram, full: str) -> None:
    telegram.html(full)
    fault = telegram.fault("sendMessage", text=full + "a", parse_mode="HTML")
    assert fault == (400, "Bad Request: message is too long")


def test_text_that_is_long_in_utf16_only_is_warned_of(telegram: Telegram) -> None:
    telegram.good("sendMessage", text="🏟" * 2049)
    assert shown(telegram.client)[0]["warnings"] == [
        "4098 UTF-16 units: some servers count these against 4096."
    ]


def test_a_caption_is_at_most_1024(telegram: Telegram) -> None:
    message = telegram.good("sendPhoto", {"photo": image()}, caption="a" * 1024)
    assert len(message["caption"]) == 1024
    fault = telegram.fault("sendPhoto", {"photo": image()}, caption="a" * 1025)
    assert fault == (400, "Bad Request: message caption is too long")


@pytest.mark.parametrize(
    ("files", "photo", "what"),
    [
        ({"photo": b"no picture"}, None, "IMAGE_PROCESS_FAILED"),
        ({"photo": image(kind="PNG")[:-40]}, None, "IMAGE_PROCESS_FAILED"),
        ({"photo": b""}, None, "file must be non-empty"),
        ({"photo": image(9000, 1001)}, None, "PHOTO_INVALID_DIMENSIONS"),
        ({"photo": image(2100, 100)}, None, "PHOTO_INVALID_DIMENSIONS"),
        (
            {"photo": noise(10 * 1024 * 1024 + 1)},
            None,
            "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
        ),
        ({"other": image()}, None, "there is no photo in the request"),
        ({"f0": image()}, "attach://f1", "there is no photo in the request"),
        ({"f0": image()}, "https://a.example/b.jpg", "failed to get HTTP URL content"),
        ({"f0": image()}, "AgACno", "wrong file identifier/HTTP URL specified"),
    ],
)
def test_a_photo_that_telegram_does_not_take(
    telegram: Telegram, files: dict[str, bytes], photo: str | None, what: str
) -> None:
    given = {} if photo is None else {"photo": photo}
    assert telegram.fault("sendPhoto", files, **given) == (400, f"Bad Request: {what}")


def test_a_photo_at_the_limits_is_taken(telegram: Telegram) -> None:
    telegram.good("sendPhoto", {"photo": image(9000, 1000)})
    telegram.good("sendPhoto", {"photo": image(2000, 100)})
    telegram.good("sendPhoto", {"photo": noise(10 * 1024 * 1024)})


def test_a_photo_can_be_attached_by_name_and_sent_again_by_its_id(telegram: Telegram) -> None:
    first = telegram.good("sendPhoto", {"f0": image(1600, 900)}, photo="attach://f0")
    assert [(size["width"], size["height"]) for size in first["photo"]] == [
        (90, 51),
        (320, 180),
        (800, 450),
        (1280, 720),
    ]
    telegram.good("sendPhoto", photo=first["photo"][-1]["file_id"], caption="again")
    one, two = shown(telegram.client)
    assert one["media"] == two["media"]
    assert (one["media"][0]["width"], one["media"][0]["alt"]) == (1600, "")


def test_an_album_is_several_messages_of_one_group(telegram: Telegram) -> None:
    media = [{"type": "photo", "media": f"attach://f{n}"} for n in range(3)]
    media[0] |= {"caption": "<b>Three</b>", "parse_mode": "HTML"}
    files = {f"f{n}": image(60 + n) for n in range(3)}
    messages = telegram.good("sendMediaGroup", files, media=media)
    assert [message["message_id"] for message in messages] == [1, 2, 3]
    assert len({message["media_group_id"] for message in messages}) == 1
    assert messages[0]["caption_entities"] == [{"offset": 0, "length": 5, "type": "bold"}]
    assert [post["media"][0]["width"] for post in shown(telegram.client)] == [60, 61, 62]


@pytest.mark.parametrize("count", [0, 1, 11])
def test_an_album_has_two_to_ten_photos(telegram: Telegram, count: int) -> None:
    media = [{"type": "photo", "media": "attach://f"}] * count
    assert telegram.fault("sendMediaGroup", {"f": image()}, media=media)[0] == 400
    assert shown(telegram.client) == []


def test_a_bad_photo_refuses_the_whole_album(telegram: Telegram) -> None:
    media = [{"type": "photo", "media": "attach://a"}, {"type": "photo", "media": "attach://b"}]
    assert telegram.fault("sendMediaGroup", {"a": image(), "b": b"no"}, media=media)[0] == 400
    assert telegram.good("sendMessage", text="next")["message_id"] == 1


def test_two_captions_in_an_album_are_warned_of(telegram: Telegram) -> None:
    media = [{"type": "photo", "media": "attach://f", "caption": "a"}] * 2
    telegram.good("sendMediaGroup", {"f": image()}, media=media)
    assert "More than one caption" in shown(telegram.client)[0]["warnings"][0]


def test_a_reply_carries_what_it_answers(telegram: Telegram) -> None:
    first = telegram.good("sendMessage", text="a")
    reply = telegram.good("sendMessage", text="b", reply_parameters={"message_id": first["message_id"]})
    assert reply["reply_to_message"] == first
    assert shown(telegram.client)[1]["reply_to"] == "1"


def test_a_reply_to_nothing_is_refused_unless_allowed(telegram: Telegram) -> None:
    fault = telegram.fault("sendMessage", text="b", reply_parameters={"message_id": 7})
    assert fault == (400, "Bad Request: message to be replied not found")
    allowed = {"message_id": 7, "allow_sending_without_reply": True}
    assert "reply_to_message" not in telegram.good("sendMessage", text="b", reply_parameters=allowed)


@pytest.mark.parametrize(
    ("options", "card"),
    [
        ({}, "https://a.example/x"),
        ({"is_disabled": True}, None),
        ({"url": "https://b.example/y", "prefer_large_media": True}, "https://b.example/y"),
    ],
)
def test_the_link_preview_can_be_chosen(
    telegram: Telegram, options: dict[str, object], card: str | None
) -> None:
    message = telegram.good("sendMessage", text="https://a.example/x", link_preview_options=options)
    assert message.get("link_preview_options", {}) == options
    assert (shown(telegram.client)[0]["card"] or {}).get("url") == card


def test_buttons_are_kept_and_checked(telegram: Telegram) -> None:
    def markup(url: str) -> str:
        return json.dumps({"inline_keyboard": [[{"text": "Shop", "url": url}]]})

    telegram.good("sendMessage", text="a", reply_markup=markup("https://a.example"))
    assert shown(telegram.client)[0]["buttons"] == [["Shop", "https://a.example"]]
    fault = telegram.fault("sendMessage", text="a", reply_markup=markup("nowhere"))
    assert fault == (400, "Bad Request: BUTTON_URL_INVALID")


def test_an_edit_changes_the_message_in_its_place(telegram: Telegram) -> None:
    telegram.html("<b>a</b>")
    telegram.html("b")
    edited = telegram.good("editMessageText", message_id=1, text="<i>c</i>", parse_mode="HTML")
    assert (edited["text"], edited["entities"][0]["type"], "edit_date" in edited) == ("c", "italic", True)
    assert [(post["id"], post["text"]) for post in shown(telegram.client)] == [("1", "c"), ("2", "b")]


def test_an_edit_that_changes_nothing_proves_the_post(telegram: Telegram) -> None:
    telegram.html("<b>a</b>")
    status, what = telegram.fault("editMessageText", message_id=1, text="<b>a</b>", parse_mode="HTML")
    assert status == 400
    assert what.startswith("Bad Request: message is not modified: specified new message content")


@pytest.mark.parametrize("method", MISSING)
def test_what_is_not_there_cannot_be_changed(telegram: Telegram, method: str) -> None:
    assert telegram.fault(method, message_id=9, text="a") == (400, f"Bad Request: {MISSING[method]}")


def test_a_caption_is_edited_as_a_caption(telegram: Telegram) -> None:
    telegram.good("sendPhoto", {"photo": image()}, caption="a")
    telegram.good("sendMessage", text="b")
    assert telegram.good("editMessageCaption", message_id=1, caption="c")["caption"] == "c"
    assert telegram.fault("editMessageText", message_id=1, text="c")[1].endswith(
        "there is no text in the message to edit"
    )
    assert telegram.fault("editMessageCaption", message_id=2, caption="c")[0] == 400


def test_deleted_messages_are_gone_and_their_numbers_are_not_given_again(telegram: Telegram) -> None:
    for text in "abc":
        telegram.good("sendMessage", text=text)
    assert telegram.good("deleteMessage", message_id=1) is True
    assert telegram.good("deleteMessages", message_ids=[1, 3, 77]) is True
    assert [post["text"] for post in shown(telegram.client)] == ["b"]
    assert telegram.good("sendMessage", text="d")["message_id"] == 4


def test_a_forward_is_a_copy_that_names_its_origin(telegram: Telegram) -> None:
    telegram.html("<b>a</b>")
    copy = telegram.good("forwardMessage", chat_id=-100777, from_chat_id="@northwind", message_id=1)
    assert (copy["text"], copy["forward_origin"]["message_id"], copy["message_id"]) == ("a", 1, 1)
    fault = telegram.fault("forwardMessage", chat_id=-100777, from_chat_id="@northwind", message_id=2)
    assert fault == (400, "Bad Request: message to forward not found")


def test_a_body_that_is_no_json_is_refused(telegram: Telegram) -> None:
    answer = telegram.client.post(
        "/telegram/bot1:sandbox/getMe", content=b"{", headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
