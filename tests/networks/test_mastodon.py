from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.adapter import Ambiguous, Broken, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.apis.answers import Stopped
from smmgen.apis.mastodon import POLLS, focus_of, upload
from smmgen.model.brand import Account
from smmgen.model.variant import Written
from smmgen.networks.mastodon import ADAPTER
from tests.networks.script import NOW, Answer, Script, answer, picture, sending, with_options

MASTO = Account(
    name="masto", network="mastodon", secrets={"token": "MASTODON_TOKEN"}, base_url="https://net.example"
)
STATUS = {"id": "110", "url": "https://net.example/@northwind/110"}


def published(*answers: Answer, account: Account = MASTO, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def test_a_text_is_one_call_under_its_key() -> None:
    outcome, script = published(answer(body=STATUS))
    (request,) = script.requests
    assert outcome == Sent("110", STATUS["url"])
    assert (request.method, request.url) == ("POST", "https://net.example/api/v1/statuses")
    assert request.is_visible
    assert request.headers["Authorization"] == "Bearer the-token"
    assert len(request.headers["Idempotency-Key"]) == 64
    assert request.json == {"status": "All beans must go.", "visibility": "public", "language": "en"}


def test_the_key_is_the_same_whenever_and_differs_for_each_delivery() -> None:
    keys = [
        published(answer(body=STATUS), **what)[1].requests[0].headers["Idempotency-Key"]
        for what in ({}, {"markdown": "Other."}, {"number": 1}, {"post": "other"})
    ]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_pictures_are_uploaded_with_their_text_and_focus_before_anything_is_seen() -> None:
    outcome, script = published(
        answer(body={"id": "m0"}),
        answer(body={"id": "m1"}),
        answer(body=STATUS),
        files=(picture(0, (0.4, 0.3)), picture(1)),
    )
    assert isinstance(outcome, Sent)
    assert [request.is_visible for request in script.requests] == [False, False, True]
    assert script.requests[0].form == {"focus": "-0.20,0.40", "description": "A bag of beans, number 0"}
    assert script.requests[0].files == (("file", ("beans-0.jpg", b"jpeg", "image/jpeg")),)
    assert script.requests[2].json["media_ids"] == ["m0", "m1"]


@pytest.mark.parametrize(
    ("point", "written"),
    [
        ((0.5, 0.5), "0.00,0.00"),
        ((0, 0), "-1.00,1.00"),
        ((1, 1), "1.00,-1.00"),
        ((0.499, 0.501), "0.00,0.00"),
    ],
)
def test_the_focus_is_told_from_the_centre(point: tuple[float, float], written: str) -> None:
    assert focus_of(point) == written


def test_a_picture_in_processing_is_waited_for() -> None:
    script = Script(MASTO, [answer(202, {"id": "m"}), answer(206), answer(206), answer(200, {"id": "m"})])
    pauses: list[float] = []
    assert upload(script, ("a.jpg", b"", "image/jpeg"), "", (0.5, 0.5), pauses.append) == "m"
    assert script.paths[1:] == ["GET /api/v1/media/m"] * 3
    assert len(pauses) == 2


def test_a_picture_that_never_gets_ready_is_tried_later() -> None:
    script = Script(MASTO, [answer(202, {"id": "m"}), *[answer(206)] * POLLS])
    with pytest.raises(Stopped) as stop:
        upload(script, ("a.jpg", b"", "image/jpeg"), "", (0.5, 0.5), lambda seconds: None)
    assert isinstance(stop.value.outcome, NotSent)
    assert stop.value.outcome.not_before


def test_later_parts_of_a_thread_answer_and_stay_out_of_the_timelines() -> None:
    _, script = published(answer(body=STATUS), number=2, thread=("108", "109"), reply_to="1")
    assert script.requests[0].json["in_reply_to_id"] == "109"
    assert script.requests[0].json["visibility"] == "unlisted"


@pytest.mark.parametrize(
    ("options", "number", "expected"),
    [
        ({"visibility": "private"}, 1, "private"),
        ({"visibility": "unlisted"}, 0, "unlisted"),
        ({"thread_visibility": "public"}, 1, "public"),
    ],
)
def test_visibility_is_the_accounts(options: dict[str, str], number: int, expected: str) -> None:
    _, script = published(answer(body=STATUS), account=with_options(MASTO, **options), number=number)
    assert script.requests[0].json["visibility"] == expected


def test_a_content_warning_is_told_and_counted() -> None:
    account = with_options(MASTO, content_warning="Coffee")
    _, script = published(answer(body=STATUS), account=account)
    assert script.requests[0].json["spoiler_text"] == "Coffee"
    assert ADAPTER.count(Written("abc", "abc"), account) == 9


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no connection"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(422, {"error": "Validation failed: Text limit exceeded"}), Refused),
        (answer(404, {"error": "Record not found"}), Refused),
        (answer(401, {"error": "The access token is invalid"}), NotSent),
        (answer(429, x_ratelimit_reset="2026-12-01T09:30:00.5Z"), NotSent),
        (answer(500), Ambiguous),
        (answer(503), Ambiguous),
        (answer(200, b""), Ambiguous),
        (answer(200, {"id": 110}), Ambiguous),
    ],
)
def test_outcomes_of_the_visible_call(said: Answer, expected: type[Outcome]) -> None:
    assert type(published(said)[0]) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (Broken("cut"), NotSent),
        (answer(500), NotSent),
        (answer(401), NotSent),
        (answer(422), Refused),
        (answer(413), Refused),
        (answer(200, {}), NotSent),
    ],
)
def test_nothing_is_public_after_a_failed_upload(said: Answer, expected: type[Outcome]) -> None:
    outcome, script = published(said, files=(picture(),))
    assert type(outcome) is expected
    assert not any(request.is_visible for request in script.requests)


def test_a_limit_says_when_to_come_back() -> None:
    outcome, _ = published(answer(429, x_ratelimit_reset="2026-12-01T09:30:00Z"))
    assert isinstance(outcome, NotSent)
    assert outcome.not_before == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("👩‍👩‍👧‍👦 e\u0301", 3),
        ("see https://northwind.example/a/very/long/path?with=parameters#and-more now", 31),
        ("(https://northwind.example/a).", 26),
        ("www.northwind.example", 21),
        ("@anna@social.example hi", 8),
        ("@anna hi", 8),
        ("mail anna@social.example", 24),
        ("https://social.example/@anna@other.example", 23),
        ("https://a.example https://b.example", 47),
    ],
)
def test_counting(text: str, length: int) -> None:
    assert ADAPTER.count(Written(text, text), MASTO) == length


@given(st.text(st.characters(blacklist_categories=("Cs",))))
def test_the_whole_count_is_never_less(text: str) -> None:
    whole = with_options(MASTO, counting="whole")
    short = Written(text, text)
    assert ADAPTER.count(short, whole) == len(text)
    assert ADAPTER.count(short, MASTO) <= len(text)


def nodeinfo(name: str) -> list[Answer]:
    links = [{"rel": "http://nodeinfo.diaspora.software/ns/schema/2.0", "href": "https://net.example/n/2.0"}]
    return [answer(body={"links": links}), answer(body={"software": {"name": name}})]


@pytest.mark.parametrize(
    ("answers", "options", "expected"),
    [
        (nodeinfo("mastodon"), {}, "windowed"),
        (nodeinfo("Hometown"), {}, "windowed"),
        (nodeinfo("gotosocial"), {}, "blind"),
        (nodeinfo("gotosocial"), {"idempotency": "trust"}, "windowed"),
        ([answer(404)], {}, "blind"),
        ([NotReached("no connection")], {}, "blind"),
        ([answer(body={"links": []})], {}, "blind"),
    ],
)
def test_the_key_is_trusted_only_where_the_server_keeps_it(
    answers: list[Answer], options: dict[str, str], expected: str
) -> None:
    assert ADAPTER.class_now
    script = Script(with_options(MASTO, **options), answers)
    assert ADAPTER.class_now(script) == expected
    assert not any("Authorization" in request.headers for request in script.requests)


def test_own_posts_are_read_as_they_were_written() -> None:
    status = {
        **STATUS,
        "created_at": "2026-12-01T09:00:05.000Z",
        "content": '<p>All &amp; more<br/>for <span class="h-card"><a href="https://s.example/@anna" class="u-url mention">@<span>anna</span></a></span></p><p>See <a href="https://northwind.example/sale"><span class="invisible">https://</span><span class="ellipsis">northwind.example/s</span><span class="invisible">ale</span></a></p>',
        "mentions": [{"url": "https://s.example/@anna", "acct": "anna@s.example"}],
        "media_attachments": [{}, {}],
    }
    script = Script(MASTO, [answer(body={"id": "1"}), answer(body=[status])])
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(script, 100)
    assert found.text == "All & more\nfor @anna@s.example\n\nSee https://northwind.example/sale"
    assert (found.remote_id, found.images, found.at) == ("110", 2, NOW)
    assert script.requests[1].query == {"exclude_reblogs": True, "limit": 40}


def test_own_posts_that_cannot_be_read_are_no_empty_list() -> None:
    assert ADAPTER.recent
    with pytest.raises(Broken):
        ADAPTER.recent(Script(MASTO, [answer(body={"id": "1"}), answer(503)]), 40)
