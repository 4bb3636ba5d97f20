"""Films, polls, buttons and what can be changed of a message."""

from typing import Any

import pytest

from tests.sandbox.film import film
from tests.sandbox.speak import Moment, Telegram, image, shown

POLL: dict[str, Any] = {"question": "Milk?", "options": [{"text": "Oat"}, {"text": "Cow"}]}


@pytest.mark.parametrize("kind", ["video", "animation"])
def test_a_film_is_posted_and_sent_again_by_its_id(telegram: Telegram, kind: str) -> None:
    method = f"send{kind.title()}"
    first = telegram.good(method, {kind: film(640, 360, 5)}, caption="<b>a</b>", parse_mode="HTML")
    found = first[kind]
    assert (found["width"], found["height"], found["duration"]) == (640, 360, 5)
    assert telegram.good(method, **{kind: found["file_id"]})[kind] == found
    post, _ = shown(telegram.client)
    assert (post["text"], post["media"][0]["seconds"]) == ("a", 5.0)
    assert telegram.client.get(f"/media/{post['media'][0]['sha256']}").headers["content-type"] == "video/mp4"


def test_an_animation_may_be_a_gif(telegram: Telegram) -> None:
    telegram.good("sendAnimation", {"animation": image(kind="GIF", frames=3)})
    assert shown(telegram.client)[0]["media"][0]["media_type"] == "image/gif"


@pytest.mark.parametrize(
    ("files", "video", "what"),
    [
        ({"video": b""}, None, "file must be non-empty"),
        ({"other": film()}, None, "there is no video in the request"),
        ({"f": film()}, "attach://g", "there is no video in the request"),
        ({"f": film()}, "https://a.example/b.mp4", "failed to get HTTP URL content"),
        ({"f": film()}, "BAACno", "wrong file identifier/HTTP URL specified"),
        ({"video": image()}, None, "this sandbox takes MPEG4 films and GIF animations only"),
    ],
)
def test_a_film_that_is_not_taken(
    telegram: Telegram, files: dict[str, bytes], video: str | None, what: str
) -> None:
    given = {} if video is None else {"video": video}
    assert telegram.fault("sendVideo", files, **given) == (400, f"Bad Request: {what}")


def test_an_album_mixes_photos_and_films(telegram: Telegram) -> None:
    media = [
        {"type": "photo", "media": "attach://a", "caption": "Both", "has_spoiler": True},
        {"type": "video", "media": "attach://b"},
    ]
    messages = telegram.good("sendMediaGroup", {"a": image(), "b": film()}, media=media)
    assert [("photo" in one, "video" in one) for one in messages] == [(True, False), (False, True)]
    assert [post["media"][0]["is_hidden"] for post in shown(telegram.client)] == [True, False]
    media[1]["type"] = "animation"
    assert telegram.fault("sendMediaGroup", {"a": image(), "b": film()}, media=media)[0] == 400


def test_a_poll_of_a_channel(telegram: Telegram, moment: Moment) -> None:
    made = telegram.good("sendPoll", **POLL, allows_multiple_answers=True, open_period=3600)["poll"]
    assert ([option["text"] for option in made["options"]], made["is_anonymous"]) == (["Oat", "Cow"], True)
    assert 3590 <= made["close_date"] - moment().timestamp() <= 3600
    (post,) = shown(telegram.client)
    assert (post["poll"]["question"], post["poll"]["is_multiple"]) == ("Milk?", True)


def test_a_quiz_knows_its_answer(telegram: Telegram) -> None:
    made = telegram.good("sendPoll", **POLL, type="quiz", correct_option_ids=[1], explanation="It moos.")
    assert (made["poll"]["type"], made["poll"]["correct_option_ids"]) == ("quiz", [1])
    assert shown(telegram.client)[0]["poll"]["right"] == [1]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"question": " "}, "poll question must be non-empty"),
        ({"question": "a" * 301}, "poll question length must not exceed 300"),
        ({"options": []}, "poll must have at least 1 option"),
        ({"options": ["a"] * 13}, "poll can't have more than 12 options"),
        ({"options": ["a", ""]}, "poll options must be non-empty"),
        ({"options": ["a", "b" * 101]}, "poll options length must not exceed 100"),
        ({"is_anonymous": False}, "non-anonymous polls can't be sent to channel chats"),
        ({"open_period": 4}, "poll can't be open for so short or so long a time"),
        ({"open_period": 2_628_001}, "poll can't be open for so short or so long a time"),
        ({"type": "quiz"}, "wrong correct option ID specified"),
        ({"type": "quiz", "correct_option_ids": [2]}, "wrong correct option ID specified"),
    ],
)
def test_a_poll_that_telegram_refuses(telegram: Telegram, given: dict[str, Any], what: str) -> None:
    assert telegram.fault("sendPoll", **{**POLL, **given}) == (400, f"Bad Request: {what}")
    assert shown(telegram.client) == []


def test_a_poll_is_stopped_once(telegram: Telegram) -> None:
    telegram.good("sendPoll", **POLL)
    assert telegram.good("stopPoll", message_id=1)["is_closed"] is True
    assert telegram.fault("stopPoll", message_id=1)[1] == "Bad Request: poll has already been closed"
    telegram.good("sendMessage", text="a")
    assert telegram.fault("stopPoll", message_id=2)[1] == "Bad Request: message has no poll"


@pytest.mark.parametrize(
    ("button", "what"),
    [
        (
            {"url": "https://a.example"},
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            {"text": "a"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "a", "url": "https://a.example", "callback_data": "b"},
            "can't parse inline keyboard button: exactly one optional field must be used",
        ),
        ({"text": "a", "url": "ftp://a.example"}, "BUTTON_URL_INVALID"),
        ({"text": "a", "url": "https://"}, "BUTTON_URL_INVALID"),
        ({"text": "a", "callback_data": "b" * 65}, "BUTTON_DATA_INVALID"),
    ],
)
def test_a_button_that_telegram_refuses(telegram: Telegram, button: dict[str, str], what: str) -> None:
    markup = {"inline_keyboard": [[button]]}
    fault = telegram.fault("sendMessage", text="a", reply_markup=markup)
    assert fault == (400, f"Bad Request: {what}")


def test_buttons_are_changed_and_taken_away(telegram: Telegram) -> None:
    telegram.good("sendPhoto", {"photo": image()}, caption="a")
    markup = {"inline_keyboard": [[{"text": "Shop", "url": "https://a.example"}]]}
    telegram.good("editMessageReplyMarkup", message_id=1, reply_markup=markup)
    assert shown(telegram.client)[0]["buttons"] == [["Shop", "https://a.example"]]
    same = telegram.fault("editMessageReplyMarkup", message_id=1, reply_markup=markup)
    assert same[1].startswith("Bad Request: message is not modified")
    assert "reply_markup" not in telegram.good("editMessageReplyMarkup", message_id=1)
    assert shown(telegram.client)[0]["text"] == "a"


def test_media_are_put_in_the_place_of_others(telegram: Telegram) -> None:
    telegram.good("sendPhoto", {"photo": image()}, caption="a")
    media = {"type": "video", "media": "attach://f", "caption": "b"}
    changed = telegram.good("editMessageMedia", {"f": film()}, message_id="1", media=media)
    assert ("photo" in changed, "video" in changed, changed["caption"]) == (False, True, "b")
    (post,) = shown(telegram.client)
    assert (post["media"][0]["media_type"], post["text"]) == ("video/mp4", "b")
    telegram.good("sendMessage", text="a")
    assert telegram.fault("editMessageMedia", {"f": film()}, message_id="2", media=media)[0] == 400


def test_a_message_is_pinned_and_unpinned(telegram: Telegram) -> None:
    telegram.good("sendMessage", text="a")
    assert telegram.good("pinChatMessage", message_id=1) is True
    assert shown(telegram.client)[0]["notes"] == {"pinned": "yes"}
    assert telegram.good("unpinChatMessage", message_id=1) is True
    assert shown(telegram.client)[0]["notes"] == {}
    assert telegram.fault("pinChatMessage", message_id=7)[1] == "Bad Request: message to pin not found"


def test_the_bot_tells_its_rights(telegram: Telegram) -> None:
    me = telegram.good("getMe")["id"]
    member = telegram.good("getChatMember", user_id=me)
    assert (member["status"], member["can_post_messages"], member["can_promote_members"]) == (
        "administrator",
        True,
        False,
    )
    assert telegram.fault("getChatMember", user_id=7) == (400, "Bad Request: user not found")


def test_how_a_photo_is_shown(telegram: Telegram) -> None:
    given = {"caption": "a", "has_spoiler": "true", "show_caption_above_media": "true"}
    made = telegram.good("sendPhoto", {"photo": image()}, protect_content="true", **given)
    names = ("has_media_spoiler", "show_caption_above_media", "has_protected_content")
    assert all(made[name] is True for name in names)
    (post,) = shown(telegram.client)
    assert (post["notes"], post["media"][0]["is_hidden"]) == (
        {"caption": "above", "content": "protected"},
        True,
    )


def test_a_channel_has_no_topics(telegram: Telegram) -> None:
    fault = telegram.fault("sendMessage", text="a", message_thread_id=5)
    assert fault == (400, "Bad Request: message thread not found")
