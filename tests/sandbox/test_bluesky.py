from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import POST, SECRET, Bluesky, Moment, image, noise, record, shown

KEY = "3lc2a4bqw3s2a"
LATER = "3lc2a4bqw3s2b"


def test_a_sign_in_makes_the_account(bluesky: Bluesky) -> None:
    session = bluesky.sign_in().json()
    assert session["did"].startswith("did:plc:")
    assert session["handle"] == "northwind.example"
    service = session["didDoc"]["service"][0]
    assert (service["id"], service["serviceEndpoint"]) == (
        "#atproto_pds",
        f"{bluesky.client.base_url}/bluesky".replace("//bluesky", "/bluesky"),
    )
    found = bluesky.get("com.atproto.identity.resolveHandle", handle="northwind.example").json()
    assert found == {"did": session["did"]}


@pytest.mark.parametrize(
    ("handle", "password"),
    [("northwind.example", "wrong"), ("northwind", SECRET), ("did:plc:nobody", SECRET)],
)
def test_a_wrong_sign_in_is_refused(client: httpx.Client, handle: str, password: str) -> None:
    answer = Bluesky(client, handle).sign_in(password)
    assert (answer.status_code, answer.json()) == (
        401,
        {"error": "AuthenticationRequired", "message": "Invalid identifier or password"},
    )


def test_a_sign_in_needs_its_fields(client: httpx.Client) -> None:
    answer = client.post("/bluesky/xrpc/com.atproto.server.createSession", json={"identifier": "a.example"})
    assert answer.json() == {"error": "InvalidRequest", "message": 'Missing required key "password" at $'}


def test_an_unknown_handle_is_not_resolved(bluesky: Bluesky) -> None:
    answer = bluesky.get("com.atproto.identity.resolveHandle", handle="nobody.example")
    assert (answer.status_code, answer.json()["message"]) == (400, "Unable to resolve handle")


@pytest.mark.parametrize(
    ("headers", "status", "error"),
    [
        ({}, 401, "AuthMissing"),
        ({"authorization": "Basic nonsense"}, 400, "InvalidToken"),
        ({"authorization": "Bearer nonsense"}, 400, "InvalidToken"),
        ({"authorization": "Bearer a.e30.c"}, 400, "InvalidToken"),
    ],
)
def test_a_call_needs_a_token(client: httpx.Client, headers: dict[str, str], status: int, error: str) -> None:
    answer = client.get("/bluesky/xrpc/com.atproto.server.getSession", headers=headers)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


@pytest.mark.parametrize(("minutes", "status"), [(119, 200), (121, 400)])
def test_a_token_is_good_for_two_hours(bluesky: Bluesky, moment: Moment, minutes: int, status: int) -> None:
    headers = bluesky.token()
    moment.shift = timedelta(minutes=minutes)
    answer = bluesky.client.get("/bluesky/xrpc/com.atproto.server.getSession", headers=headers)
    assert answer.status_code == status
    assert answer.json().get("error", "ExpiredToken") == "ExpiredToken"


def test_a_session_is_refreshed_with_the_other_token(bluesky: Bluesky, moment: Moment) -> None:
    path = "/bluesky/xrpc/com.atproto.server.refreshSession"
    access, refresh = bluesky.token(), bluesky.token("refreshJwt")
    assert bluesky.client.post(path, headers=access).json()["error"] == "InvalidToken"
    moment.shift = timedelta(days=89)
    fresh = bluesky.client.post(path, headers=refresh).json()
    bluesky.session = fresh
    assert bluesky.repo("createRecord", record=record()).status_code == 200


def test_a_post_is_written_and_read(bluesky: Bluesky) -> None:
    made = bluesky.repo("createRecord", record=record("Hello"), rkey=KEY, validate=True).json()
    did = bluesky.session["did"]
    assert made["uri"] == f"at://{did}/{POST}/{KEY}"
    assert made["validationStatus"] == "valid"
    assert set(made["commit"]) == {"cid", "rev"}
    for repo in (did, "northwind.example"):
        found = bluesky.get("com.atproto.repo.getRecord", repo=repo, collection=POST, rkey=KEY).json()
        assert found == {"uri": made["uri"], "cid": made["cid"], "value": record("Hello")}
    (post,) = shown(bluesky.client)
    assert (post["text"], post["url"]) == ("Hello", f"https://bsky.app/profile/{did}/post/{KEY}")


def test_what_is_not_there_is_not_found(bluesky: Bluesky) -> None:
    bluesky.token()
    answer = bluesky.get("com.atproto.repo.getRecord", repo=bluesky.handle, collection=POST, rkey=KEY)
    assert (answer.status_code, answer.json()["error"]) == (400, "RecordNotFound")
    answer = bluesky.get("com.atproto.repo.getRecord", repo="nobody.example", collection=POST, rkey=KEY)
    assert (answer.status_code, answer.json()["error"]) == (400, "InvalidRequest")


def test_a_create_on_a_taken_key_is_a_plain_500(bluesky: Bluesky) -> None:
    bluesky.repo("createRecord", record=record("a"), rkey=KEY)
    for text in ("a", "b"):
        again = bluesky.repo("createRecord", record=record(text), rkey=KEY)
        assert (again.status_code, again.json()["error"]) == (500, "InternalServerError")
    assert [post["text"] for post in shown(bluesky.client)] == ["a"]


@pytest.mark.parametrize("key", ["a", "3lc2a4bqw3s20", "zlc2a4bqw3s2a", "3lc2a4bqw3s2aa", "self"])
def test_a_posts_key_is_a_tid(bluesky: Bluesky, key: str) -> None:
    answer = bluesky.repo("putRecord", record=record(), rkey=key)
    assert (answer.status_code, answer.json()["error"]) == (400, "InvalidRequest")


def test_a_key_is_made_where_none_is_given(bluesky: Bluesky) -> None:
    keys = [bluesky.good()["uri"].rpartition("/")[2] for _ in range(3)]
    assert keys == sorted(set(keys))
    assert all(len(key) == 13 for key in keys)


def put(bluesky: Bluesky, text: str, **swap: Any) -> tuple[int, str, bool]:
    answer = bluesky.repo("putRecord", record=record(text), rkey=KEY, validate=True, **swap)
    return answer.status_code, answer.json().get("error", ""), "commit" in answer.json()


def test_put_with_a_null_swap_creates_once_and_never_overwrites(bluesky: Bluesky) -> None:
    assert put(bluesky, "a", swapRecord=None) == (200, "", True)
    assert put(bluesky, "a", swapRecord=None) == (200, "", False)
    assert put(bluesky, "b", swapRecord=None) == (400, "InvalidSwap", False)
    assert [post["text"] for post in shown(bluesky.client)] == ["a"]


def test_put_without_a_swap_overwrites(bluesky: Bluesky) -> None:
    assert put(bluesky, "a") == (200, "", True)
    assert put(bluesky, "b") == (200, "", True)
    assert [post["text"] for post in shown(bluesky.client)] == ["b"]


def test_put_with_a_cid_overwrites_that_record_only(bluesky: Bluesky) -> None:
    first = bluesky.repo("putRecord", record=record("a"), rkey=KEY).json()["cid"]
    assert put(bluesky, "b", swapRecord=first) == (200, "", True)
    assert put(bluesky, "c", swapRecord=first) == (400, "InvalidSwap", False)


def test_the_same_record_has_the_same_cid(bluesky: Bluesky) -> None:
    cids = {bluesky.repo("putRecord", record=record("a"), rkey=key).json()["cid"] for key in (KEY, LATER)}
    assert len(cids) == 1
    assert cids.pop().startswith("bafyrei")


def test_another_repo_is_not_ours(bluesky: Bluesky) -> None:
    answer = bluesky.repo("createRecord", record=record(), repo="other.example")
    assert (answer.status_code, answer.json()["error"]) == (403, "AccountNotFound")


def test_a_delete_may_be_repeated_and_frees_the_key(bluesky: Bluesky) -> None:
    bluesky.repo("createRecord", record=record(), rkey=KEY)
    assert "commit" in bluesky.repo("deleteRecord", rkey=KEY).json()
    assert bluesky.repo("deleteRecord", rkey=KEY).json() == {}
    assert shown(bluesky.client) == []
    assert bluesky.repo("createRecord", record=record(), rkey=KEY).status_code == 200


def test_records_are_listed_the_newest_key_first(bluesky: Bluesky) -> None:
    keys = [f"3lc2a4bqw3s2{letter}" for letter in "abcd"]
    for key in (keys[2], keys[0], keys[3], keys[1]):
        bluesky.repo("createRecord", record=record(key), rkey=key)

    def page(**asked: Any) -> tuple[list[str], str]:
        found = bluesky.get(
            "com.atproto.repo.listRecords", repo=bluesky.handle, collection=POST, **asked
        ).json()
        return [one["value"]["text"] for one in found["records"]], found.get("cursor", "")

    first, cursor = page(limit=3)
    assert first == keys[:0:-1]
    assert page(limit=3, cursor=cursor)[0] == [keys[0]]
    assert page(reverse="true")[0] == keys


@pytest.mark.parametrize("limit", ["0", "101", "x"])
def test_a_list_is_at_most_100_long(bluesky: Bluesky, limit: str) -> None:
    bluesky.token()
    answer = bluesky.get("com.atproto.repo.listRecords", repo=bluesky.handle, collection=POST, limit=limit)
    assert (answer.status_code, answer.json()["error"]) == (400, "InvalidRequest")


def write(rkey: str, value: dict[str, Any], kind: str = "create") -> dict[str, Any]:
    return {
        "$type": f"com.atproto.repo.applyWrites#{kind}",
        "collection": POST,
        "rkey": rkey,
        **({"value": value} if kind != "delete" else {}),
    }


def test_several_writes_are_one(bluesky: Bluesky) -> None:
    answer = bluesky.repo("applyWrites", writes=[write(KEY, record("a")), write(LATER, record("b"))]).json()
    assert [one["$type"] for one in answer["results"]] == ["com.atproto.repo.applyWrites#createResult"] * 2
    bluesky.repo("applyWrites", writes=[write(KEY, record("c"), "update"), write(LATER, {}, "delete")])
    assert [post["text"] for post in shown(bluesky.client)] == ["c"]


@pytest.mark.parametrize(
    ("second", "status"),
    [
        (write(LATER, record("x" * 301)), 400),
        (write(KEY, record("b")), 500),
        (write(LATER, record("b"), "update"), 500),
        ({"collection": POST}, 400),
    ],
)
def test_one_bad_write_refuses_all(bluesky: Bluesky, second: dict[str, Any], status: int) -> None:
    answer = bluesky.repo("applyWrites", writes=[write(KEY, record("a")), second], validate=True)
    assert answer.status_code == status
    assert shown(bluesky.client) == []


def test_at_most_200_writes(bluesky: Bluesky) -> None:
    writes = [write(f"3lc2a4bqw{a}s2{b}", record()) for a in "abcdefghijklmno" for b in "abcdefghijklmn"]
    assert bluesky.repo("applyWrites", writes=writes[:201]).status_code == 400
    assert bluesky.repo("applyWrites", writes=writes[:200]).status_code == 200


def test_a_blob_is_what_its_bytes_are(bluesky: Bluesky) -> None:
    blob = bluesky.blob(image(kind="PNG"), "text/plain").json()["blob"]
    assert (blob["$type"], blob["mimeType"], blob["size"]) == ("blob", "image/png", len(image(kind="PNG")))
    assert blob["ref"]["$link"].startswith("bafkrei")
    assert bluesky.blob(image(kind="PNG")).json()["blob"] == blob


@pytest.mark.parametrize(("size", "status"), [(5 * 1024 * 1024, 200), (5 * 1024 * 1024 + 1, 413)])
def test_an_upload_is_at_most_5_mib(bluesky: Bluesky, size: int, status: int) -> None:
    assert bluesky.blob(noise(size)).status_code == status


def test_other_views_are_not_here(bluesky: Bluesky) -> None:
    answer = bluesky.get("app.bsky.feed.getLikes", uri="at://x")
    assert (answer.status_code, answer.json()["error"]) == (502, "UpstreamFailure")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "com.atproto.repo.createRecord", 400),
        ("POST", "com.atproto.repo.getRecord", 400),
        ("GET", "com.atproto.nothing.here", 501),
    ],
)
def test_a_wrong_method_is_refused(client: httpx.Client, method: str, path: str, status: int) -> None:
    assert client.request(method, f"/bluesky/xrpc/{path}").status_code == status


def test_the_rate_limit_is_told_in_unix_seconds(bluesky: Bluesky, moment: Moment) -> None:
    answer = bluesky.sign_in()
    assert answer.headers["ratelimit-policy"] == "30;w=300"
    assert 0 < int(answer.headers["ratelimit-reset"]) - moment().timestamp() <= 300


def test_a_record_of_an_unknown_kind_is_kept_unless_checked(bluesky: Bluesky) -> None:
    given = {"collection": "com.example.thing", "record": {"$type": "com.example.thing"}, "rkey": "a"}
    assert bluesky.repo("createRecord", **given).json()["validationStatus"] == "unknown"
    answer = bluesky.repo("createRecord", **given, validate=True)
    assert answer.json()["message"] == "Unknown lexicon type: com.example.thing"


def test_a_record_of_another_kind_is_kept_but_is_no_post(bluesky: Bluesky) -> None:
    gate = {
        "$type": "app.bsky.feed.threadgate",
        "post": "at://a.example",
        "createdAt": "2026-12-01T10:00:00Z",
    }
    answer = bluesky.repo("createRecord", collection="app.bsky.feed.threadgate", rkey=KEY, record=gate)
    assert answer.json()["validationStatus"] == "valid"
    assert shown(bluesky.client) == []
    del gate["post"]
    bad = bluesky.repo("putRecord", collection="app.bsky.feed.threadgate", rkey=KEY, record=gate)
    assert bad.json()["message"].endswith('Missing required key "post" at $.record')
