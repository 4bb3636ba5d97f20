import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.model.brand import Account
from smmgen.model.post import Poll
from smmgen.model.variant import Message, Variant
from smmgen.networks.x import ADAPTER
from tests.networks.script import NOW, Answer, Script, answer, picture, sending, with_options

KEYS = ("api_key", "api_secret", "access_token", "access_secret")
X = Account(
    name="x",
    network="x",
    secrets={name: f"X_{name.upper()}" for name in KEYS},
    handle="@northwind",
    language="en",
)
BEARER = replace(X, secrets={"token": "X_TOKEN"})
POSTED = answer(201, {"data": {"id": "77", "text": "All beans must go."}})
MEDIA = answer(body={"data": {"id": "5", "media_key": "3_5"}})
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."


def problem(status: int, detail: str = "", kind: str = "about:blank", **headers: str) -> Answer:
    return answer(status, {"title": "Title", "detail": detail, "type": kind, "status": status}, **headers)


def published(*answers: Answer, account: Account = X, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def test_a_text_is_one_signed_call() -> None:
    outcome, script = published(POSTED)
    (request,) = script.requests
    assert outcome == Sent("77", "https://x.com/northwind/status/77")
    assert (request.method, request.url, request.is_visible) == ("POST", "https://net.example/2/tweets", True)
    assert request.json == {"text": "All beans must go."}
    signed = dict(re.findall(r'(oauth_\w+)="([^"]*)"', request.headers["Authorization"]))
    assert (signed["oauth_consumer_key"], signed["oauth_token"]) == ("the-api_key", "the-access_token")
    assert signed["oauth_timestamp"] == str(int(NOW.timestamp()))
    assert signed["oauth_signature_method"] == "HMAC-SHA1"


def test_a_token_takes_the_place_of_the_keys() -> None:
    _, script = published(POSTED, account=BEARER)
    assert script.requests[0].headers == {"Authorization": "Bearer the-token"}


@pytest.mark.parametrize("handle", ["", "Northwind Coffee", "northwind.example"])
def test_a_post_has_an_address_without_the_accounts_name(handle: str) -> None:
    outcome, _ = published(POSTED, account=replace(X, handle=handle))
    assert outcome == Sent("77", "https://x.com/i/status/77")


def test_pictures_are_uploaded_with_their_texts_before_anything_is_seen() -> None:
    second = answer(body={"data": {"id": "6"}})
    files = (picture(0), replace(picture(1), alt=""))
    outcome, script = published(MEDIA, answer(body={}), second, POSTED, files=files)
    assert isinstance(outcome, Sent)
    assert [path.removeprefix("POST /2/") for path in script.paths] == [
        "media/upload",
        "media/metadata",
        "media/upload",
        "tweets",
    ]
    upload, described, _, post = script.requests
    assert upload.files == (("media", ("beans-0.jpg", b"jpeg", "image/jpeg")),)
    assert upload.form == {"media_category": "tweet_image"}
    assert described.json == {"id": "5", "metadata": {"alt_text": {"text": "A bag of beans, number 0"}}}
    assert post.json["media"] == {"media_ids": ["5", "6"]}
    assert [one.is_visible for one in script.requests] == [False, False, False, True]


@pytest.mark.parametrize(
    ("what", "before"),
    [({"thread": ("75", "76"), "number": 2, "reply_to": "1"}, "76"), ({"reply_to": "70"}, "70")],
)
def test_later_parts_answer_the_part_before(what: dict[str, Any], before: str) -> None:
    _, script = published(POSTED, **what)
    assert script.requests[0].json["reply"] == {"in_reply_to_tweet_id": before}


def test_a_poll_is_part_of_the_post() -> None:
    made = sending(ADAPTER, X, "Filter or espresso?")
    poll = Poll("Filter or espresso?", ("Filter", "Espresso"), 12)
    content = replace(made.content, message=replace(made.content.message, poll=poll))
    script = Script(X, [POSTED])
    ADAPTER.send(script, replace(made, delivery=replace(made.delivery, content=content)))
    assert script.requests[0].json["poll"] == {"options": ["Filter", "Espresso"], "duration_minutes": 720}


def test_what_is_wrong_with_a_value_is_told() -> None:
    said = {
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "errors": [{"message": "Your media IDs are invalid.", "parameters": {"media.media_ids": ["7"]}}],
    }
    outcome, _ = published(answer(400, said))
    assert isinstance(outcome, Refused)
    assert "Your media IDs are invalid" in outcome.why


def test_the_accounts_habits_are_told() -> None:
    account = with_options(X, replies="following", made_with_ai=True, paid=True)
    plain = published(POSTED, account=account)[1].requests[0].json
    shown = published(MEDIA, answer(body={}), POSTED, account=account, files=(picture(),))[1].requests[2].json
    assert (plain["reply_settings"], "made_with_ai" in plain) == ("following", False)
    assert (shown["made_with_ai"], shown["paid_partnership"]) == (True, True)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no connection"), NotSent),
        (Broken("cut"), Ambiguous),
        (problem(400, "One or more parameters are invalid"), Refused),
        (problem(401, "Unauthorized"), NotSent),
        (problem(402, "Credits depleted"), NotSent),
        (problem(403, DUPLICATE), Ambiguous),
        (problem(403, "You are not permitted to perform this action."), Refused),
        (problem(403, "No", "https://api.x.com/2/problems/client-forbidden"), NotSent),
        (problem(403, "No", "https://api.twitter.com/2/problems/oauth1-permissions"), NotSent),
        (problem(403, "Your account is suspended"), NotSent),
        (problem(404), Refused),
        (problem(429, kind="https://api.x.com/2/problems/usage-capped"), NotSent),
        (answer(429, x_rate_limit_reset="1796115600"), NotSent),
        (answer(500), Ambiguous),
        (answer(503), Ambiguous),
        (answer(302), Ambiguous),
        (answer(201, b""), Ambiguous),
        (answer(201, {"data": {}}), Ambiguous),
        (answer(200, {"data": {"id": 77}}), Ambiguous),
        (answer(200, {"errors": [{"detail": "odd"}]}), Ambiguous),
        (answer(200, {"data": {"id": "77"}, "errors": [{"detail": "odd"}]}), Sent),
    ],
)
def test_outcomes_of_the_visible_call(said: Answer, expected: type[Outcome]) -> None:
    assert type(published(said)[0]) is expected


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (problem(401), "Put a new one into X_API_KEY and X_API_SECRET and X_ACCESS_TOKEN"),
        (problem(402), "buy more at console.x.com"),
        (problem(429, kind="https://api.x.com/2/problems/usage-capped"), "buy more at console.x.com"),
        (problem(403, "Your client app has not the appropriate oauth1 app permissions"), "“Read and write”"),
        (problem(403, "This account is temporarily locked."), "sign in at x.com"),
    ],
)
def test_a_fault_of_the_account_costs_no_attempt_and_says_what_to_do(said: Answer, words: str) -> None:
    outcome, _ = published(said)
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert words in outcome.why


def test_a_limit_says_when_to_come_back() -> None:
    outcome, _ = published(answer(429, x_rate_limit_reset=str(int(NOW.timestamp()) + 600)))
    assert isinstance(outcome, NotSent)
    assert outcome.not_before == datetime(2026, 12, 1, 9, 10, 5, tzinfo=UTC)
    assert not outcome.is_account_wide


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((Broken("cut"),), NotSent),
        ((answer(503),), NotSent),
        ((problem(400, "Not an image"),), Refused),
        ((problem(403, "Not allowed"),), Refused),
        ((problem(403, DUPLICATE),), Refused),
        ((problem(402),), NotSent),
        ((answer(200, {}),), NotSent),
        ((MEDIA, answer(500)), NotSent),
    ],
)
def test_nothing_is_public_after_a_failed_upload(said: tuple[Answer, ...], expected: type[Outcome]) -> None:
    outcome, script = published(*said, files=(picture(),))
    assert type(outcome) is expected
    assert not any(request.is_visible for request in script.requests)


POST = {
    "id": "77",
    "created_at": "2026-12-01T09:00:05.000Z",
    "text": "All &lt;3 &amp; more https://t.co/a, t2 https://t.co/b https://t.co/m",
    "entities": {
        "urls": [
            {
                "url": "https://t.co/a",
                "expanded_url": "https://northwind.example/?a=1&amp=2",
                "display_url": "n",
            },
            {"url": "https://t.co/b", "expanded_url": "http://a.com", "display_url": "a.com"},
            {"url": "https://t.co/m", "expanded_url": "https://x.com/n/1/photo/1", "media_key": "3_5"},
        ]
    },
    "attachments": {"media_keys": ["3_5", "3_6"]},
}


def test_own_posts_are_read_as_they_were_written() -> None:
    script = Script(BEARER, [answer(body={"data": {"id": "9"}}), answer(body={"data": [POST, {"id": "x"}]})])
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(script, 200)
    assert found.text == "All <3 & more https://northwind.example/?a=1&amp=2, t2 a.com"
    assert (found.remote_id, found.images, found.at) == ("77", 2, NOW)
    asked = urlsplit(script.requests[1].url)
    assert asked.path == "/2/users/9/tweets"
    assert dict(parse_qsl(asked.query))["max_results"] == "100"


def test_a_long_post_is_read_whole() -> None:
    long = {**POST, "note_tweet": {"text": "All of it"}, "text": "All…"}
    script = Script(BEARER, [answer(body={"data": {"id": "9"}}), answer(body={"data": [long]})])
    assert ADAPTER.recent
    assert [one.text for one in ADAPTER.recent(script, 5)] == ["All of it"]


def test_fields_of_posts_have_two_names() -> None:
    refused = problem(400, "The query parameter [tweet.fields] is not one of …")
    script = Script(BEARER, [answer(body={"data": {"id": "9"}}), refused, answer(body={"data": [POST]})])
    assert ADAPTER.recent
    assert len(ADAPTER.recent(script, 5)) == 1
    assert "post.fields=created_at" in script.requests[2].url


def test_an_account_without_posts_has_none() -> None:
    script = Script(BEARER, [answer(body={"data": {"id": "9"}}), answer(body={"meta": {"result_count": 0}})])
    assert ADAPTER.recent
    assert ADAPTER.recent(script, 5) == ()


@pytest.mark.parametrize("said", [problem(401), answer(503), answer(200, {"data": {}})])
def test_own_posts_that_cannot_be_read_are_no_empty_list(said: Answer) -> None:
    assert ADAPTER.recent
    with pytest.raises(Broken):
        ADAPTER.recent(Script(BEARER, [answer(body={"data": {"id": "9"}}), said]), 40)


def findings(account: Account, text: str = "Beans") -> list[tuple[str, str]]:
    message: Message = sending(ADAPTER, account, text).content.message
    variant = Variant(post="sale", account="x", network="x", publish_at=None, messages=(message,))
    return [(one.code, one.hint) for one in ADAPTER.check(variant, account)]


def test_missing_keys_are_found_before_the_first_post_is_due() -> None:
    some = replace(X, secrets={"api_key": "A", "access_token": "B"})
    hint = "Add api_secret: env:X_API_SECRET, access_secret: env:X_ACCESS_SECRET to it in smmgen.yaml."
    assert findings(some) == [("XCO001", hint)]
    assert findings(X) == findings(BEARER) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("$AAPL", 0), ("$AAPL and $AAPL", 0), ("$AAPL and $TSLA", 1), ("$5 and $10", 0), ("a$AAPL $TSLA", 0)],
)
def test_a_post_has_one_cashtag(text: str, number: int) -> None:
    assert len(findings(X, text)) == number
