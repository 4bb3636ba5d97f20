import json
from datetime import datetime
from hashlib import md5
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.apis.ok import signature
from smmgen.apis.ok_error import ACCOUNT, LATER, REFUSED, TOKEN
from smmgen.model.brand import Account
from smmgen.model.post import Poll
from smmgen.model.variant import Variant
from smmgen.networks.ok import ADAPTER
from tests.networks.script import NOW, Answer, Script, answer, picture, sending, with_options

OK = Account(
    name="ok",
    network="ok",
    options={"group": 42, "application_key": "CKEY"},
    secrets={"token": "OK_TOKEN", "session_secret": "OK_SESSION_SECRET"},
    language="en",
)
POSTED = answer(body="1234")
SERVER = answer(body={"upload_url": "https://up.example/1", "photo_ids": ["a", "b"], "ttl_ms": 1})
UPLOADED = answer(body={"photos": {"b": {"token": "tb"}, "a": {"token": "ta"}}})


def error(code: int, words: str = "Something", **headers: str) -> Answer:
    return answer(body={"error_code": code, "error_msg": words, "error_data": None}, **headers)


def published(*answers: Answer, account: Account = OK, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def form(script: Script, number: int = 0) -> dict[str, str]:
    return dict(script.requests[number].form or {})


def attachment(script: Script, number: int = 0) -> dict[str, Any]:
    return dict(json.loads(form(script, number)["attachment"]))


def test_a_text_is_one_call() -> None:
    outcome, script = published(POSTED)
    (request,) = script.requests
    assert outcome == Sent("1234", "https://ok.ru/group/42/topic/1234")
    assert (request.method, request.url, request.is_visible) == ("POST", "https://net.example/fb.do", True)
    told = form(script)
    assert (told["method"], told["type"], told["gid"]) == ("mediatopic.post", "GROUP_THEME", "42")
    assert (told["application_key"], told["access_token"], told["format"]) == ("CKEY", "the-token", "json")
    assert attachment(script) == {
        "media": [{"type": "text", "text": "All beans must go."}],
        "onBehalfOfGroup": "true",
    }


def test_a_call_is_signed_over_all_but_the_token() -> None:
    told = form(published(POSTED, markdown="Зёрна")[1])
    signed = {name: value for name, value in told.items() if name not in ("access_token", "sig")}
    joined = "".join(f"{name}={value}" for name, value in sorted(signed.items()))
    assert told["sig"] == md5((joined + "the-session_secret").encode()).hexdigest()


def test_the_apps_secret_signs_where_the_session_has_none() -> None:
    account = replace(OK, secrets={"token": "OK_TOKEN", "application_secret": "OK_SECRET"})
    told = form(published(POSTED, account=account)[1])
    signed = {name: value for name, value in told.items() if name not in ("access_token", "sig")}
    assert told["sig"] == signature(signed, md5(b"the-tokenthe-application_secret").hexdigest())


def test_pictures_are_uploaded_together_and_shown_in_order() -> None:
    outcome, script = published(SERVER, UPLOADED, POSTED, files=(picture(0), picture(1)))
    assert isinstance(outcome, Sent)
    asked = form(script)
    assert (asked["method"], asked["gid"], asked["count"]) == ("photosV2.getUploadUrl", "42", "2")
    assert script.requests[1].url == "https://up.example/1"
    assert script.requests[1].files == (
        ("pic1", ("beans-0.jpg", b"jpeg", "image/jpeg")),
        ("pic2", ("beans-1.jpg", b"jpeg", "image/jpeg")),
    )
    assert attachment(script, 2)["media"][1] == {"type": "photo", "list": [{"id": "ta"}, {"id": "tb"}]}
    assert [one.is_visible for one in script.requests] == [False, False, True]


def test_a_poll_and_a_link_stand_below_the_text() -> None:
    made = sending(ADAPTER, OK, "Tell us!", link="https://northwind.example")
    message = replace(made.content.message, poll=Poll("Filter?", ("Yes", "No")))
    script = Script(OK, [POSTED])
    content = replace(made.content, message=message)
    ADAPTER.send(script, replace(made, delivery=replace(made.delivery, content=content)))
    _, poll, link = attachment(script)["media"]
    assert poll == {
        "type": "poll",
        "question": "Filter?",
        "answers": [{"text": "Yes"}, {"text": "No"}],
        "options": "SingleChoice",
    }
    assert link == {"type": "link", "url": "https://northwind.example"}


def test_the_accounts_habits_are_told() -> None:
    account = with_options(OK, comments=False, preview=False)
    told = attachment(published(POSTED, account=account, link="https://northwind.example")[1])
    assert (told["disableComments"], len(told["media"])) == ("true", 1)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no connection"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(500), Ambiguous),
        (answer(302), Ambiguous),
        (answer(200, b""), Ambiguous),
        (answer(200, {}), Ambiguous),
        (answer(200, ""), Ambiguous),
        (answer(200, True), Ambiguous),
        (answer(200, 1234), Sent),
        (error(1), Ambiguous),
        (error(2), Ambiguous),
        (error(5000), Ambiguous),
        (error(9999), Ambiguous),
        (error(77777), Ambiguous),
        (answer(200, b"", invocation_error="10"), NotSent),
        (answer(200, b"", invocation_error="454"), Refused),
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
    outcome, _ = published(error(code, "NAME : words"))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert f"(error {code}: “NAME : words”)" in outcome.why


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_a_refusal_is_for_good(code: int) -> None:
    outcome, _ = published(error(code, "NAME : words"))
    assert isinstance(outcome, Refused)
    assert outcome.why.endswith(f"(error {code}: “NAME : words”).")


def test_no_code_has_two_meanings() -> None:
    every = [*LATER, *TOKEN, *ACCOUNT, *REFUSED]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((error(2),), NotSent),
        ((error(10),), NotSent),
        ((answer(body={"upload_url": "https://up.example/1", "photo_ids": ["a"]}),), NotSent),
        ((SERVER, Broken("cut")), NotSent),
        ((SERVER, error(503)), Refused),
        ((SERVER, answer(body={"photos": {"a": {"token": "ta"}}})), NotSent),
        ((SERVER, answer(413)), Refused),
    ],
)
def test_nothing_is_public_after_a_failed_upload(said: tuple[Answer, ...], expected: type[Outcome]) -> None:
    outcome, script = published(*said, files=(picture(0), picture(1)))
    assert type(outcome) is expected
    assert not any(request.is_visible for request in script.requests)


def test_own_topics_are_read_as_they_were_written() -> None:
    topic = {
        "id": "1234",
        "created_ms": int(NOW.timestamp() * 1000),
        "media": [
            {"type": "text", "text": "All beans"},
            {"type": "photo", "photo_refs": ["photo:1", "photo:2"]},
            {"type": "text", "text": "must go."},
        ],
    }
    script = Script(OK, [answer(body={"media_topics": [topic, {"id": None}, 5]})])
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(script, 200)
    assert (found.remote_id, found.text, found.images) == ("1234", "All beans\nmust go.", 2)
    assert found.at == datetime.fromtimestamp(int(NOW.timestamp()), NOW.tzinfo)
    assert (form(script)["count"], form(script)["fields"]) == ("50", "media_topic.*")


@pytest.mark.parametrize("said", [error(10), error(3), answer(503), answer(200, {})])
def test_own_topics_that_cannot_be_read_are_no_empty_list(said: Answer) -> None:
    assert ADAPTER.recent
    with pytest.raises(Broken):
        ADAPTER.recent(Script(OK, [said]), 40)


def test_limits_that_ok_does_not_document_are_the_accounts() -> None:
    limits = ADAPTER.limits(with_options(OK, max_characters=100, max_pictures=3))
    assert (limits.text, limits.text_with_media, limits.images) == (100, 100, 3)


@pytest.mark.parametrize(
    ("secrets", "codes"),
    [
        (("token",), ["OKR001"]),
        (("token", "session_secret"), []),
        (("token", "application_secret"), []),
    ],
)
def test_an_account_that_cannot_sign_is_found(secrets: tuple[str, ...], codes: list[str]) -> None:
    account = replace(OK, secrets=dict.fromkeys(secrets, "NAME"))
    message = sending(ADAPTER, account).content.message
    variant = Variant(post="sale", account="ok", network="ok", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, account)] == codes
