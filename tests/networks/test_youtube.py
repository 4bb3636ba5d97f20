from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Prepared, Refused, Sent
from smmgen.apis import youtube
from smmgen.model.brand import Account
from smmgen.model.variant import Variant
from smmgen.networks.youtube import ADAPTER
from tests.networks.script import NOW, Answer, Script, answer, film, picture, sending, with_options

YT = Account(
    name="yt",
    network="youtube",
    options={"client_id": "app"},
    secrets={"client_secret": "YT_SECRET", "refresh_token": "YT_TOKEN"},
    language="en",
)
TOKEN = answer(body={"access_token": "short", "expires_in": 3599, "scope": "https://x/auth/youtube.upload"})
VIDEO = "abcDEF12_-x"
URL = f"https://www.youtube.com/watch?v={VIDEO}"
BEGUN = answer(200, b"", location="https://up.example/1")
TAKEN = answer(201, {"id": VIDEO})
NONE = answer(body={"items": []})


def shown(privacy: str = "public") -> Answer:
    return answer(body={"id": VIDEO, "status": {"privacyStatus": privacy}})


def error(status: int, reason: str = "") -> Answer:
    errors = [{"reason": reason, "message": "Said"}] if reason else []
    return answer(status, {"error": {"code": status, "message": "Said", "errors": errors}})


def asked(script: Script) -> list[str]:
    """Return each call with its query."""
    return [
        path + (f"?{urlencode(dict(one.query))}" if one.query else "")
        for path, one in zip(script.paths, script.requests, strict=True)
    ]


def prepared(*answers: Answer, account: Account = YT, **what: Any) -> tuple[Any, Script]:
    script = Script(account, (TOKEN, *answers))
    what.setdefault("video", film())
    assert ADAPTER.prepare
    return ADAPTER.prepare(script, sending(ADAPTER, account, title="Roast", **what)), script


def sent(*answers: Answer, account: Account = YT, **what: Any) -> tuple[Any, Script]:
    script = Script(account, (TOKEN, *answers))
    what = {"title": "Roast", "handle": VIDEO, "video": film(), **what}
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def test_the_video_is_uploaded_for_nobody_to_see() -> None:
    made, script = prepared(BEGUN, TAKEN, tags=("coffee", "cold brew"))
    token, begun, put = script.requests
    assert made == Prepared(VIDEO)
    assert not any(one.is_visible for one in script.requests)
    assert asked(script)[1:] == [
        "POST /upload/youtube/v3/videos?uploadType=resumable&part=snippet%2Cstatus&notifySubscribers=true",
        "PUT https://up.example/1",
    ]
    assert token.form == {
        "client_id": "app",
        "client_secret": "the-client_secret",
        "refresh_token": "the-refresh_token",
        "grant_type": "refresh_token",
    }
    assert begun.headers == {
        "Authorization": "Bearer short",
        "X-Upload-Content-Type": "video/mp4",
        "X-Upload-Content-Length": "4",
    }
    assert begun.json["status"]["privacyStatus"] == "private"
    assert begun.json["snippet"] == {
        "title": "Roast",
        "description": "All beans must go.",
        "tags": ["coffee", "cold brew"],
        "categoryId": "22",
        "defaultLanguage": "en",
    }
    assert (put.headers["Content-Range"], put.content) == ("bytes 0-3/4", b"jpeg")


def test_a_post_may_say_more_of_its_video() -> None:
    account = with_options(YT, category=26, made_for_kids=True, altered=True, paid=True, notify=False)
    _, script = prepared(BEGUN, TAKEN, account=account)
    body = script.requests[1].json
    assert body["snippet"]["categoryId"] == "26"
    assert (body["status"]["selfDeclaredMadeForKids"], body["status"]["containsSyntheticMedia"]) == (
        True,
        True,
    )
    assert body["paidProductPlacementDetails"] == {"hasPaidProductPlacement": True}
    assert script.requests[1].query["notifySubscribers"] == "false"


def test_a_long_film_goes_in_pieces_and_goes_on_where_youtube_says() -> None:
    size = youtube.PIECE + 10
    more = answer(308, b"", range=f"bytes=0-{youtube.PIECE - 11}")
    _, script = prepared(BEGUN, more, TAKEN, read=lambda file: b"x" * size)
    assert [one.headers["Content-Range"] for one in script.requests[2:]] == [
        f"bytes 0-{youtube.PIECE - 1}/{size}",
        f"bytes {youtube.PIECE - 10}-{size - 1}/{size}",
    ]


@pytest.mark.parametrize("fault", [Broken("cut"), NotReached("no"), answer(503)])
def test_a_piece_whose_end_was_not_seen_is_asked_about(fault: Answer) -> None:
    made, script = prepared(BEGUN, fault, answer(308, b"", range="bytes=0-1"), TAKEN)
    assert made == Prepared(VIDEO)
    assert [one.headers["Content-Range"] for one in script.requests[3:]] == ["bytes */4", "bytes 2-3/4"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((error(400, "invalidTitle"),), Refused),
        ((error(403, "quotaExceeded"),), NotSent),
        ((BEGUN, answer(308, b""), Broken("cut"), answer(308, b""), Broken("cut"), Broken("cut")), NotSent),
        ((answer(200, b""),), NotSent),
        ((BEGUN, answer(201, {})), NotSent),
        ((BEGUN, error(400, "invalidFilename")), NotSent),
    ],
)
def test_nothing_is_public_after_a_failed_upload(said: tuple[Answer, ...], expected: type[Any]) -> None:
    if len(said) == 2 and said[1] == error(400, "invalidFilename"):
        said, expected = (*said, said[1], said[1], said[1]), Refused
    made, script = prepared(*said)
    assert type(made) is expected
    assert not any(one.is_visible for one in script.requests)


def test_one_call_shows_the_video_after_its_cover_and_playlist() -> None:
    account = with_options(YT, playlist="PLx")
    outcome, script = sent(answer(), NONE, answer(), shown(), account=account, thumbnail=picture())
    assert outcome == Sent(VIDEO, URL)
    assert asked(script)[1:] == [
        f"POST /upload/youtube/v3/thumbnails/set?videoId={VIDEO}&uploadType=media",
        f"GET /youtube/v3/playlistItems?part=id&playlistId=PLx&videoId={VIDEO}",
        "POST /youtube/v3/playlistItems?part=snippet",
        "PUT /youtube/v3/videos?part=status",
    ]
    assert [one.is_visible for one in script.requests] == [False] * 4 + [True]
    assert (script.requests[1].content, script.requests[1].headers["Content-Type"]) == (b"jpeg", "image/jpeg")
    resource = {"kind": "youtube#video", "videoId": VIDEO}
    assert script.requests[3].json == {"snippet": {"playlistId": "PLx", "resourceId": resource}}
    assert script.requests[4].json["status"]["privacyStatus"] == "public"


def test_a_video_is_not_put_into_a_playlist_twice() -> None:
    there = answer(body={"items": [{"id": "one"}]})
    _, script = sent(there, shown(), account=with_options(YT, playlist="PLx"))
    assert [one.method for one in script.requests] == ["POST", "GET", "PUT"]


def test_an_unlisted_video_is_no_public_one() -> None:
    outcome, script = sent(shown("unlisted"), account=with_options(YT, privacy="unlisted"))
    assert isinstance(outcome, Sent)
    assert script.requests[-1].json["status"]["privacyStatus"] == "unlisted"


def test_a_project_without_an_audit_is_told_so() -> None:
    outcome, _ = sent(shown("private"))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "audit" in outcome.why


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(500), Ambiguous),
        (answer(200, b""), Ambiguous),
        (error(400, "invalidTitle"), Refused),
        (error(403, "forbidden"), Refused),
        (error(404, "videoNotFound"), Refused),
        (error(403, "rateLimitExceeded"), NotSent),
    ],
)
def test_outcomes_of_the_visible_call(said: Answer, expected: type[Any]) -> None:
    assert type(sent(said)[0]) is expected


@pytest.mark.parametrize("reason", ["quotaExceeded", "dailyLimitExceeded", "uploadLimitExceeded"])
def test_the_days_quota_is_waited_for(reason: str) -> None:
    outcome, _ = sent(error(403, reason))
    assert isinstance(outcome, NotSent)
    assert (outcome.not_before, outcome.is_account_wide) == (datetime(2026, 12, 2, 8, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "reason", ["youtubeSignupRequired", "accessNotConfigured", "insufficientPermissions"]
)
def test_a_fault_of_the_account_costs_no_attempt(reason: str) -> None:
    outcome, _ = sent(error(403, reason))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide


def test_a_dead_refresh_token_says_where_the_new_one_goes() -> None:
    script = Script(YT, [answer(400, {"error": "invalid_grant", "error_description": "Expired."})])
    outcome = ADAPTER.send(script, sending(ADAPTER, YT, handle=VIDEO, video=film()))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert "YT_SECRET and YT_TOKEN" in outcome.why
    assert "seven days" in outcome.why


def test_a_token_is_asked_for_once_in_a_run_and_again_when_it_ends() -> None:
    script = Script(YT, [TOKEN, shown(), shown(), TOKEN, shown()])
    for _ in range(2):
        ADAPTER.send(script, sending(ADAPTER, YT, handle=VIDEO, video=film()))
    script.now = lambda: NOW + timedelta(hours=1)  # type: ignore[method-assign]
    ADAPTER.send(script, sending(ADAPTER, YT, handle=VIDEO, video=film()))
    assert [path.partition("?")[0].rpartition("/")[2] for path in script.paths] == [
        "token", "videos", "videos", "token", "videos"
    ]  # fmt: skip


def state(**status: str) -> Answer:
    return answer(body={"items": [{"id": VIDEO, "status": status}]})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (state(privacyStatus="public", uploadStatus="processed"), Sent(VIDEO, URL)),
        (state(privacyStatus="unlisted", uploadStatus="uploaded"), Sent(VIDEO, URL)),
        (state(privacyStatus="private", uploadStatus="uploaded"), "unpublished"),
        (state(privacyStatus="private", uploadStatus="failed"), "gone"),
        (state(privacyStatus="private", uploadStatus="rejected"), "unknown"),
        (NONE, "unknown"),
        (error(500), "unknown"),
        (Broken("cut"), "unknown"),
    ],
)
def test_what_became_of_an_upload(said: Answer, expected: Any) -> None:
    assert ADAPTER.inspect
    assert ADAPTER.inspect(Script(YT, [TOKEN, said]), VIDEO) == expected


def test_a_first_comment_stands_below_the_video() -> None:
    outcome, script = sent(
        answer(body={"id": "Ugx"}),
        markdown="Order here.",
        is_comment=True,
        number=1,
        thread=(VIDEO,),
        handle="",
    )
    assert outcome == Sent("Ugx", f"{URL}&lc=Ugx")
    top = {"snippet": {"textOriginal": "Order here."}}
    assert script.requests[1].json == {"snippet": {"videoId": VIDEO, "topLevelComment": top}}


def test_an_edit_keeps_the_category() -> None:
    script = Script(YT, [TOKEN, answer(body={"id": VIDEO})])
    assert ADAPTER.edit
    outcome = ADAPTER.edit(script, sending(ADAPTER, YT, "New.", title="Roast", video=film()), VIDEO)
    assert outcome == Sent(VIDEO, URL)
    assert asked(script)[1] == "PUT /youtube/v3/videos?part=snippet"
    assert script.requests[1].json["snippet"]["categoryId"] == "22"


def test_a_comment_that_is_gone_cannot_be_edited() -> None:
    script = Script(YT, [TOKEN, error(404, "commentNotFound")])
    assert ADAPTER.edit
    outcome = ADAPTER.edit(script, sending(ADAPTER, YT, "New.", is_comment=True), "UgxComment.1")
    assert isinstance(outcome, Refused)


@pytest.mark.parametrize(("name", "place"), [(VIDEO, "videos"), ("UgxComment.1", "comments")])
@pytest.mark.parametrize("said", [answer(204, b""), error(404, "videoNotFound")])
def test_what_is_gone_is_retracted(name: str, place: str, said: Answer) -> None:
    script = Script(YT, [TOKEN, said])
    assert ADAPTER.retract
    assert ADAPTER.retract(script, name) == Sent(name, "")
    assert asked(script)[1] == f"DELETE /youtube/v3/{place}?id={name}"


def item(video: str, privacy: str) -> Mapping[str, Any]:
    snippet = {
        "resourceId": {"videoId": video},
        "publishedAt": "2026-12-01T09:00:05Z",
        "description": "Beans.",
    }
    return {"snippet": snippet, "status": {"privacyStatus": privacy}}


def test_own_videos_are_found_but_not_private_ones() -> None:
    lists = {"contentDetails": {"relatedPlaylists": {"uploads": "UUx"}}}
    items = [item(VIDEO, "public"), item("aaaaaaaaaaa", "private")]
    script = Script(YT, [TOKEN, answer(body={"items": [lists]}), answer(body={"items": items})])
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(script, 10)
    assert (found.remote_id, found.text, found.at, found.url) == (VIDEO, "Beans.", NOW, URL)
    with pytest.raises(Broken):
        ADAPTER.recent(Script(YT, [TOKEN, error(500)]), 10)


def test_the_doctor_learns_of_scopes_and_the_audit() -> None:
    channel = {"snippet": {"title": "Northwind", "customUrl": "@northwind"}}
    assert ADAPTER.identify
    who = ADAPTER.identify(Script(YT, [TOKEN, answer(body={"items": [channel]})]))
    assert isinstance(who, Identity)
    assert (who.name, who.url) == ("Northwind", "https://www.youtube.com/@northwind")
    assert who.missing == ("`youtube.force-ssl`: sign in again with it",)
    assert "audit" in who.notes[0]


def test_cyrillic_letters_are_two_bytes() -> None:
    message = sending(ADAPTER, YT, "Зёрна").content.message
    assert message.length == 10


@pytest.mark.parametrize(
    ("what", "codes"),
    [
        ({}, []),
        ({"markdown": "5 < 6"}, ["YTB001"]),
        ({"title": "a > b"}, ["YTB001"]),
        ({"markdown": "5 < 6", "is_comment": True}, []),
        ({"tags": tuple(f"tag {number:03}" for number in range(60))}, ["YTB002"]),
        ({"tags": tuple(f"tag{number:03}" for number in range(50))}, []),
    ],
)
def test_what_only_youtube_minds(what: Any, codes: list[str]) -> None:
    message = sending(ADAPTER, YT, **what).content.message
    variant = Variant(post="sale", account="yt", network="youtube", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, YT)] == codes
