from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, NotReached, NotSent, Outcome, Refused, Sending, Sent
from smmgen.apis.vk_error import ACCOUNT, LATER, REFUSED, TOKEN
from smmgen.model.brand import Account
from smmgen.model.post import Poll
from smmgen.model.variant import Message, Variant
from smmgen.networks.vk import ADAPTER
from tests.networks.script import NOW, Answer, Script, answer, picture, sending, with_options

VK = Account(name="vk", network="vk", options={"group": 42}, secrets={"token": "VK_TOKEN"}, language="en")
POSTED = answer(body={"response": {"post_id": 7}})
SERVER = answer(
    body={"response": {"upload_url": "https://up.example/1", "fallback_upload_url": "https://up.example/2"}}
)
UPLOADED = answer(body={"server": 9, "photo": '[{"photo":"a"}]', "hash": "h"})
SAVED = answer(body={"response": [{"id": 5, "owner_id": 100}]})
PHOTO = (SERVER, UPLOADED, SAVED)
POLL = Poll("Filter or espresso?", ("Filter", "Espresso"), 12)


def error(code: int, words: str = "Something") -> Answer:
    return answer(body={"error": {"error_code": code, "error_msg": words, "request_params": []}})


def published(*answers: Answer, account: Account = VK, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def asking(markdown: str = "Tell us!") -> Sending:
    """Return a message with a poll."""
    made = sending(ADAPTER, VK, markdown)
    content = replace(made.content, message=replace(made.content.message, poll=POLL))
    return replace(made, delivery=replace(made.delivery, content=content))


def test_a_text_is_one_call_with_the_version_and_a_guid() -> None:
    outcome, script = published(POSTED)
    (request,) = script.requests
    assert outcome == Sent("-42_7", "https://vk.com/wall-42_7")
    assert (request.url, request.is_visible) == ("https://net.example/method/wall.post", True)
    assert request.headers == {"Authorization": "Bearer the-token"}
    assert request.form
    assert len(request.form["guid"]) == 32
    assert {**request.form, "guid": ""} == {
        "owner_id": "-42",
        "from_group": "1",
        "message": "All beans must go.",
        "guid": "",
        "v": "5.199",
    }


def test_the_guid_is_the_deliverys() -> None:
    guids = [
        (published(POSTED, **what)[1].requests[0].form or {})["guid"] for what in ({}, {}, {"post": "b"})
    ]
    assert guids[0] == guids[1] != guids[2]


def test_pictures_are_uploaded_saved_and_attached_in_order() -> None:
    second = answer(body={"response": [{"id": 6, "owner_id": 100, "access_key": "k"}]})
    outcome, script = published(*PHOTO, SERVER, UPLOADED, second, POSTED, files=(picture(0), picture(1)))
    assert isinstance(outcome, Sent)
    assert [one.is_visible for one in script.requests] == [False] * 6 + [True]
    assert script.requests[1].files == (("photo", ("beans-0.jpg", b"jpeg", "image/jpeg")),)
    assert script.requests[1].headers == {}
    assert script.requests[2].form == {
        "group_id": "42",
        "server": "9",
        "photo": '[{"photo":"a"}]',
        "hash": "h",
        "v": "5.199",
    }
    assert (script.requests[6].form or {})["attachments"] == "photo100_5,photo100_6_k"


def test_a_communitys_key_uploads_as_for_messages() -> None:
    _, script = published(*PHOTO, POSTED, account=with_options(VK, photos="messages"), files=(picture(),))
    assert [path.rpartition("/")[2] for path in script.paths] == [
        "photos.getMessagesUploadServer",
        "1",
        "photos.saveMessagesPhoto",
        "wall.post",
    ]


@pytest.mark.parametrize(
    "failed",
    [NotReached("no connection"), answer(503), answer(body={"server": 1, "photo": "[]", "hash": "h"})],
)
def test_where_an_upload_fails_the_second_place_is_tried(failed: Answer) -> None:
    outcome, script = published(SERVER, failed, UPLOADED, SAVED, POSTED, files=(picture(),))
    assert isinstance(outcome, Sent)
    assert script.requests[2].url == "https://up.example/2"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((SERVER, Broken("cut"), Broken("cut")), NotSent),
        (
            (SERVER, answer(body={"error": "ERR_UPLOAD_BAD_IMAGE_SIZE"}), answer(body={"error": "ERR"})),
            Refused,
        ),
        ((answer(body={"response": {}}),), NotSent),
        ((SERVER, UPLOADED, answer(body={"response": []})), NotSent),
        ((error(10),), NotSent),
        ((error(77777),), NotSent),
        ((error(100, "photo is invalid"),), Refused),
    ],
)
def test_nothing_is_public_after_a_failed_upload(said: tuple[Answer, ...], expected: type[Outcome]) -> None:
    outcome, script = published(*said, files=(picture(),))
    assert type(outcome) is expected
    assert not any(request.is_visible for request in script.requests)


def test_a_poll_is_made_before_the_post_that_shows_it() -> None:
    script = Script(VK, [answer(body={"response": {"id": 3, "owner_id": -42}}), POSTED])
    assert isinstance(ADAPTER.send(script, asking()), Sent)
    made, post = (request.form or {} for request in script.requests)
    end = str(int((NOW + timedelta(hours=12)).timestamp()))
    assert made == {
        "owner_id": "-42",
        "question": POLL.question,
        "add_answers": '["Filter", "Espresso"]',
        "end_date": end,
        "v": "5.199",
    }
    assert post["attachments"] == "poll-42_3"


def test_a_link_has_its_preview_unless_something_else_is_attached() -> None:
    link = "https://northwind.example/sale"
    shown = published(POSTED, link=link)[1].requests[0].form or {}
    hidden = published(POSTED, link=link, account=with_options(VK, preview=False))[1].requests[0].form or {}
    beside = published(*PHOTO, POSTED, link=link, files=(picture(),))[1].requests[3].form or {}
    assert (shown["attachments"], hidden.get("attachments")) == (link, None)
    assert beside["attachments"] == "photo100_5"


def test_the_accounts_habits_are_told() -> None:
    account = with_options(VK, signed=True, silent=True, comments=False, ad=True)
    form = published(POSTED, account=account)[1].requests[0].form or {}
    assert (form["signed"], form["mute_notifications"], form["close_comments"]) == ("1", "1", "1")
    assert form["mark_as_ads"] == "1"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no connection"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(500), Ambiguous),
        (answer(502), Ambiguous),
        (answer(302), Ambiguous),
        (answer(200, b""), Ambiguous),
        (answer(200, {"response": {}}), Ambiguous),
        (answer(200, {"response": {"post_id": 0}}), Ambiguous),
        (answer(200, {"error": "odd"}), Ambiguous),
        (error(1), Ambiguous),
        (error(10), Ambiguous),
        (error(13), Ambiguous),
        (error(36), Ambiguous),
        (error(77777), Ambiguous),
        (error(214, "Access to adding post denied"), Refused),
        (error(214, "Access to adding post denied: you can only add 50 posts a day"), NotSent),
    ],
)
def test_outcomes_of_the_visible_call(said: Answer, expected: type[Outcome]) -> None:
    assert type(published(said)[0]) is expected


@pytest.mark.parametrize("code", sorted(LATER))
def test_too_much_is_tried_later(code: int) -> None:
    outcome, _ = published(error(code))
    assert isinstance(outcome, NotSent)
    assert (outcome.not_before, outcome.is_account_wide) == (NOW + LATER[code], False)


@pytest.mark.parametrize("code", sorted({*TOKEN, *ACCOUNT}))
def test_a_fault_of_the_account_costs_no_attempt_and_says_what_to_do(code: int) -> None:
    outcome, _ = published(error(code, "Said so"))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert f"(error {code}: “Said so”)" in outcome.why


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_a_refusal_is_for_good(code: int) -> None:
    outcome, _ = published(error(code, "Said so"))
    assert isinstance(outcome, Refused)
    assert outcome.why.endswith(f"(error {code}: “Said so”).")


def test_no_code_has_two_meanings() -> None:
    every = [*LATER, *TOKEN, *ACCOUNT, *REFUSED]
    assert len(every) == len(set(every))


def test_a_refused_token_names_its_variable() -> None:
    outcome, _ = published(error(5, "User authorization failed: access_token has expired."))
    assert isinstance(outcome, NotSent)
    assert "Put a new one into VK_TOKEN." in outcome.why


@pytest.mark.parametrize(
    ("markdown", "sent", "seen"),
    [
        ("See [us](https://vk.com/club12).", "See [club12|us].", "See us."),
        ("See [*all* of us](http://m.vk.com/public12/).", "See [public12|all of us].", "See all of us."),
        ("See [us](https://vk.com/northwind).", *["See us (https://vk.com/northwind)."] * 2),
        ("See [a|b](https://vk.com/club12).", *["See a|b (https://vk.com/club12)."] * 2),
        ("See https://vk.com/club12.", *["See https://vk.com/club12."] * 2),
        (r"By \[club12|us], @anna and \[a|b]", "By [club12|us], @anna and [a|b]", "By us, @anna and [a|b]"),
        ("**Bold** ~~struck~~ `code`", *["Bold struck code"] * 2),
    ],
)
def test_the_text(markdown: str, sent: str, seen: str) -> None:
    written = sending(ADAPTER, VK, markdown).content.message.written
    assert (written.text, written.visible) == (sent, seen)
    assert ADAPTER.count(written, VK) == len(sent)


def test_own_posts_are_read_as_they_are_seen() -> None:
    post = {
        "id": 7,
        "date": int(NOW.timestamp()),
        "text": "All beans for [id5|@anna] and [club12:bp-1_2|us].",
        "attachments": [{"type": "photo"}, {"type": "photo"}, {"type": "link"}],
    }
    script = Script(VK, [answer(body={"response": {"count": 9, "items": [post, {"id": "x"}]}})])
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(script, 200)
    assert (found.remote_id, found.text, found.images) == ("-42_7", "All beans for @anna and us.", 2)
    assert (found.url, found.at) == ("https://vk.com/wall-42_7", datetime(2026, 12, 1, 9, 0, 5, tzinfo=UTC))
    assert script.requests[0].form == {"owner_id": "-42", "filter": "owner", "count": "100", "v": "5.199"}


def test_own_posts_that_cannot_be_read_are_no_empty_list() -> None:
    assert ADAPTER.recent
    with pytest.raises(Broken):
        ADAPTER.recent(Script(VK, [error(27)]), 40)


def test_the_wall_is_read_with_the_apps_token_where_there_is_one() -> None:
    account = replace(VK, secrets={**VK.secrets, "service_token": "VK_SERVICE"})
    script = Script(account, [answer(body={"response": {"items": []}})])
    assert ADAPTER.class_now
    assert ADAPTER.class_now(script) == "windowed"
    assert script.requests[0].headers["Authorization"] == "Bearer the-service_token"


@pytest.mark.parametrize("said", [error(27), error(10), NotReached("no"), answer(200, {"response": []})])
def test_the_guid_is_not_trusted_alone(said: Answer) -> None:
    assert ADAPTER.class_now
    assert ADAPTER.class_now(Script(VK, [said])) == "blind"


def test_a_lonely_poll_is_found_before_vk_refuses_it() -> None:
    alone = asking("").content.message
    assert [one.code for one in ADAPTER.check(_variant(alone), VK)] == ["VKO001"]
    assert list(ADAPTER.check(_variant(asking().content.message), VK)) == []


def _variant(message: Message) -> Variant:
    return Variant(post="sale", account="vk", network="vk", publish_at=None, messages=(message,))
