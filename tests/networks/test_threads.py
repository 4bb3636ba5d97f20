import json
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import (
    Ambiguous,
    Broken,
    Identity,
    NotHosted,
    NotReached,
    NotSent,
    Outcome,
    Prepared,
    Refused,
    Sent,
)
from smmgen.apis.graph_container import PAUSES, mark_of
from smmgen.apis.threads import SETTLE
from smmgen.model.brand import Account
from smmgen.model.post import Poll
from smmgen.model.variant import Variant
from smmgen.networks.threads import ADAPTER, prepare
from tests.networks.script import NOW, Answer, Script, answer, film, picture, sending, with_options

ME = Account(
    name="threads",
    network="threads",
    secrets={"token": "THREADS_TOKEN"},
    base_url="https://net.example",
    language="en",
)
WORDS = "All beans must go."
HANDLE = f"c9.{mark_of(WORDS)}.{int(NOW.timestamp())}"
URL = "https://www.threads.com/@northwind/post/abc"


def made(name: str) -> Answer:
    return answer(body={"id": name})


def state(word: str, fault: str = "") -> Answer:
    return answer(body={"status": word, "error_message": fault})


DONE, BUSY = state("FINISHED"), state("IN_PROGRESS")
LINK = answer(body={"permalink": URL, "id": "m1"})


def error(code: int, subcode: int = 0, words: str = "Something", status: int = 400) -> Answer:
    return answer(status, {"error": {"message": words, "code": code, "error_subcode": subcode}})


def prepared(*answers: Answer, account: Account = ME, **what: Any) -> tuple[Any, Script, list[float]]:
    pauses: list[float] = []
    script = Script(account, answers)
    return prepare(script, sending(ADAPTER, account, WORDS, **what), pauses.append), script, pauses


def form(**what: Any) -> dict[str, str]:
    """Return what the container of a message is told."""
    outcome, script, _ = prepared(made("c9"), DONE, **what)
    assert isinstance(outcome, Prepared), outcome
    return dict(script.requests[0].form or {})


def published(*answers: Answer, **what: Any) -> tuple[Outcome, Script]:
    script = Script(ME, answers)
    return ADAPTER.send(script, sending(ADAPTER, ME, WORDS, **{"handle": HANDLE, **what})), script


def inspected(*answers: Answer) -> Any:
    assert ADAPTER.inspect
    return ADAPTER.inspect(Script(ME, answers), HANDLE)


def test_a_text_becomes_a_container_that_nobody_sees() -> None:
    outcome, script, pauses = prepared(made("c9"), DONE)
    assert outcome == Prepared(HANDLE)
    assert script.paths == ["POST /v1.0/me/threads", "GET /v1.0/c9"]
    assert script.requests[0].headers == {"Authorization": "Bearer the-token"}
    assert script.requests[0].form == {"media_type": "TEXT", "text": WORDS}
    assert not any(one.is_visible for one in script.requests)
    assert pauses == []


def test_a_picture_and_a_video_are_fetched_with_their_texts() -> None:
    assert form(files=(picture(),)) == {
        "media_type": "IMAGE",
        "image_url": "https://files.example/images/beans-0.jpg",
        "alt_text": "A bag of beans, number 0",
        "text": WORDS,
    }
    assert form(video=film()) == {
        "media_type": "VIDEO",
        "video_url": "https://files.example/videos/roast.mp4",
        "alt_text": "Beans turn brown",
        "text": WORDS,
    }


def test_a_carousel_is_made_of_its_parts_in_order() -> None:
    outcome, script, _ = prepared(
        made("c1"), made("c2"), DONE, BUSY, DONE, made("c9"), DONE, files=(picture(),), video=film()
    )
    assert isinstance(outcome, Prepared)
    first, second, whole = (script.requests[number].form or {} for number in (0, 1, 5))
    assert (first["media_type"], second["media_type"]) == ("VIDEO", "IMAGE")
    assert (first["is_carousel_item"], "text" in first) == ("true", False)
    assert whole == {"media_type": "CAROUSEL", "children": "c1,c2", "text": WORDS}


def test_a_poll_is_told_by_letters() -> None:
    told = form(poll=Poll("Milk?", ("Oat", "Кефир", "None")), link="https://example.com/")
    assert json.loads(told["poll_attachment"]) == {
        "option_a": "Oat",
        "option_b": "Кефир",
        "option_c": "None",
    }
    assert (told["media_type"], "link_attachment" in told) == ("TEXT", False)


def test_a_text_shows_the_preview_of_its_link() -> None:
    link = "https://example.com/sale"
    assert form(link=link)["link_attachment"] == link
    assert "link_attachment" not in form(link=link, files=(picture(),))


@pytest.mark.parametrize(
    ("what", "before"),
    [
        ({}, None),
        ({"reply_to": "m7"}, "m7"),
        ({"number": 2, "thread": ("m1", "m2")}, "m2"),
        ({"number": 2, "thread": ("m1", "m2"), "is_comment": True}, "m1"),
    ],
)
def test_answers_threads_and_comments_follow_their_post(what: dict[str, Any], before: str | None) -> None:
    assert form(**what).get("reply_to_id") == before


def test_the_first_post_of_a_thread_tells_its_topic_and_who_may_answer() -> None:
    account = with_options(ME, replies="following", topic="Coffee")
    told = form(account=account, options={"replies": "mentioned"})
    assert (told["topic_tag"], told["reply_control"]) == ("Coffee", "mentioned_only")
    part = form(account=account, number=1, thread=("m1",))
    assert not {"topic_tag", "reply_control"} & part.keys()
    assert "reply_control" not in form(account=with_options(ME, replies="everyone"))


def test_a_slow_container_is_left_to_the_next_run_after_half_a_minute() -> None:
    outcome, _, pauses = prepared(made("c9"), *[BUSY] * 6)
    assert outcome == Prepared(HANDLE)
    assert pauses == list(PAUSES)


def test_threads_own_servers_get_a_moment() -> None:
    assert prepared(made("c9"), DONE, account=replace(ME, base_url=""))[2] == [SETTLE]


def hidden_away(file: object) -> str:
    raise NotHosted("images/beans-0.jpg does not answer yet")


@pytest.mark.parametrize(
    ("said", "what", "expected"),
    [
        ((), {"files": (picture(),), "public_url": hidden_away}, NotSent),
        ((Broken("cut"),), {}, NotSent),
        ((answer(503),), {}, NotSent),
        ((answer(body={}),), {}, NotSent),
        ((error(1),), {}, NotSent),
        ((error(4),), {}, NotSent),
        ((error(100),), {}, Refused),
        ((error(1, 2207052),), {}, Refused),
        ((made("c9"), state("ERROR", "UNKNOWN")), {}, NotSent),
        ((made("c9"), state("EXPIRED")), {}, NotSent),
        ((made("c1"), made("c2"), *[BUSY] * 12), {"files": (picture(), picture(1))}, NotSent),
    ],
)
def test_what_can_go_wrong_before_anything_is_seen(
    said: tuple[Answer, ...], what: dict[str, Any], expected: type[Outcome]
) -> None:
    outcome, script, _ = prepared(*said, **what)
    assert type(outcome) is expected, outcome
    assert not any(one.is_visible for one in script.requests)


def test_a_container_is_published_by_its_id() -> None:
    outcome, script = published(DONE, made("m1"), LINK)
    assert outcome == Sent("m1", URL)
    assert script.paths == ["GET /v1.0/c9", "POST /v1.0/me/threads_publish", "GET /v1.0/m1"]
    assert [one.is_visible for one in script.requests] == [False, True, False]
    assert script.requests[1].form == {"creation_id": "c9"}


def test_an_account_may_be_named_by_its_number() -> None:
    account = with_options(ME, user_id="17")
    assert prepared(made("c9"), DONE, account=account)[1].paths[0] == "POST /v1.0/17/threads"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((BUSY,), NotSent),
        ((state("EXPIRED"),), NotSent),
        ((DONE, NotReached("no")), NotSent),
        ((DONE, Broken("cut")), Ambiguous),
        ((DONE, answer(500)), Ambiguous),
        ((DONE, answer(200, b"")), Ambiguous),
        ((DONE, error(1)), Ambiguous),
        ((DONE, error(2)), Ambiguous),
        ((DONE, error(4711)), Ambiguous),
        ((DONE, error(24, 4279009)), NotSent),
        ((DONE, error(1, 4279013)), NotSent),
        ((DONE, error(1, 2207051)), NotSent),
        ((DONE, error(190)), NotSent),
        ((DONE, error(613)), NotSent),
        ((DONE, error(100)), Refused),
    ],
)
def test_outcomes_of_publishing(said: tuple[Answer, ...], expected: type[Outcome]) -> None:
    outcome, _ = published(*said)
    assert type(outcome) is expected, outcome


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("FINISHED", "unpublished"),
        ("IN_PROGRESS", "pending"),
        ("ERROR", "gone"),
        ("EXPIRED", "gone"),
        ("", "unknown"),
    ],
)
def test_what_became_of_a_container(word: str, expected: str) -> None:
    assert inspected(state(word)) == expected


def post(name: str, words: str = WORDS, at: str = "2026-12-01T09:00:09+0000", **more: Any) -> dict[str, Any]:
    return {"id": name, "text": words, "timestamp": at, "permalink": f"{URL}{name}", **more}


@pytest.mark.parametrize(
    ("posts", "replies", "expected"),
    [
        ([post("m2", "Other"), post("m1")], [], Sent("m1", f"{URL}m1")),
        ([], [post("m3")], Sent("m3", f"{URL}m3")),
        ([post("m1")], [post("m1")], Sent("m1", f"{URL}m1")),
        ([post("m1")], [post("m3")], "unknown"),
        ([], [], "unknown"),
    ],
)
def test_a_published_container_is_found_among_posts_and_answers(
    posts: list[Any], replies: list[Any], expected: Any
) -> None:
    said = (answer(body={"data": one}) for one in (posts, replies))
    assert inspected(state("PUBLISHED"), *said) == expected


@pytest.mark.parametrize("said", [error(100, 33), error(24, 4279009), Broken("cut"), answer(500), error(190)])
def test_what_cannot_be_asked_is_unknown(said: Answer) -> None:
    assert inspected(said) == "unknown"


def test_own_posts_are_listed_newest_first() -> None:
    inside = {"data": [{"media_type": "IMAGE"}, {"media_type": "VIDEO"}, {"media_type": "IMAGE"}]}
    own = [
        post("m2", children=inside, media_type="CAROUSEL_ALBUM"),
        post("m1", at="2026-11-30T09:00:00+0000", media_type="IMAGE"),
    ]
    answers = [post("m3", at="2026-12-01T10:00:00+0000", media_type="TEXT_POST"), {"id": "x"}]
    script = Script(ME, [answer(body={"data": own}), answer(body={"data": answers})])
    assert ADAPTER.recent
    found = ADAPTER.recent(script, 10)
    assert [(one.remote_id, one.images) for one in found] == [("m3", 0), ("m2", 2), ("m1", 1)]
    assert script.paths == ["GET /v1.0/me/threads", "GET /v1.0/me/replies"]


def test_a_post_is_deleted() -> None:
    assert ADAPTER.retract
    script = Script(ME, [answer(body={"success": True, "deleted_id": "m1"})])
    assert ADAPTER.retract(script, "m1") == Sent("m1", "")
    assert (script.paths, script.requests[0].is_visible) == (["DELETE /v1.0/m1"], True)


WHO = answer(body={"id": "17", "username": "northwind"})
TOKEN = answer(
    body={"data": {"is_valid": True, "scopes": ["threads_basic"], "expires_at": int(NOW.timestamp()) + 60}}
)
USED = answer(
    body={
        "data": [
            {"quota_usage": 3, "config": {"quota_total": 250}, "reply_quota_usage": 1, "reply_config": {}}
        ]
    }
)


def test_the_doctor_tells_who_it_is_and_what_is_missing() -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(Script(ME, [WHO, TOKEN, USED]))
    assert isinstance(who, Identity)
    assert (who.name, who.url) == ("@northwind", "https://www.threads.com/@northwind")
    assert who.expires
    assert (who.expires - NOW).total_seconds() == 60
    assert who.missing[0].split(":")[0] == "`threads_content_publish`"
    assert who.notes == ("3 of 250 posts of the last 24 hours are used up.",)


def test_a_token_that_threads_tells_nothing_about_may_be_good() -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(Script(ME, [WHO, error(100), USED]))
    assert isinstance(who, Identity)
    assert (who.missing, who.expires) == ((), None)


RENEWING = with_options(ME, renew=True)
NEW = answer(body={"access_token": "new", "expires_in": 5_184_000})


def test_a_token_is_renewed_once_a_run() -> None:
    script = Script(RENEWING, [NEW, made("c9"), DONE, made("c8"), DONE])
    for _ in range(2):
        assert isinstance(prepare(script, sending(ADAPTER, RENEWING)), Prepared)
    assert script.kept == {"token": "new"}
    assert script.paths[:2] == ["GET /refresh_access_token", "POST /v1.0/me/threads"]
    assert script.requests[0].query["grant_type"] == "th_refresh_token"
    assert script.requests[1].headers == {"Authorization": "Bearer new"}


@pytest.mark.parametrize(
    ("text", "length"), [("Beans", 5), ("Кофе — да", 9), ("👍", 4), ("🇩🇪 ok", 11), ("é", 1)]
)
def test_an_emoji_counts_its_bytes(text: str, length: int) -> None:
    assert ADAPTER.count(sending(ADAPTER, ME, text).content.message.written, ME) == length


SIX = " ".join(f"https://example.com/{number}" for number in range(6))


@pytest.mark.parametrize(
    ("text", "what", "codes"),
    [
        (SIX, {}, ["THR001"]),
        (SIX.rpartition(" ")[0], {}, []),
        (SIX.rpartition(" ")[0], {"link": "https://example.com/0"}, []),
        (SIX.rpartition(" ")[0], {"link": "https://example.com/9"}, ["THR001"]),
        (WORDS, {"options": {"topic": "Cold Brew"}}, []),
        (WORDS, {"options": {"topic": "R&D"}}, ["THR002"]),
        (WORDS, {"options": {"topic": "c" * 51}}, ["THR002"]),
        (WORDS, {"poll": Poll("Milk?", ("Oat", "Cow"))}, []),
        (WORDS, {"poll": Poll("Milk?", ("Oat", "Cow"), hours=12)}, ["THR003"]),
    ],
)
def test_what_only_threads_minds(text: str, what: dict[str, Any], codes: list[str]) -> None:
    message = sending(ADAPTER, ME, text, **what).content.message
    variant = Variant(post="sale", account="threads", network="threads", publish_at=NOW, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, ME)] == codes
