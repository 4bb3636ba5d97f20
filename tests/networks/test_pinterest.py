from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Prepared, Refused, Sent
from smmgen.apis.pinterest_pin import mark
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Image
from smmgen.model.variant import Picture, Variant
from smmgen.networks.pinterest import ADAPTER, prepare
from tests.networks.script import NOW, SPAN, Answer, Script, answer, film, picture, sending, with_options

PT = Account(
    name="pt",
    network="pinterest",
    options={"app_id": "1500", "board": "42"},
    secrets={"app_secret": "PT_SECRET", "refresh_token": "PT_TOKEN"},
    language="en",
)
SCOPES = "boards:read,boards:write,pins:read,pins:write,user_accounts:read"
TOKEN = answer(
    body={
        "access_token": "short",
        "expires_in": 2_592_000,
        "refresh_token": "next",
        "refresh_token_expires_in": 5_184_000,
        "scope": SCOPES,
    }
)
MADE = answer(201, {"id": "813", "board_id": "42"})
SENT = Sent("813", "https://www.pinterest.com/pin/813/")
PARAMETERS = {"Content-Type": "multipart/form-data", "key": "uploads/1", "policy": "p"}
BEGUN = answer(201, {"media_id": "77", "upload_url": "https://up.example/", "upload_parameters": PARAMETERS})
STORED = answer(204, b"")
READY = answer(body={"media_id": "77", "status": "succeeded"})
BUSY = answer(body={"media_id": "77", "status": "processing"})
FAILED = answer(body={"media_id": "77", "status": "failed"})
HANDLE = f"77.{mark('Sale', 'All beans must go.')}.{int(NOW.timestamp())}"


def error(status: int, code: int = 0) -> Answer:
    return answer(status, {"code": code, "message": "Said"})


def sent(*answers: Answer, account: Account = PT, **what: Any) -> tuple[Any, Script]:
    script = Script(account, (TOKEN, *answers))
    what = {"files": (picture(),), "title": "Sale", "link": "https://example.com/sale", **what}
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def prepared(*answers: Answer, waits: list[float] | None = None) -> tuple[Any, Script]:
    script = Script(PT, (TOKEN, *answers))
    waits = waits if waits is not None else []
    return prepare(script, sending(ADAPTER, PT, title="Sale", video=film()), waits.append), script


def test_a_pin_is_made_with_one_call() -> None:
    outcome, script = sent(MADE)
    token, made = script.requests
    assert outcome == SENT
    assert script.paths == ["POST /v5/oauth/token", "POST /v5/pins"]
    assert (token.is_visible, made.is_visible) == (False, True)
    assert made.headers == {"Authorization": "Bearer short"}
    assert made.json == {
        "board_id": "42",
        "title": "Sale",
        "description": "All beans must go.",
        "link": "https://example.com/sale",
        "alt_text": "A bag of beans, number 0",
        "media_source": {"source_type": "image_base64", "content_type": "image/jpeg", "data": "anBlZw=="},
    }


def test_the_app_signs_in_with_its_secret_and_keeps_the_next_token() -> None:
    _, script = sent(MADE)
    token = script.requests[0]
    assert token.form == {"grant_type": "refresh_token", "refresh_token": "the-refresh_token"}
    assert b64decode(token.headers["Authorization"].removeprefix("Basic ")) == b"1500:the-app_secret"
    assert script.kept == {"refresh_token": "next"}
    assert script.memo["secret_ends"] == NOW + timedelta(days=60)


def test_pictures_become_a_carousel_in_their_order() -> None:
    data = {0: b"one", 1: b"two"}
    files = (picture(0), picture(1))
    _, script = sent(MADE, files=files, read=lambda file: data[files.index(file)])
    source = script.requests[1].json["media_source"]
    assert (source["source_type"], source["index"]) == ("multiple_image_base64", 0)
    assert [b64decode(one["data"]) for one in source["items"]] == [b"one", b"two"]
    assert {one["link"] for one in source["items"]} == {"https://example.com/sale"}


def test_a_post_may_go_to_another_board() -> None:
    _, script = sent(MADE, account=with_options(PT, board="43", section="7"), title="", link="")
    body = script.requests[1].json
    assert (body["board_id"], body["board_section_id"]) == ("43", "7")
    assert body.keys().isdisjoint({"title", "link"})


def test_a_video_is_uploaded_before_for_nobody_to_see() -> None:
    waits: list[float] = []
    made, script = prepared(BEGUN, STORED, BUSY, BUSY, READY, waits=waits)
    assert (made, waits) == (Prepared(HANDLE), [2.0, 4.0])
    assert script.paths[1:4] == ["POST /v5/media", "POST https://up.example/", "GET /v5/media/77"]
    register, stored = script.requests[1], script.requests[2]
    assert register.json == {"media_type": "video"}
    assert stored.form == PARAMETERS
    assert stored.files == (("file", ("roast.mp4", b"jpeg", "video/mp4")),)
    assert "Authorization" not in stored.headers
    assert not any(one.is_visible for one in script.requests)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ((error(400),), Refused),
        ((answer(201, {"media_id": "77"}),), NotSent),
        ((BEGUN, Broken("cut")), NotSent),
        ((BEGUN, answer(403, b"<Error/>")), NotSent),
        ((BEGUN, STORED, FAILED), Refused),
        ((BEGUN, STORED, *[BUSY] * 8), NotSent),
    ],
)
def test_nothing_is_public_after_a_failed_upload(answers: tuple[Answer, ...], expected: type[Any]) -> None:
    made, script = prepared(*answers)
    assert type(made) is expected
    assert not any(one.is_visible for one in script.requests)


def test_a_video_is_pinned_with_its_cover_or_its_first_second() -> None:
    what = {"video": film(), "handle": HANDLE, "files": ()}
    outcome, script = sent(MADE, thumbnail=picture(), **what)
    assert outcome == SENT
    body = script.requests[1].json
    assert body["alt_text"] == "Beans turn brown"
    assert body["media_source"] == {
        "source_type": "video_id",
        "media_id": "77",
        "cover_image_content_type": "image/jpeg",
        "cover_image_data": "anBlZw==",
    }
    _, script = sent(MADE, **what)
    assert script.requests[1].json["media_source"]["cover_image_key_frame_time"] == 1


def test_a_video_that_was_surely_not_pinned_goes_out_later_in_the_run() -> None:
    _, script = sent(error(429), video=film(), handle=HANDLE, files=())
    again = Script(PT, [READY])
    again.memo.update(script.memo)
    assert ADAPTER.inspect
    assert ADAPTER.inspect(again, HANDLE) == "unpublished"


def pin(name: str = "813", **more: Any) -> dict[str, Any]:
    words = {"title": "Sale", "description": "All beans must go.", "created_at": "2026-12-01T09:00:05"}
    return {"id": name, "board_id": "42", "media": {"media_type": "video"}, **words, **more}


def pins(*some: dict[str, Any]) -> Answer:
    return answer(body={"items": list(some), "bookmark": None})


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([BUSY], "pending"),
        ([FAILED], "gone"),
        ([READY, pins()], "unknown"),
        ([READY, pins(pin())], SENT),
        ([READY, pins(pin(), pin("814"))], "unknown"),
        ([READY, pins(pin(title="Other"))], "unknown"),
        ([READY, pins(pin(media={"media_type": "image"}))], "unknown"),
        ([READY, pins(pin(created_at="2026-12-01T08:54:00"))], "unknown"),
        ([error(404)], "unknown"),
        ([Broken("cut")], "unknown"),
    ],
)
def test_what_became_of_an_uploaded_video(answers: list[Answer], expected: Any) -> None:
    assert ADAPTER.inspect
    assert ADAPTER.inspect(Script(PT, [TOKEN, *answers]), HANDLE) == expected


def test_a_video_of_this_run_is_not_pinned_yet() -> None:
    _, script = prepared(BEGUN, STORED, READY)
    again = Script(PT, [READY])
    again.memo.update(script.memo)
    assert ADAPTER.inspect
    assert ADAPTER.inspect(again, HANDLE) == "unpublished"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(500), Ambiguous),
        (answer(200, b""), Ambiguous),
        (error(400, 1), Refused),
        (error(403, 29), Refused),
        (error(404, 40), Refused),
        (error(429, 8), NotSent),
        (error(401, 2), NotSent),
    ],
)
def test_outcomes_of_the_visible_call(said: Answer, expected: type[Any]) -> None:
    assert type(sent(said)[0]) is expected


def test_a_token_without_a_right_concerns_the_account() -> None:
    token = answer(body={"access_token": "short", "expires_in": 60, "scope": "boards:read,pins:read"})
    script = Script(PT, [token, error(403, 3)])
    outcome = ADAPTER.send(script, sending(ADAPTER, PT, files=(picture(),)))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "pins:write" in outcome.why


def test_an_edit_changes_the_words_and_takes_away_what_is_empty() -> None:
    script = Script(PT, [TOKEN, MADE])
    assert ADAPTER.edit
    assert ADAPTER.edit(script, sending(ADAPTER, PT, "New.", files=(picture(),)), "813") == SENT
    assert script.paths[1] == "PATCH /v5/pins/813"
    assert script.requests[1].json == {
        "board_id": "42",
        "title": None,
        "description": "New.",
        "link": None,
        "alt_text": "A bag of beans, number 0",
    }


@pytest.mark.parametrize("said", [answer(204, b""), error(404, 50)])
def test_what_is_gone_is_retracted(said: Answer) -> None:
    script = Script(PT, [TOKEN, said])
    assert ADAPTER.retract
    assert ADAPTER.retract(script, "813") == Sent("813", "")
    assert script.paths[1] == "DELETE /v5/pins/813"


def test_own_pins_on_the_board_are_found_newest_first() -> None:
    carousel = {"media_type": "multiple_images", "items": [{}, {}]}
    older = pin("1", media=carousel, created_at="2026-11-30T09:00:00")
    script = Script(PT, [TOKEN, pins(older, pin(), pin("2", board_id="43"), {"id": "3", "board_id": "42"})])
    assert ADAPTER.recent
    found = ADAPTER.recent(script, 10)
    assert [(one.remote_id, one.images) for one in found] == [("813", 0), ("1", 2)]
    assert (found[0].text, found[0].at) == ("All beans must go.", NOW)
    with pytest.raises(Broken):
        ADAPTER.recent(Script(PT, [TOKEN, error(500)]), 10)


@pytest.mark.parametrize(
    ("board", "found", "missing"),
    [("42", [answer(body={"id": "42"})], 0), ("44", [error(404, 40)], 1), ("Coffee", [], 1)],
)
def test_the_doctor_lists_the_boards(board: str, found: list[Answer], missing: int) -> None:
    boards = answer(body={"items": [{"id": "42", "name": "Coffee"}]})
    script = Script(
        with_options(PT, board=board), [TOKEN, answer(body={"username": "northwind"}), *found, boards]
    )
    assert ADAPTER.identify
    who = ADAPTER.identify(script)
    assert isinstance(who, Identity)
    assert (who.name, who.url) == ("northwind", "https://www.pinterest.com/northwind/")
    assert "Coffee (42)" in who.notes[0]
    assert "trial" in who.notes[1]
    assert len(who.missing) == missing
    assert who.expires == NOW + timedelta(days=60)


def shown(width: int) -> Picture:
    return Picture(
        image=Image(),
        card="quote",
        width=width,
        height=1500,
        alt="",
        handle="",
        language="en",
        max_bytes=1,
        span=SPAN,
    )


def faults(account: Account, pictures: tuple[Picture, ...] = (), **what: Any) -> Iterator[Diagnostic]:
    message = replace(sending(ADAPTER, account, **what).content.message, pictures=pictures)
    variant = Variant(post="sale", account="pt", network="pinterest", publish_at=None, messages=(message,))
    yield from ADAPTER.check(variant, account)


@pytest.mark.parametrize(
    ("account", "what", "codes"),
    [
        (PT, {}, []),
        (with_options(PT, board="Coffee"), {}, ["PIN001"]),
        (with_options(PT, section="Beans"), {}, ["PIN001"]),
        (PT, {"markdown": "a" * 501}, ["PIN002"]),
        (PT, {"markdown": "a" * 500}, []),
        (PT, {"pictures": (shown(1000), shown(1080))}, ["PIN003"]),
        (PT, {"pictures": (shown(1000), shown(1000))}, []),
        (PT, {"link": "https://example.com/" + "a" * 2048}, ["PIN004"]),
    ],
)
def test_what_only_pinterest_minds(account: Account, what: Any, codes: list[str]) -> None:
    assert [one.code for one in faults(account, **what)] == codes
