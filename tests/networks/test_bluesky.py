from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.adapter import Ambiguous, Broken, NotReached, NotSent, Outcome, Refused, Sent
from smmgen.model.brand import Account
from smmgen.model.delivery import DeliveryId
from smmgen.model.variant import LinkCard, Variant, Written
from smmgen.networks.bluesky import ADAPTER
from tests.networks.script import DUE, NOW, Answer, Script, answer, picture, sending

BSKY = Account(
    name="bsky",
    network="bluesky",
    options={"handle": "northwind.example"},
    handle="northwind.example",
    secrets={"password": "BLUESKY_PASSWORD"},
    language="en",
)
DID = "did:plc:abc"
TOKENS = {"did": DID, "accessJwt": "a1", "refreshJwt": "r1"}
KEY = ADAPTER.key(DeliveryId("bsky", "sale"), DUE)
URI = f"at://{DID}/app.bsky.feed.post/{KEY}"
SENT = Sent(URI, f"https://bsky.app/profile/{DID}/post/{KEY}")
SIGNED_IN = answer(body=TOKENS)


def put(number: int = 0) -> Answer:
    key = ADAPTER.key(DeliveryId("bsky", "sale", number), DUE)
    return answer(body={"uri": f"at://{DID}/app.bsky.feed.post/{key}", "cid": "c1"})


PUT = put()
BLOB = answer(body={"blob": {"$type": "blob", "ref": {"$link": "b1"}}})


def stored(text: str = "All beans must go.", **value: Any) -> Answer:
    return answer(body={"uri": URI, "cid": "c1", "value": {"text": text, **value}})


def published(*answers: Answer, account: Account = BSKY, **what: Any) -> tuple[Outcome, Script]:
    script = Script(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, **what)), script


def record(script: Script) -> dict[str, Any]:
    (request,) = [request for request in script.requests if request.is_visible]
    found: dict[str, Any] = request.json["record"]
    return found


def test_a_text_is_put_under_our_own_key() -> None:
    outcome, script = published(SIGNED_IN, PUT)
    assert outcome == SENT
    assert script.requests[0].json == {"identifier": "northwind.example", "password": "the-password"}
    request = script.requests[1]
    assert request.headers["Authorization"] == "Bearer a1"
    assert request.json == {
        "repo": DID,
        "collection": "app.bsky.feed.post",
        "rkey": KEY,
        "validate": True,
        "swapRecord": None,
        "record": {
            "$type": "app.bsky.feed.post",
            "text": "All beans must go.",
            "createdAt": "2026-12-01T09:00:05.000Z",
            "langs": ["en"],
        },
    }


def test_links_hashtags_and_mentions_are_facets_in_bytes() -> None:
    text = "Ж [sale](https://a.example/x) #coffee @anna.example @nobody.example @plain"
    _, script = published(SIGNED_IN, answer(body={"did": "did:plc:anna"}), answer(400), PUT, markdown=text)
    data = record(script)["text"].encode()
    found = [
        (data[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode(), one["features"][0])
        for one in record(script)["facets"]
    ]
    assert found == [
        ("sale", {"$type": "app.bsky.richtext.facet#link", "uri": "https://a.example/x"}),
        ("#coffee", {"$type": "app.bsky.richtext.facet#tag", "tag": "coffee"}),
        ("@anna.example", {"$type": "app.bsky.richtext.facet#mention", "did": "did:plc:anna"}),
    ]


def test_pictures_keep_their_text_and_shape() -> None:
    _, script = published(SIGNED_IN, BLOB, BLOB, PUT, files=(picture(0), picture(1)))
    embed = record(script)["embed"]
    assert embed["$type"] == "app.bsky.embed.images"
    assert embed["images"][1] == {
        "image": {"$type": "blob", "ref": {"$link": "b1"}},
        "alt": "A bag of beans, number 1",
        "aspectRatio": {"width": 1080, "height": 1350},
    }
    assert script.requests[1].content == b"jpeg"
    assert script.requests[1].headers["Content-Type"] == "image/jpeg"


def test_a_link_has_a_card_with_its_picture() -> None:
    card = LinkCard(url="https://a.example", title="Sale", description="All must go.")
    _, script = published(SIGNED_IN, BLOB, PUT, card=card, thumbnail=picture())
    assert record(script)["embed"] == {
        "$type": "app.bsky.embed.external",
        "external": {
            "uri": "https://a.example",
            "title": "Sale",
            "description": "All must go.",
            "thumb": {"$type": "blob", "ref": {"$link": "b1"}},
        },
    }


def test_the_second_part_answers_the_first_and_later_ones_keep_the_root() -> None:
    _, script = published(SIGNED_IN, stored(), put(1), number=1, thread=(URI,))
    first = {"uri": URI, "cid": "c1"}
    assert record(script)["reply"] == {"root": first, "parent": first}
    root = {"uri": "at://did:plc:abc/app.bsky.feed.post/root", "cid": "c0"}
    _, script = published(
        SIGNED_IN, stored(reply={"root": root, "parent": root}), put(2), number=2, thread=("x", URI)
    )
    assert record(script)["reply"] == {"root": root, "parent": first}


def test_a_part_whose_forerunner_is_gone_is_refused() -> None:
    outcome, script = published(SIGNED_IN, answer(400, {"error": "RecordNotFound"}), number=1, thread=(URI,))
    assert isinstance(outcome, Refused)
    assert not any(request.is_visible for request in script.requests)


def test_a_run_signs_in_once() -> None:
    script = Script(BSKY, [SIGNED_IN, PUT, PUT])
    for _ in range(2):
        ADAPTER.send(script, sending(ADAPTER, BSKY))
    assert sum("createSession" in path for path in script.paths) == 1


def test_calls_go_to_the_server_that_keeps_the_account() -> None:
    service = {"id": "#atproto_pds", "serviceEndpoint": "https://pds.example/"}
    home = answer(body={**TOKENS, "didDoc": {"service": [{"id": "#other"}, service]}})
    _, script = published(home, PUT)
    assert script.requests[1].url == "https://pds.example/xrpc/com.atproto.repo.putRecord"


def test_an_old_token_is_renewed_once() -> None:
    expired = answer(400, {"error": "ExpiredToken", "message": "Token has expired"})
    renewed = answer(body={**TOKENS, "accessJwt": "a2", "refreshJwt": "r2"})
    outcome, script = published(SIGNED_IN, expired, renewed, PUT)
    assert outcome == SENT
    assert [request.headers.get("Authorization") for request in script.requests[1:]] == [
        "Bearer a1",
        "Bearer r1",
        "Bearer a2",
    ]
    assert script.memo["login"].access == "a2"


def test_a_renewal_that_fails_concerns_the_account() -> None:
    outcome, _ = published(
        SIGNED_IN, answer(400, {"error": "ExpiredToken"}), answer(400, {"error": "ExpiredToken"})
    )
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide


@pytest.mark.parametrize(
    "said", [answer(401), answer(400), answer(500), answer(429), Broken("cut"), answer(200, {})]
)
def test_a_sign_in_that_fails_concerns_the_account_and_sends_nothing(said: Answer) -> None:
    outcome, script = published(said)
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    "said", [Broken("cut"), answer(500), answer(502), answer(200, b""), answer(400, {"error": "InvalidSwap"})]
)
def test_the_record_decides_whatever_the_call_said(said: Answer) -> None:
    assert published(SIGNED_IN, said, stored())[0] == SENT


@pytest.mark.parametrize(
    ("said", "then", "expected"),
    [
        (Broken("cut"), answer(400, {"error": "RecordNotFound"}), Ambiguous),
        (Broken("cut"), Broken("cut"), Ambiguous),
        (answer(500), answer(400, {"error": "RecordNotFound"}), Ambiguous),
        (answer(400, {"error": "InvalidRequest"}), answer(400, {"error": "RecordNotFound"}), Refused),
        (answer(400, {"error": "InvalidSwap"}), stored("Something else."), Refused),
        (answer(500), stored("Something else."), Refused),
    ],
)
def test_where_the_record_is_not_there(said: Answer, then: Answer, expected: type[Outcome]) -> None:
    assert type(published(SIGNED_IN, said, then)[0]) is expected


def test_a_limit_says_when_to_come_back() -> None:
    reset = NOW + timedelta(seconds=90)
    outcome, script = published(SIGNED_IN, answer(429, ratelimit_reset=str(int(reset.timestamp()))))
    assert isinstance(outcome, NotSent)
    assert outcome.not_before == reset
    assert not outcome.is_account_wide
    assert len(script.requests) == 2


def test_nothing_goes_out_while_a_mention_cannot_be_looked_up() -> None:
    outcome, _ = published(SIGNED_IN, answer(502), markdown="@anna.example")
    assert isinstance(outcome, NotSent)


def test_nothing_is_reached_nothing_is_sent() -> None:
    assert isinstance(published(SIGNED_IN, NotReached("no connection"))[0], NotSent)


@given(st.datetimes(min_value=DUE.replace(tzinfo=None)), st.text("abc-", min_size=1), st.integers(0, 99))
def test_keys_are_tids_in_the_order_of_a_threads_parts(due: Any, post: str, number: int) -> None:
    due = due.replace(tzinfo=DUE.tzinfo)
    one, two = (ADAPTER.key(DeliveryId("bsky", post, number + add), due) for add in (0, 1))
    assert len(one) == 13
    assert set(one) <= set("234567abcdefghijklmnopqrstuvwxyz")
    assert one[0] <= "j"
    assert one < two


def test_posts_of_one_time_have_different_keys() -> None:
    keys = {ADAPTER.key(DeliveryId(account, post), DUE) for account in ("a", "b") for post in ("x", "y", "z")}
    assert len(keys) == 6


def test_a_text_with_too_many_bytes_is_found_before_it_is_sent() -> None:
    families = "👩‍👩‍👧‍👦" * 130
    message = sending(ADAPTER, BSKY, families).content.message
    variant = Variant(post="sale", account="bsky", network="bluesky", publish_at=None, messages=(message,))
    assert message.length == 130
    assert [finding.code for finding in ADAPTER.check(variant, BSKY)] == ["BSK001"]


def test_a_link_counts_what_is_shown_of_it() -> None:
    long = "https://northwind.example/a/very/long/path/that/goes/on/and/on?utm_source=bluesky"
    written = sending(ADAPTER, BSKY, f"See {long}").content.message.written
    assert ADAPTER.count(written, BSKY) == len("See northwind.example/a/very/long/p…")
    assert ADAPTER.count(Written("e\u0301👩‍👩‍👧", ""), BSKY) == 2


def test_own_posts_are_listed() -> None:
    value = {"text": "All.", "createdAt": "2026-12-01T09:00:05.000Z", "embed": {"images": [{}]}}
    listed = answer(body={"records": [{"uri": URI, "cid": "c1", "value": value}, {"uri": "?", "value": {}}]})
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(Script(BSKY, [SIGNED_IN, listed]), 10)
    assert (found.remote_id, found.url, found.text, found.images) == (URI, SENT.url, "All.", 1)
    with pytest.raises(Broken):
        ADAPTER.recent(Script(BSKY, [SIGNED_IN, answer(500)]), 10)
