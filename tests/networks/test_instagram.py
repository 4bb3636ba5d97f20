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
from smmgen.model.brand import Account
from smmgen.model.variant import Variant
from smmgen.networks.instagram import ADAPTER, prepare
from tests.networks.script import NOW, Answer, Script, answer, film, picture, sending, with_options

INSTA = Account(
    name="insta", network="instagram", options={"user_id": "17"}, secrets={"token": "IG_TOKEN"}, language="en"
)
ROOT = "https://net.example/v25.0"
WORDS = "All beans must go."
HANDLE = f"c9.{mark_of(WORDS)}.{int(NOW.timestamp())}"


def made(name: str) -> Answer:
    return answer(body={"id": name})


def state(word: str, status: str = "") -> Answer:
    return answer(body={"status_code": word, "status": status})


DONE, BUSY = state("FINISHED"), state("IN_PROGRESS")
LINK = answer(body={"permalink": "https://www.instagram.com/p/abc/", "id": "m1"})


def error(code: int, subcode: int = 0, words: str = "Something", status: int = 400) -> Answer:
    return answer(status, {"error": {"message": words, "code": code, "error_subcode": subcode}})


def prepared(*answers: Answer, account: Account = INSTA, **what: Any) -> tuple[Any, Script, list[float]]:
    pauses: list[float] = []
    script = Script(account, answers)
    what.setdefault("files", (picture(),))
    return prepare(script, sending(ADAPTER, account, **what), pauses.append), script, pauses


def published(*answers: Answer, **what: Any) -> tuple[Outcome, Script]:
    script = Script(INSTA, answers)
    return ADAPTER.send(script, sending(ADAPTER, INSTA, **{"handle": HANDLE, **what})), script


def inspected(*answers: Answer) -> Any:
    assert ADAPTER.inspect
    return ADAPTER.inspect(Script(INSTA, answers), HANDLE)


def test_a_picture_becomes_a_container_that_nobody_sees() -> None:
    outcome, script, pauses = prepared(made("c9"), DONE)
    assert outcome == Prepared(HANDLE)
    assert script.paths == ["POST /v25.0/17/media", "GET /v25.0/c9"]
    assert script.requests[0].headers == {"Authorization": "Bearer the-token"}
    assert script.requests[0].form == {
        "image_url": "https://files.example/images/beans-0.jpg",
        "alt_text": "A bag of beans, number 0",
        "caption": WORDS,
    }
    assert not any(one.is_visible for one in script.requests)
    assert pauses == []


def test_a_carousel_is_made_of_its_parts_in_order() -> None:
    outcome, script, _ = prepared(
        made("c1"), made("c2"), DONE, BUSY, DONE, made("c9"), DONE, files=(picture(0), picture(1))
    )
    assert isinstance(outcome, Prepared)
    first, whole = script.requests[0].form or {}, script.requests[5].form or {}
    assert (first["is_carousel_item"], "caption" in first) == ("true", False)
    assert whole == {"media_type": "CAROUSEL", "children": "c1,c2", "caption": WORDS}


def test_a_video_becomes_a_reel_with_its_cover() -> None:
    _, script, _ = prepared(made("c9"), DONE, files=(), video=film(), thumbnail=picture(5))
    assert script.requests[0].form == {
        "media_type": "REELS",
        "video_url": "https://files.example/videos/roast.mp4",
        "share_to_feed": "true",
        "cover_url": "https://files.example/images/beans-5.jpg",
        "caption": WORDS,
    }


def test_a_posts_options_are_told() -> None:
    options = {
        "collaborators": ("@anna", "ben"),
        "location": "7",
        "made_with_ai": True,
        "paid": True,
        "share_to_feed": False,
    }
    _, script, _ = prepared(made("c9"), DONE, files=(), video=film(), options=options)
    form = script.requests[0].form or {}
    assert (form["collaborators"], form["location_id"]) == ('["anna", "ben"]', "7")
    assert (form["is_ai_generated"], form["share_to_feed"]) == ("true", "false")
    assert form["is_paid_partnership"] == "true"


def test_a_slow_container_is_left_to_the_next_run_after_half_a_minute() -> None:
    outcome, _, pauses = prepared(made("c9"), *[BUSY] * 6)
    assert outcome == Prepared(HANDLE)
    assert pauses == list(PAUSES)
    assert sum(pauses) <= 30


def test_a_slow_part_of_a_carousel_is_waited_for() -> None:
    outcome, script, _ = prepared(
        made("c1"), made("c2"), *[BUSY, DONE], *[BUSY] * 5, files=(picture(), picture())
    )
    assert isinstance(outcome, NotSent)
    assert outcome.not_before
    assert outcome.not_before > NOW
    assert len([path for path in script.paths if path.startswith("POST")]) == 2


def hidden_away(file: object) -> str:
    raise NotHosted("images/beans-0.jpg does not answer yet")


@pytest.mark.parametrize(
    ("said", "what", "expected"),
    [
        ((), {"files": ()}, Refused),
        ((), {"files": (replace(picture(), width=1080, height=1920),)}, Refused),
        ((), {"public_url": hidden_away}, NotSent),
        ((Broken("cut"),), {}, NotSent),
        ((answer(503),), {}, NotSent),
        ((answer(body={}),), {}, NotSent),
        ((error(-1, 2207001),), {}, NotSent),
        ((error(1),), {}, NotSent),
        ((error(4),), {}, NotSent),
        ((error(-2, 2207003),), {}, NotSent),
        ((error(36003, 2207009),), {}, Refused),
        ((error(9004, 2207052),), {}, Refused),
        ((made("c9"), state("ERROR", "Error: failed with error code 2207026")), {}, Refused),
        ((made("c9"), state("ERROR", "Error: unknown")), {}, NotSent),
        ((made("c9"), error(2)), {}, NotSent),
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
    assert outcome == Sent("m1", "https://www.instagram.com/p/abc/")
    assert script.paths == ["GET /v25.0/c9", "POST /v25.0/17/media_publish", "GET /v25.0/m1"]
    assert [one.is_visible for one in script.requests] == [False, True, False]
    assert script.requests[1].form == {"creation_id": "c9"}


@pytest.mark.parametrize("lost", [Broken("cut"), answer(500), error(190)])
def test_a_post_without_its_address_is_published_all_the_same(lost: Answer) -> None:
    assert published(DONE, made("m1"), lost)[0] == Sent("m1", "")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((BUSY,), NotSent),
        ((state("EXPIRED"),), NotSent),
        ((answer(500),), NotSent),
        ((DONE, NotReached("no")), NotSent),
        ((DONE, Broken("cut")), Ambiguous),
        ((DONE, answer(500)), Ambiguous),
        ((DONE, answer(200, b"")), Ambiguous),
        ((DONE, error(1)), Ambiguous),
        ((DONE, error(2)), Ambiguous),
        ((DONE, error(-1, 2207001)), Ambiguous),
        ((DONE, error(506)), Ambiguous),
        ((DONE, error(4711)), Ambiguous),
        ((DONE, error(100, status=500)), Ambiguous),
        ((DONE, error(9007, 2207027)), NotSent),
        ((DONE, error(9, 2207042)), NotSent),
        ((DONE, error(4, 2207051)), NotSent),
        ((DONE, error(190, 463)), NotSent),
        ((DONE, error(24, 2207008)), NotSent),
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


def post(name: str, caption: str = WORDS, at: str = "2026-12-01T09:00:09+0000") -> dict[str, str]:
    return {
        "id": name,
        "caption": caption,
        "timestamp": at,
        "permalink": f"https://www.instagram.com/p/{name}/",
    }


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([post("m2", "Other"), post("m1", f" {WORDS}\n")], Sent("m1", "https://www.instagram.com/p/m1/")),
        ([post("m1", at="2026-11-01T09:00:00+0000")], "unknown"),
        ([post("m1"), post("m2")], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_published_container_is_found_among_the_latest(posts: list[dict[str, str]], expected: Any) -> None:
    assert inspected(state("PUBLISHED"), answer(body={"data": posts})) == expected


@pytest.mark.parametrize("said", [error(100, 33), Broken("cut"), answer(500), error(190)])
def test_what_cannot_be_asked_is_unknown(said: Answer) -> None:
    assert inspected(said) == "unknown"


def test_a_first_comment_is_one_call() -> None:
    outcome, script = published(made("k1"), LINK, thread=("m1",), number=1, is_comment=True, handle="")
    assert outcome == Sent("k1", "https://www.instagram.com/p/abc/")
    assert (script.paths[0], script.requests[0].is_visible) == ("POST /v25.0/m1/comments", True)
    assert script.requests[0].form == {"message": WORDS}


def test_a_post_is_deleted() -> None:
    assert ADAPTER.retract
    script = Script(INSTA, [answer(body={"success": True})])
    assert ADAPTER.retract(script, "m1") == Sent("m1", "")
    assert script.paths == ["DELETE /v25.0/m1"]


TOKEN = answer(body={"data": {"is_valid": True, "scopes": ["instagram_basic"], "expires_at": 0}})
USED = answer(body={"data": [{"quota_usage": 3, "config": {"quota_total": 50}}]})


def test_the_doctor_tells_who_it_is_and_what_is_missing() -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(Script(INSTA, [answer(body={"username": "northwind"}), TOKEN, USED]))
    assert isinstance(who, Identity)
    assert (who.name, who.expires) == ("@northwind", None)
    assert who.missing[0].split(":")[0] == "`instagram_content_publish`"
    assert who.notes[0] == "3 of 50 posts of the last 24 hours are used up."


OWN = with_options(INSTA, login="instagram", renew=True)
NEW = answer(body={"access_token": "new", "expires_in": 5_184_000})


def test_a_token_of_instagrams_own_login_is_renewed_once_a_run() -> None:
    script = Script(OWN, [NEW, made("c9"), DONE, made("c8"), DONE], "https://graph.facebook.com")
    for _ in range(2):
        assert isinstance(prepare(script, sending(ADAPTER, OWN, files=(picture(),))), Prepared)
    assert script.kept == {"token": "new"}
    assert script.requests[0].url == "https://graph.instagram.com/refresh_access_token"
    assert script.requests[1].url == "https://graph.instagram.com/v25.0/17/media"
    assert sum("refresh" in one.url for one in script.requests) == 1


def test_a_token_that_is_too_young_is_kept() -> None:
    outcome, script, _ = prepared(error(100, words="too young"), made("c9"), DONE, account=OWN)
    assert isinstance(outcome, Prepared)
    assert script.kept == {}


def test_the_apps_secret_proves_each_call() -> None:
    account = replace(INSTA, secrets={"token": "IG_TOKEN", "app_secret": "APP"})
    _, script, _ = prepared(made("c9"), DONE, account=account)
    assert all(len(str(one.query["appsecret_proof"])) == 64 for one in script.requests)


@pytest.mark.parametrize(("text", "length"), [("Beans", 5), ("☕", 1), ("👍", 2), ("é", 1)])
def test_the_stricter_unit_counts(text: str, length: int) -> None:
    assert ADAPTER.count(sending(ADAPTER, INSTA, text).content.message.written, INSTA) == length


@pytest.mark.parametrize(
    ("text", "options", "codes"),
    [
        (" ".join(f"#bean{number}" for number in range(30)), {}, []),
        (" ".join(f"#bean{number}" for number in range(31)), {}, ["IGM001"]),
        (" ".join(f"@bean{number}" for number in range(21)), {}, ["IGM002"]),
        ("Beans", {"collaborators": ("a", "b", "c", "d")}, ["IGM003"]),
    ],
)
def test_what_only_instagram_minds(text: str, options: dict[str, Any], codes: list[str]) -> None:
    message = sending(ADAPTER, INSTA, text, options=options).content.message
    variant = Variant(post="sale", account="insta", network="instagram", publish_at=NOW, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, INSTA)] == codes
