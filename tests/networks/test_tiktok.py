from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from msgspec.structs import replace

from smmgen.adapter import (
    Ambiguous,
    Broken,
    Identity,
    NotHosted,
    NotReached,
    NotSent,
    Prepared,
    Refused,
    Sent,
)
from smmgen.apis import tiktok
from smmgen.apis.tiktok_status import LIFE
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.fault import ConfigError
from smmgen.model.variant import Variant, Video
from smmgen.networks.tiktok import ADAPTER, send
from tests.networks.script import NOW, SPAN, Answer, Script, answer, film, picture, sending, with_options

DRAFTS = Account(
    name="tt",
    network="tiktok",
    options={"client_key": "app"},
    secrets={"client_secret": "TT_SECRET", "refresh_token": "TT_TOKEN"},
    language="en",
    handle="@northwind",
)
TT = with_options(DRAFTS, mode="direct", privacy="public", audited=True)
SCOPES = "user.info.basic,video.publish,video.upload,video.list"
TOKEN = answer(
    body={
        "access_token": "short",
        "expires_in": 7200,
        "refresh_token": "next",
        "refresh_expires_in": 15_552_000,
        "scope": SCOPES,
    }
)
MADE = int(NOW.timestamp())
HANDLE = f"{MADE}:4:v_pub_file~v2-1.7"


def ok(**data: Any) -> Answer:
    return answer(body={"data": data, "error": {"code": "ok", "message": "", "log_id": "1"}})


def error(code: str, status: int = 400) -> Answer:
    return answer(status, {"data": {}, "error": {"code": code, "message": "Said", "log_id": "1"}})


def state(status: str, *posts: str, **more: Any) -> Answer:
    return ok(status=status, publicaly_available_post_id=list(posts), **more)


CREATOR = ok(
    creator_username="northwind",
    creator_nickname="Northwind",
    privacy_level_options=["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"],
    duet_disabled=True,
    max_video_post_duration_sec=300,
)
TAKEN = ok(publish_id="p_pub_url~v2.7")
BEGUN = ok(publish_id="v_pub_file~v2-1.7", upload_url="https://up.example/video?id=7")
DONE = state("PUBLISH_COMPLETE", "7500")


def photos(
    *answers: Answer, account: Account = TT, waits: list[float] | None = None, **what: Any
) -> tuple[Any, Script]:
    script = Script(account, (TOKEN, *answers))
    waits = waits if waits is not None else []
    what = {"files": (picture(),), "title": "Sale", **what}
    return send(script, sending(ADAPTER, account, **what), waits.append), script


def prepared(*answers: Answer, account: Account = TT, **what: Any) -> tuple[Any, Script]:
    script = Script(account, (TOKEN, *answers))
    assert ADAPTER.prepare
    return ADAPTER.prepare(script, sending(ADAPTER, account, video=film(), **what)), script


def finished(put: Answer, *answers: Answer, account: Account = TT, **what: Any) -> tuple[Any, Script]:
    script = Script(account, (put, TOKEN, *answers))
    script.memo["v_pub_file~v2-1.7"] = "https://up.example/video?id=7"
    ready = sending(ADAPTER, account, video=film(), handle=HANDLE, **what)
    return send(script, ready, lambda seconds: None), script


def test_pictures_are_published_with_one_call() -> None:
    outcome, script = photos(CREATOR, TAKEN, DONE, files=(picture(0), picture(1)))
    assert outcome == Sent("7500", "https://www.tiktok.com/@northwind/photo/7500")
    assert script.paths == [
        "POST /v2/oauth/token/",
        "POST /v2/post/publish/creator_info/query/",
        "POST /v2/post/publish/content/init/",
        "POST /v2/post/publish/status/fetch/",
    ]
    assert [one.is_visible for one in script.requests] == [False, False, True, False]
    assert script.requests[2].headers == {"Authorization": "Bearer short"}
    assert script.requests[2].json == {
        "media_type": "PHOTO",
        "post_mode": "DIRECT_POST",
        "post_info": {
            "title": "Sale",
            "description": "All beans must go.",
            "privacy_level": "PUBLIC_TO_EVERYONE",
            "disable_comment": True,
            "brand_content_toggle": False,
            "brand_organic_toggle": False,
            "auto_add_music": False,
        },
        "source_info": {
            "source": "PULL_FROM_URL",
            "photo_cover_index": 0,
            "photo_images": [f"https://files.example/images/beans-{number}.jpg" for number in (0, 1)],
        },
    }
    assert script.requests[3].json == {"publish_id": "p_pub_url~v2.7"}


def test_drafts_go_to_the_inbox_where_a_person_finishes_them() -> None:
    outcome, script = photos(TAKEN, state("SEND_TO_USER_INBOX"), account=DRAFTS)
    assert (outcome.remote_id, outcome.url) == ("p_pub_url~v2.7", "https://www.tiktok.com/@northwind")
    assert "inbox" in outcome.note
    body = script.requests[1].json
    assert body["post_mode"] == "MEDIA_UPLOAD"
    assert body["post_info"] == {"title": "Sale", "description": "All beans must go."}


def test_a_post_may_ask_for_more() -> None:
    asked = with_options(TT, privacy="friends", comments=True, paid=True, own_brand=True, music=True)
    _, script = photos(CREATOR, TAKEN, DONE, account=asked)
    info = script.requests[2].json["post_info"]
    assert (info["privacy_level"], info["disable_comment"]) == ("MUTUAL_FOLLOW_FRIENDS", False)
    assert info["brand_content_toggle"] is info["brand_organic_toggle"] is info["auto_add_music"] is True


def test_a_video_is_uploaded_but_for_its_last_piece() -> None:
    account = with_options(TT, duet=True, stitch=True, cover_ms=1500, made_with_ai=True)
    size = 2 * tiktok.PIECE + 10
    made, script = prepared(CREATOR, BEGUN, answer(206, b""), account=account, read=lambda file: b"x" * size)
    assert made == Prepared(f"{MADE}:{size}:v_pub_file~v2-1.7")
    assert not any(one.is_visible for one in script.requests)
    assert script.paths[2:] == ["POST /v2/post/publish/video/init/", "PUT https://up.example/video?id=7"]
    body, put = script.requests[2].json, script.requests[3]
    assert body["source_info"] == {
        "source": "FILE_UPLOAD",
        "video_size": size,
        "chunk_size": tiktok.PIECE,
        "total_chunk_count": 2,
    }
    info = body["post_info"]
    assert (info["title"], info["video_cover_timestamp_ms"]) == ("All beans must go.", 1500)
    assert (info["disable_duet"], info["disable_stitch"], info["is_aigc"]) == (True, False, True)
    assert put.headers["Content-Range"] == f"bytes 0-{tiktok.PIECE - 1}/{size}"
    assert "Authorization" not in put.headers


def test_a_video_for_the_inbox_has_no_words() -> None:
    made, script = prepared(BEGUN, account=DRAFTS)
    assert made == Prepared(HANDLE)
    assert script.paths[1:] == ["POST /v2/post/publish/inbox/video/init/"]
    assert set(script.requests[1].json) == {"source_info"}


def test_the_address_of_an_upload_is_not_in_the_ledger() -> None:
    made, _ = prepared(CREATOR, BEGUN)
    assert "up.example" not in made.handle


def test_the_last_piece_publishes_a_video() -> None:
    outcome, script = finished(answer(201, b""), DONE)
    assert outcome == Sent("7500", "https://www.tiktok.com/@northwind/video/7500")
    put = script.requests[0]
    assert (put.method, put.is_visible, put.content) == ("PUT", True, b"jpeg")
    assert put.headers["Content-Range"] == "bytes 0-3/4"


@pytest.mark.parametrize("size", [1, tiktok.PIECE, 2 * tiktok.PIECE - 1, 2 * tiktok.PIECE, 100 * 2**20 + 7])
def test_pieces_are_whole_and_of_the_sizes_that_tiktok_takes(size: int) -> None:
    parts = tiktok.pieces(size)
    assert [start for start, _ in parts[1:]] == [end for _, end in parts[:-1]]
    assert (parts[0][0], parts[-1][1]) == (0, size)
    told = tiktok.source(size)
    assert told["total_chunk_count"] == len(parts) == size // told["chunk_size"]
    assert all(end - start == told["chunk_size"] for start, end in parts[:-1])


def test_the_replaced_refresh_token_is_kept_before_anything_is_done_with_it() -> None:
    _, script = photos(CREATOR, TAKEN, DONE)
    assert script.kept == {"refresh_token": "next"}
    assert script.requests[0].form == {
        "client_key": "app",
        "client_secret": "the-client_secret",
        "grant_type": "refresh_token",
        "refresh_token": "the-refresh_token",
    }
    assert script.memo["secret_ends"] == NOW + timedelta(days=180)


class Nowhere(Script):
    def renewed(self, option: str, value: str) -> None:
        raise ConfigError("no place is set up to keep it")


def test_a_refresh_token_is_not_used_up_where_the_next_cannot_be_kept() -> None:
    script = Nowhere(TT, [TOKEN])
    outcome = ADAPTER.send(script, sending(ADAPTER, TT, files=(picture(),)))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert script.requests == []


@pytest.mark.parametrize("status", [200, 400, 401])
def test_a_dead_refresh_token_says_where_the_new_one_goes(status: int) -> None:
    dead = {"error": "invalid_grant", "error_description": "Refresh token is invalid or expired."}
    script = Script(TT, [answer(status, dead)])
    outcome = ADAPTER.send(script, sending(ADAPTER, TT, files=(picture(),)))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "TT_TOKEN" in outcome.why
    assert "invalid_grant" in outcome.why


OUTCOMES = [
    (NotReached("no"), NotSent, False),
    (Broken("cut"), Ambiguous, False),
    (answer(500), Ambiguous, False),
    (answer(200, b""), Ambiguous, False),
    (ok(), Ambiguous, False),
    (error("something_new", 200), Ambiguous, False),
    (error("rate_limit_exceeded", 429), NotSent, False),
    (error("invalid_param"), Refused, False),
    (error("privacy_level_option_mismatch", 403), Refused, False),
    (error("spam_risk", 403), Refused, False),
    (error("access_token_invalid", 401), NotSent, True),
    (error("scope_not_authorized", 401), NotSent, True),
    (error("url_ownership_unverified", 403), NotSent, True),
    (error("unaudited_client_can_only_post_to_private_accounts", 403), NotSent, True),
    (error("spam_risk_too_many_posts", 403), NotSent, True),
    (error("spam_risk_too_many_posts", 200), NotSent, True),
    (error("spam_risk_too_many_pending_share", 403), NotSent, True),
    (error("spam_risk_user_banned_from_posting", 403), NotSent, True),
]


@pytest.mark.parametrize(("said", "expected", "is_account_wide"), OUTCOMES)
def test_outcomes_of_the_visible_call(said: Answer, expected: type[Any], is_account_wide: bool) -> None:
    outcome, _ = photos(CREATOR, said)
    assert type(outcome) is expected
    assert getattr(outcome, "is_account_wide", False) is is_account_wide


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(500), Ambiguous),
        (answer(403, b""), NotSent),
        (answer(416, b""), Ambiguous),
    ],
)
def test_outcomes_of_the_last_piece(said: Answer, expected: type[Any]) -> None:
    assert type(finished(said)[0]) is expected


def test_the_days_posts_are_waited_for() -> None:
    outcome, _ = photos(CREATOR, error("spam_risk_too_many_posts", 403))
    assert isinstance(outcome, NotSent)
    assert outcome.not_before == NOW + timedelta(hours=3)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("photo_pull_failed", NotSent),
        ("internal", NotSent),
        ("auth_removed", NotSent),
        ("picture_size_check_failed", Refused),
        ("publish_cancelled", Refused),
        ("something_new", Refused),
    ],
)
def test_a_failed_post_is_not_public(reason: str, expected: type[Any]) -> None:
    outcome, _ = photos(CREATOR, TAKEN, state("FAILED", fail_reason=reason))
    assert type(outcome) is expected


def test_a_post_is_waited_for_until_its_address_is_there() -> None:
    waits: list[float] = []
    work = (state("PROCESSING_DOWNLOAD"), state("PUBLISH_COMPLETE"))
    outcome, _ = photos(CREATOR, TAKEN, *work, DONE, waits=waits)
    assert (outcome.remote_id, waits) == ("7500", [1.0, 2.0])


def test_a_public_post_under_review_is_public_without_an_address() -> None:
    outcome, _ = photos(CREATOR, TAKEN, *[state("PUBLISH_COMPLETE")] * 6)
    assert (outcome.remote_id, outcome.url) == ("p_pub_url~v2.7", "https://www.tiktok.com/@northwind")
    assert "address" in outcome.note


@pytest.mark.parametrize("work", [[state("PROCESSING_DOWNLOAD")] * 6, [error("internal_error", 500)]])
def test_nobody_knows_what_becomes_of_a_post_that_takes_long(work: list[Answer]) -> None:
    outcome, _ = photos(CREATOR, TAKEN, *work)
    assert isinstance(outcome, Ambiguous)
    assert "p_pub_url~v2.7" in outcome.why


def test_what_the_account_does_not_offer_is_not_asked_for() -> None:
    outcome, script = photos(CREATOR, account=with_options(TT, privacy="followers"))
    assert isinstance(outcome, Refused)
    assert "offers public, friends, private" in outcome.why
    assert not any(one.is_visible for one in script.requests)
    long = replace(film(), seconds=301.0)
    script = Script(TT, (TOKEN, CREATOR))
    assert ADAPTER.prepare
    assert isinstance(ADAPTER.prepare(script, sending(ADAPTER, TT, video=long)), Refused)


def test_a_picture_that_is_nowhere_to_be_fetched_is_not_sent() -> None:
    def nowhere(file: File) -> str:
        raise NotHosted("It answers 404.")

    assert isinstance(photos(CREATOR, public_url=nowhere)[0], NotSent)
    assert isinstance(photos(files=())[0], Refused)


UP = "PROCESSING_UPLOAD"


@pytest.mark.parametrize(
    ("said", "age", "expected"),
    [
        (DONE, LIFE, Sent("7500", "https://www.tiktok.com/@northwind/video/7500")),
        (state("PROCESSING_DOWNLOAD"), LIFE, "pending"),
        (state(UP, uploaded_bytes=4), 2 * LIFE, "pending"),
        (state(UP), 2 * LIFE, "pending"),
        (state(UP, uploaded_bytes=0), LIFE / 2, "pending"),
        (state(UP, uploaded_bytes=0), 2 * LIFE, "gone"),
        (state("FAILED", fail_reason="internal"), LIFE, "gone"),
        (state("FAILED", fail_reason="publish_cancelled"), LIFE, "unknown"),
        (state("SOMETHING"), LIFE, "unknown"),
        (error("invalid_publish_id"), LIFE, "unknown"),
        (Broken("cut"), LIFE, "unknown"),
    ],
)
def test_what_became_of_an_upload(said: Answer, age: timedelta, expected: Any) -> None:
    script = Script(TT, [TOKEN, said])
    assert ADAPTER.inspect
    handle = f"{int((NOW - age).timestamp())}:4:v_pub_file~v2-1.7"
    assert ADAPTER.inspect(script, handle) == expected


def test_an_upload_of_this_run_goes_on() -> None:
    script = Script(TT, [TOKEN, state(UP, uploaded_bytes=0)])
    script.memo["v_pub_file~v2-1.7"] = "https://up.example/7"
    assert ADAPTER.inspect
    assert ADAPTER.inspect(script, HANDLE) == "unpublished"


def test_own_posts_are_found() -> None:
    share = "https://www.tiktok.com/@northwind/video/7500?utm_source=app"
    video = {"id": "7500", "video_description": "Beans.", "create_time": MADE, "share_url": share}
    script = Script(TT, [TOKEN, ok(videos=[video, {"id": "1"}], has_more=False)])
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(script, 10)
    assert (found.remote_id, found.text, found.at, found.images) == ("7500", "Beans.", NOW, None)
    assert found.url == "https://www.tiktok.com/@northwind/video/7500"
    asked = script.requests[1]
    assert urlencode(asked.query) == "fields=id%2Ctitle%2Cvideo_description%2Ccreate_time%2Cshare_url"
    with pytest.raises(Broken):
        ADAPTER.recent(Script(TT, [TOKEN, error("internal_error", 500)]), 10)


def test_the_doctor_learns_who_may_see_posts() -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(Script(TT, [TOKEN, CREATOR]))
    assert isinstance(who, Identity)
    assert (who.name, who.url) == ("@northwind", "https://www.tiktok.com/@northwind")
    assert (who.missing, who.expires) == ((), NOW + timedelta(days=180))
    assert "public, friends, private" in who.notes[1]
    assert not any("audited" in note for note in who.notes)


def test_the_doctor_speaks_of_the_inbox_and_the_audit() -> None:
    token = answer(body={"access_token": "short", "expires_in": 7200, "scope": "user.info.basic"})
    script = Script(DRAFTS, [token, ok(user={"display_name": "Northwind", "open_id": "1"})])
    assert ADAPTER.identify
    who = ADAPTER.identify(script)
    assert isinstance(who, Identity)
    assert script.paths[1] == "GET /v2/user/info/"
    assert [one.partition(":")[0] for one in who.missing] == ["`video.upload`", "`video.list`"]
    assert "inbox" in who.notes[1]
    assert "audited" in who.notes[2]


def faults(account: Account, text: str = "Beans.", **what: Any) -> Iterator[Diagnostic]:
    is_film = what.pop("is_film", False)
    message = sending(ADAPTER, account, text, **what).content.message
    message = replace(message, video=Video("film.mp4", "", SPAN)) if is_film else message
    variant = Variant(post="sale", account="tt", network="tiktok", publish_at=None, messages=(message,))
    yield from ADAPTER.check(variant, account)


@pytest.mark.parametrize(
    ("account", "what", "codes"),
    [
        (TT, {}, []),
        (TT, {"text": "a" * 2201, "is_film": True}, ["TIK001"]),
        (TT, {"text": "🫘" * 1100, "is_film": True}, []),
        (TT, {"text": "a" * 4000}, []),
        (TT, {"title": "🫘" * 46}, ["TIK002"]),
        (TT, {"title": "🫘" * 46, "is_film": True}, []),
        (DRAFTS, {"is_film": True}, ["TIK003"]),
        (DRAFTS, {}, []),
        (with_options(DRAFTS, mode="direct"), {}, ["TIK004"]),
        (with_options(DRAFTS, mode="direct", privacy="public"), {}, ["TIK005"]),
        (with_options(DRAFTS, mode="direct", privacy="private"), {}, []),
        (with_options(TT, privacy="private", paid=True), {}, ["TIK006"]),
    ],
)
def test_what_only_tiktok_minds(account: Account, what: Any, codes: list[str]) -> None:
    assert [one.code for one in faults(account, **what)] == codes
