import json
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Prepared, Refused, Sent
from smmgen.apis.graph_container import mark_of
from smmgen.model.brand import Account
from smmgen.model.variant import Variant
from smmgen.networks.facebook import ADAPTER
from tests.networks.script import NOW, Answer, Script, answer, film, picture, sending, with_options

PAGE = Account(
    name="page",
    network="facebook",
    options={"page": "42"},
    secrets={"token": "FB_TOKEN"},
    base_url="https://net.example",
    language="en",
)
ONE_STEP = with_options(PAGE, two_steps=False)
WORDS = "All beans must go."
URL = "https://www.facebook.com/42/posts/7"


def handle(name: str) -> str:
    return f"{name}.{mark_of(WORDS)}.{int(NOW.timestamp())}"


def made(name: str) -> Answer:
    return answer(body={"id": name})


DONE = answer(body={"success": True})
LINK = answer(body={"permalink_url": URL, "id": "42_7"})
START = answer(body={"video_id": "9", "upload_session_id": "5", "start_offset": "0", "end_offset": "100"})
PIECE = answer(body={"start_offset": "100", "end_offset": "120"})
LAST = answer(body={"start_offset": "120", "end_offset": "120"})


def error(code: int, subcode: int = 0, words: str = "Something", status: int = 400) -> Answer:
    return answer(status, {"error": {"message": words, "code": code, "error_subcode": subcode}})


def prepared(*answers: Answer, account: Account = PAGE, text: str = WORDS, **what: Any) -> tuple[Any, Script]:
    script = Script(account, answers)
    assert ADAPTER.prepare
    return ADAPTER.prepare(script, sending(ADAPTER, account, text, **what)), script


def published(*answers: Answer, account: Account = PAGE, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, answers)
    return ADAPTER.send(
        script, sending(ADAPTER, account, WORDS, **{"handle": handle("42_7"), **what})
    ), script


def inspected(*answers: Answer, name: str = "42_7") -> Any:
    assert ADAPTER.inspect
    return ADAPTER.inspect(Script(PAGE, answers), handle(name))


def test_a_text_becomes_a_post_that_nobody_sees() -> None:
    outcome, script = prepared(made("42_7"))
    assert outcome == Prepared(handle("42_7"))
    assert script.paths == ["POST /v25.0/42/feed"]
    assert script.requests[0].headers == {"Authorization": "Bearer the-token"}
    assert script.requests[0].form == {"message": WORDS, "published": "false"}
    assert not script.requests[0].is_visible


def test_photos_are_uploaded_unseen_and_shown_in_order() -> None:
    outcome, script = prepared(made("p1"), made("p2"), made("42_7"), files=(picture(0), picture(1)))
    assert isinstance(outcome, Prepared)
    assert script.paths == ["POST /v25.0/42/photos"] * 2 + ["POST /v25.0/42/feed"]
    first = script.requests[0]
    assert first.form == {"published": "false", "alt_text_custom": "A bag of beans, number 0"}
    assert [(name, file[0], file[2]) for name, file in first.files] == [
        ("source", "beans-0.jpg", "image/jpeg")
    ]
    form = script.requests[2].form or {}
    assert json.loads(form["attached_media"]) == [{"media_fbid": "p1"}, {"media_fbid": "p2"}]


@pytest.mark.parametrize(
    ("what", "link"),
    [
        ({}, "https://example.com/sale"),
        ({"options": {"preview": False}}, None),
        ({"files": (picture(),)}, None),
    ],
)
def test_a_link_has_its_preview_unless_photos_take_its_place(what: dict[str, Any], link: str | None) -> None:
    answers = [made("p1"), made("42_7")] if "files" in what else [made("42_7")]
    _, script = prepared(*answers, link="https://example.com/sale", **what)
    assert (script.requests[-1].form or {}).get("link") == link


def test_a_video_is_uploaded_in_the_pieces_that_facebook_asks_for() -> None:
    data = bytes(range(120))
    outcome, script = prepared(START, PIECE, LAST, video=film(), read=lambda file: data)
    assert outcome == Prepared(handle("video-9-5"))
    assert script.paths == ["POST /v25.0/42/videos"] * 3
    forms = [one.form or {} for one in script.requests]
    assert forms[0] == {"upload_phase": "start", "file_size": "120"}
    assert [form["start_offset"] for form in forms[1:]] == ["0", "100"]
    assert b"".join(one.files[0][1][1] for one in script.requests[1:]) == data
    assert not any(one.is_visible for one in script.requests)


def test_videos_have_a_host_of_their_own() -> None:
    account = replace(PAGE, base_url="")
    script = Script(account, [START, PIECE, LAST, DONE, LINK], "https://graph.facebook.com")
    ready = sending(ADAPTER, account, WORDS, video=film(), read=lambda file: bytes(120))
    assert ADAPTER.prepare
    draft = ADAPTER.prepare(script, ready)
    assert isinstance(draft, Prepared)
    assert isinstance(ADAPTER.send(script, replace(ready, handle=draft.handle)), Sent)
    hosts = [one.url.split("/")[2] for one in script.requests]
    assert hosts == ["graph-video.facebook.com"] * 4 + ["graph.facebook.com"]


@pytest.mark.parametrize(
    ("said", "what", "expected"),
    [
        ((Broken("cut"),), {}, NotSent),
        ((answer(503),), {}, NotSent),
        ((answer(body={}),), {}, NotSent),
        ((error(1),), {}, NotSent),
        ((error(32),), {}, NotSent),
        ((error(506),), {}, NotSent),
        ((error(100, 1609008),), {}, Refused),
        ((error(100, 1366046),), {"files": (picture(),)}, Refused),
        ((answer(body={"video_id": "9"}),), {"video": film()}, NotSent),
        ((START, answer(body={})), {"video": film()}, NotSent),
        ((START, START), {"video": film()}, NotSent),
    ],
)
def test_what_can_go_wrong_before_anything_is_seen(
    said: tuple[Answer, ...], what: dict[str, Any], expected: type[Outcome]
) -> None:
    outcome, script = prepared(*said, **what)
    assert type(outcome) is expected, outcome
    assert not any(one.is_visible for one in script.requests)


def test_an_unpublished_post_is_published_by_its_id() -> None:
    outcome, script = published(DONE, LINK)
    assert outcome == Sent("42_7", URL)
    assert script.paths == ["POST /v25.0/42_7", "GET /v25.0/42_7"]
    assert script.requests[0].form == {"is_published": "true"}
    assert [one.is_visible for one in script.requests] == [True, False]


def test_a_video_is_published_by_the_end_of_its_upload() -> None:
    link = answer(body={"permalink_url": "/northwind/videos/9/"})
    outcome, script = published(DONE, link, handle=handle("video-9-5"), video=film())
    assert outcome == Sent("9", "https://www.facebook.com/northwind/videos/9/")
    assert script.requests[0].form == {
        "upload_phase": "finish",
        "upload_session_id": "5",
        "description": WORDS,
    }
    assert [one.is_visible for one in script.requests] == [True, False]


def test_an_account_that_wants_one_step_has_no_draft() -> None:
    assert prepared(account=ONE_STEP)[0] == Prepared(handle("direct"))
    outcome, script = published(made("42_7"), LINK, account=ONE_STEP, handle=handle("direct"))
    assert outcome == Sent("42_7", URL)
    assert (script.paths[0], script.requests[0].form) == ("POST /v25.0/42/feed", {"message": WORDS})


@pytest.mark.parametrize("lost", [Broken("cut"), answer(500), error(190)])
def test_a_post_without_its_address_is_published_all_the_same(lost: Answer) -> None:
    assert published(DONE, lost)[0] == Sent("42_7", "")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(500), Ambiguous),
        (answer(200, b""), Ambiguous),
        (answer(body={"success": False}), Ambiguous),
        (answer(body={"id": "42_7"}), Ambiguous),
        (error(1), Ambiguous),
        (error(2), Ambiguous),
        (error(506), Ambiguous),
        (error(4711), Ambiguous),
        (error(100, status=500), Ambiguous),
        (error(4), NotSent),
        (error(32), NotSent),
        (error(341), NotSent),
        (error(80001), NotSent),
        (error(1, 1390008), NotSent),
        (error(190, 460), NotSent),
        (error(200), NotSent),
        (error(368), NotSent),
        (error(1, 1404078), NotSent),
        (error(100), Refused),
        (error(1, 1404102), Refused),
    ],
)
@pytest.mark.parametrize("name", ["42_7", "video-9-5"])
def test_outcomes_of_publishing(name: str, said: Answer, expected: type[Outcome]) -> None:
    outcome, _ = published(said, handle=handle(name))
    assert type(outcome) is expected, outcome


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"is_published": True, "permalink_url": URL}, Sent("42_7", URL)),
        ({"is_published": False}, "unpublished"),
        ({}, "unknown"),
    ],
)
def test_what_became_of_an_unpublished_post(body: dict[str, Any], expected: Any) -> None:
    assert inspected(answer(body=body)) == expected


def phases(video: str, processing: str, publishing: str) -> Answer:
    status = {
        "video_status": video,
        "processing_phase": {"status": processing},
        "publishing_phase": {"status": publishing},
    }
    return answer(body={"status": status, "permalink_url": "/northwind/videos/9/"})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (phases("uploading", "not_started", "not_started"), "unpublished"),
        (phases("processing", "in_progress", "not_started"), "pending"),
        (phases("ready", "complete", "in_progress"), "pending"),
        (phases("ready", "complete", "complete"), Sent("9", "https://www.facebook.com/northwind/videos/9/")),
        (phases("error", "error", "not_started"), "gone"),
        (phases("expired", "not_started", "not_started"), "gone"),
        (phases("error", "complete", "error"), "unknown"),
        (answer(body={"status": {}}), "unknown"),
        (answer(body={}), "unknown"),
    ],
)
def test_what_became_of_a_video(said: Answer, expected: Any) -> None:
    assert inspected(said, name="video-9-5") == expected


def post(
    name: str, message: str = WORDS, at: str = "2026-12-01T09:00:09+0000", **more: Any
) -> dict[str, Any]:
    return {"id": name, "message": message, "created_time": at, "permalink_url": URL, **more}


@pytest.mark.parametrize(
    ("posts", "expected"),
    [
        ([post("42_8", "Other"), post("42_7", f" {WORDS}\n")], Sent("42_7", URL)),
        ([post("42_7", at="2026-11-01T09:00:00+0000")], "unknown"),
        ([post("42_7"), post("42_8")], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_post_of_one_step_is_found_among_the_latest(posts: list[dict[str, Any]], expected: Any) -> None:
    assert inspected(answer(body={"data": posts}), name="direct") == expected


@pytest.mark.parametrize("said", [error(100, 33), Broken("cut"), answer(500), error(190)])
@pytest.mark.parametrize("name", ["42_7", "video-9-5", "direct"])
def test_what_cannot_be_asked_is_unknown(name: str, said: Answer) -> None:
    assert inspected(said, name=name) == "unknown"


def test_own_posts_are_listed_with_their_photos() -> None:
    album = {"data": [{"subattachments": {"data": [{"media_type": "photo"}] * 3}}]}
    single = {"data": [{"media_type": "photo"}]}
    posts = [post("42_8", attachments=album), post("42_7", attachments=single), post("42_6"), {"id": "x"}]
    script = Script(PAGE, [answer(body={"data": posts})])
    assert ADAPTER.recent
    found = ADAPTER.recent(script, 10)
    assert [(one.remote_id, one.images) for one in found] == [("42_8", 3), ("42_7", 1), ("42_6", 0)]
    assert script.paths == ["GET /v25.0/42/published_posts"]


def test_a_first_comment_is_one_call() -> None:
    outcome, script = published(made("7_1"), LINK, thread=("42_7",), number=1, is_comment=True, handle="")
    assert outcome == Sent("7_1", URL)
    assert (script.paths[0], script.requests[0].is_visible) == ("POST /v25.0/42_7/comments", True)
    assert script.requests[0].form == {"message": WORDS}


def test_a_comment_without_a_number_is_not_known_to_be_there() -> None:
    outcome, _ = published(answer(body={}), thread=("42_7",), number=1, is_comment=True, handle="")
    assert isinstance(outcome, Ambiguous)


@pytest.mark.parametrize(("name", "field"), [("42_7", "message"), ("7_1", "message"), ("9", "description")])
def test_a_text_is_put_in_the_place_of_another(name: str, field: str) -> None:
    script = Script(PAGE, [DONE, LINK])
    assert ADAPTER.edit
    assert ADAPTER.edit(script, sending(ADAPTER, PAGE, WORDS), name) == Sent(name, URL)
    assert (script.paths[0], script.requests[0].form) == (f"POST /v25.0/{name}", {field: WORDS})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (answer(body={}), Ambiguous),
        (Broken("cut"), Ambiguous),
        (error(200), NotSent),
        (error(100, 33), Refused),
    ],
)
def test_a_change_that_is_not_confirmed(said: Answer, expected: type[Outcome]) -> None:
    assert ADAPTER.edit
    changed = ADAPTER.edit(Script(PAGE, [said]), sending(ADAPTER, PAGE, WORDS), "42_7")
    assert type(changed) is expected, changed


def test_a_post_is_deleted() -> None:
    assert ADAPTER.retract
    script = Script(PAGE, [DONE])
    assert ADAPTER.retract(script, "42_7") == Sent("42_7", "")
    assert (script.paths, script.requests[0].is_visible) == (["DELETE /v25.0/42_7"], True)


def identified(who: str, **token: Any) -> Any:
    told = answer(body={"data": {"is_valid": True, "expires_at": 0, **token}})
    assert ADAPTER.identify
    return ADAPTER.identify(Script(PAGE, [answer(body={"id": who, "name": "Northwind"}), told]))


def test_the_doctor_tells_who_it_is_and_what_is_missing() -> None:
    who = identified("42", scopes=["pages_manage_posts", "pages_read_engagement"])
    assert isinstance(who, Identity)
    assert (who.name, who.url, who.expires) == ("Northwind", "https://www.facebook.com/42", None)
    assert [one.split(":")[0] for one in who.missing] == ["`pages_manage_engagement`"]


def test_a_persons_token_is_not_the_pages() -> None:
    (first, *_) = identified("7").missing
    assert "not that of the Page 42" in first


def test_a_token_that_was_taken_back_is_of_no_use() -> None:
    who = identified("42", is_valid=False)
    assert isinstance(who, NotSent)
    assert who.is_account_wide
    assert "FB_TOKEN" in who.why


@pytest.mark.parametrize(("text", "length"), [("Beans", 5), ("☕", 1), ("👍", 1), ("é", 1)])
def test_characters_are_counted(text: str, length: int) -> None:
    assert ADAPTER.count(sending(ADAPTER, PAGE, text).content.message.written, PAGE) == length


@pytest.mark.parametrize(
    ("link", "what", "codes"),
    [
        ("https://example.com/", {}, []),
        ("https://m.facebook.com/northwind", {}, ["FBK001"]),
        ("https://fb.me/x", {}, ["FBK001"]),
        ("https://fb.me/x", {"options": {"preview": False}}, []),
    ],
)
def test_what_only_facebook_minds(link: str, what: dict[str, Any], codes: list[str]) -> None:
    message = sending(ADAPTER, PAGE, WORDS, link=link, **what).content.message
    variant = Variant(post="sale", account="page", network="facebook", publish_at=NOW, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, PAGE)] == codes
