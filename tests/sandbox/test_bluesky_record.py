"""What the lexicon of a post allows, and what people are warned of although it is allowed."""

from typing import Any

import pytest

from smmgen.sandbox.bluesky_cid import encode, record_cid
from tests.sandbox.speak import Bluesky, image, noise, record, shown

FAMILY = "👨‍👩‍👧‍👦"
NOON = "2026-12-01T10:00:00Z"
CID = "bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua"


def facet(start: int, end: int, **feature: Any) -> dict[str, Any]:
    given = {"$type": "app.bsky.richtext.facet#link", "uri": "https://a.example", **feature}
    return {"index": {"byteStart": start, "byteEnd": end}, "features": [given]}


def tag(name: str) -> dict[str, Any]:
    return facet(0, 1, **{"$type": "app.bsky.richtext.facet#tag", "tag": name})


def external(**more: Any) -> dict[str, Any]:
    card = {"uri": "https://a.example", "title": "t", "description": "d", **more}
    given = {name: value for name, value in card.items() if value is not None}
    return {"$type": "app.bsky.embed.external", "external": given}


REFERENCE = {"uri": "at://did:plc:abc/app.bsky.feed.post/3lc2a4bqw3s2a", "cid": CID}
GOOD: list[dict[str, Any]] = [
    record("a" * 300),
    record("e\u0301" * 300),
    record(FAMILY * 120),
    record(""),
    record(langs=["en", "de-DE", "ru"]),
    record(tags=["a"] * 8),
    record(createdAt="2020-01-01T00:00:00.123456+03:00"),
    record(facets=[facet(0, 1)]),
    record(facets=[facet(0, 9999)]),
    record(facets=[{"index": {"byteStart": 0, "byteEnd": 1}, "features": [{"$type": "new.kind.of#thing"}]}]),
    record(facets=[tag("a" * 64)]),
    record(labels={"$type": "com.atproto.label.defs#selfLabels", "values": [{"val": "graphic-media"}]}),
    record(embed=external()),
    record(embed={"$type": "app.bsky.embed.record", "record": REFERENCE}),
    record(embed={"$type": "app.bsky.embed.later", "anything": 1}),
    record(reply={"root": REFERENCE, "parent": REFERENCE}),
    record(unknown=True),
]
BAD: list[tuple[dict[str, Any], str]] = [
    (record("a" * 301), "grapheme too big (maximum 300, got 301) at $.record.text"),
    (record(FAMILY * 167), "string too big (maximum 3000, got 4175) at $.record.text"),
    ({"$type": "app.bsky.feed.post", "text": "a"}, 'Missing required key "createdAt" at $.record'),
    ({"$type": "app.bsky.feed.post", "createdAt": NOON}, 'Missing required key "text" at $.record'),
    (record(text=7), "Expected string value type (got 7) at $.record.text"),
    *(
        (record(createdAt=given), f'Invalid datetime (got "{given}") at $.record.createdAt')
        for given in ("2026-12-01", NOON[:-1], NOON.replace("T", " "), "2026-13-01T10:00:00Z", NOON + "Z")
    ),
    (record(langs=["en"] * 4), "array too big (maximum 3, got 4) at $.record.langs"),
    (record(langs=["English!"]), 'Invalid language (got "English!") at $.record.langs[0]'),
    (record(langs=None), "Expected array value type (got null) at $.record.langs"),
    (record(tags=["a"] * 9), "array too big (maximum 8, got 9) at $.record.tags"),
    (
        record(facets=[tag("a" * 65)]),
        "grapheme too big (maximum 64, got 65) at $.record.facets[0].features[0].tag",
    ),
    (
        record(facets=[facet(-1, 1)]),
        "integer too small (minimum 0, got -1) at $.record.facets[0].index.byteStart",
    ),
    (record(facets=[facet(0, 1, uri="a")]), 'Invalid uri (got "a") at $.record.facets[0].features[0].uri'),
    (
        record(facets=[{"index": {"byteStart": 0, "byteEnd": 1}}]),
        'Missing required key "features" at $.record.facets[0]',
    ),
    (record(embed=external(title=None)), 'Missing required key "title" at $.record.embed.external'),
    (
        record(embed=external(thumb="x")),
        'Expected blob value type (got "x") at $.record.embed.external.thumb',
    ),
    (
        record(embed={"images": []}),
        'Expected an object which includes the "$type" property value type (got {"images": ...}) at $.record.embed',
    ),
    (record(reply={"parent": REFERENCE}), 'Missing required key "root" at $.record.reply'),
    (
        record(reply={"root": REFERENCE, "parent": {**REFERENCE, "cid": "x"}}),
        'Invalid CID string (got "x") at $.record.reply.parent.cid',
    ),
]


def test_the_cid_of_the_empty_map_is_the_known_one() -> None:
    assert record_cid({}) == CID


@pytest.mark.parametrize(
    ("value", "coded"),
    [
        ({"bb": 1, "a": -1, "aa": True}, "a3616120626161f562626201"),
        ([None, 24, 500, 70000, 2**33], "85f618181901f41a000111701b0000000200000000"),
        ({"$bytes": "aGk"}, "426869"),
        ("é", "62c3a9"),
    ],
)
def test_records_are_coded_as_dag_cbor(value: Any, coded: str) -> None:
    assert encode(value).hex() == coded


@pytest.mark.parametrize("value", [1.5, {"$link": "x"}, 2**64])
def test_what_the_data_model_does_not_allow_is_no_record(value: Any) -> None:
    with pytest.raises(ValueError):
        encode(value)


@pytest.mark.parametrize("given", GOOD)
def test_a_record_that_is_allowed(bluesky: Bluesky, given: dict[str, Any]) -> None:
    answer = bluesky.repo("createRecord", record=given, validate=True)
    assert answer.status_code == 200, answer.text
    assert answer.json()["validationStatus"] == "valid"


@pytest.mark.parametrize(("given", "why"), BAD)
def test_a_record_that_is_refused_with_its_path(bluesky: Bluesky, given: dict[str, Any], why: str) -> None:
    assert bluesky.fault(given) == (400, "InvalidRequest", f"Invalid app.bsky.feed.post record: {why}")
    assert shown(bluesky.client) == []


def images(*blobs: Any, **more: Any) -> dict[str, Any]:
    ratio = {"aspectRatio": {"width": 3, "height": 2}}
    rows = [{"image": blob, "alt": "Beans", **ratio, **more} for blob in blobs]
    return {"$type": "app.bsky.embed.images", "images": rows}


def test_four_pictures_are_shown_with_their_alt_texts(bluesky: Bluesky) -> None:
    blobs = [bluesky.blob(image(60 + n)).json()["blob"] for n in range(4)]
    bluesky.good(embed=images(*blobs))
    (post,) = shown(bluesky.client)
    assert [(one["width"], one["alt"]) for one in post["media"]] == [(60 + n, "Beans") for n in range(4)]
    assert post["warnings"] == []


def test_pictures_that_are_refused(bluesky: Bluesky) -> None:
    blob = bluesky.blob(image()).json()["blob"]
    cases = [
        (images(*[blob] * 5), "InvalidRequest"),
        (images(blob, alt=7), "InvalidRequest"),
        (images(blob, aspectRatio={"width": 0, "height": 2}), "InvalidRequest"),
        (images({**blob, "ref": {"$link": "bafkrei" + "a" * 52}}), "BlobNotFound"),
        (images({**blob, "mimeType": "text/plain"}), "InvalidRequest"),
        (images({**blob, "size": 1_000_001}), "InvalidRequest"),
        (images({"cid": blob["ref"]["$link"], "mimeType": "image/jpeg"}), "InvalidRequest"),
    ]
    for embed, error in cases:
        status, name, _ = bluesky.fault(record(embed=embed))
        assert (status, name) == (400, error), embed


@pytest.mark.parametrize(("size", "status"), [(1_000_000, 200), (1_000_001, 400)])
def test_a_picture_is_at_most_a_million_bytes(bluesky: Bluesky, size: int, status: int) -> None:
    blob = bluesky.blob(noise(size)).json()["blob"]
    answer = bluesky.repo("createRecord", record=record(embed=images(blob)))
    assert answer.status_code == status
    assert size <= 1_000_000 or "blob too big (maximum 1000000, got 1000001)" in answer.json()["message"]


def test_a_blob_that_is_not_embedded_as_it_was_answered_is_warned_of(bluesky: Bluesky) -> None:
    bluesky.good(embed=images({**bluesky.blob(image()).json()["blob"], "size": 7}))
    assert "A blob says size 7" in shown(bluesky.client)[0]["warnings"][0]


def test_a_fraction_is_no_value(bluesky: Bluesky) -> None:
    status, error, why = bluesky.fault(record(more={"x": [1.5]}))
    assert (status, error) == (400, "InvalidRequest")
    assert why.endswith("array or object value type (got 1.5) at $.record.more.x[0]")


def test_a_picture_needs_its_alt_though_it_may_be_empty(bluesky: Bluesky) -> None:
    embed = images(bluesky.blob(image()).json()["blob"], alt="")
    bluesky.good(embed=embed)
    del embed["images"][0]["alt"]
    assert bluesky.fault(record(embed=embed))[2].endswith(
        'Missing required key "alt" at $.record.embed.images[0]'
    )


def test_a_link_card_shows_its_picture(bluesky: Bluesky) -> None:
    blob = bluesky.blob(image()).json()["blob"]
    bluesky.good(embed=external(thumb=blob))
    card = shown(bluesky.client)[0]["card"]
    assert bluesky.client.get(f"/media/{card['picture']}").content == image()


@pytest.mark.parametrize(
    ("text", "facets", "part"),
    [
        ("☕ tea", [facet(0, 3)], ""),
        ("☕ tea", [facet(0, 99)], "lies outside the text, which has 7 bytes"),
        ("☕ tea", [facet(1, 4)], "cuts through a character"),
        ("☕ tea", [facet(4, 4)], "marks nothing"),
        ("☕ tea", [facet(0, 5), facet(4, 7)], "overlaps the one before"),
        ("go to https://a.example/b", [], "“https://a.example/b” has no facet"),
        ("#Coffee", [], "“#Coffee” has no facet"),
        ("hi @anna.example", [], "“@anna.example” has no facet"),
        ("", [], "The post is empty"),
    ],
)
def test_what_only_people_would_see_is_warned_of(
    bluesky: Bluesky, text: str, facets: list[Any], part: str
) -> None:
    bluesky.good(text=text, facets=facets)
    warnings = shown(bluesky.client)[0]["warnings"]
    assert (part in warnings[0]) if part else not warnings


def test_a_facet_becomes_a_mark_in_code_points(bluesky: Bluesky) -> None:
    bluesky.good(text="☕ tea", facets=[facet(4, 7)])
    assert shown(bluesky.client)[0]["marks"] == [
        {"start": 2, "end": 5, "kind": "link", "href": "https://a.example"}
    ]


def reference(made: dict[str, Any]) -> dict[str, str]:
    return {"uri": made["uri"], "cid": made["cid"]}


def test_a_thread_with_true_references_is_not_warned_of(bluesky: Bluesky) -> None:
    root = reference(bluesky.good(text="1"))
    two = reference(bluesky.good(text="2", reply={"root": root, "parent": root}))
    bluesky.good(text="3", reply={"root": root, "parent": two})
    assert [post["warnings"] for post in shown(bluesky.client)] == [[], [], []]


def test_a_thread_that_looks_broken_is_warned_of(bluesky: Bluesky) -> None:
    root = reference(bluesky.good(text="1"))
    two = reference(bluesky.good(text="2", reply={"root": root, "parent": {**root, "cid": CID}}))
    bluesky.good(text="3", reply={"root": two, "parent": two})
    _, second, third = [post["warnings"] for post in shown(bluesky.client)]
    assert second == ["The parent's cid is not that of the post it names: the thread looks broken."]
    assert third == ["The root of this reply is not the first post of its thread: the thread looks broken."]


def test_what_is_not_checked_at_the_clients_wish_is_kept(bluesky: Bluesky) -> None:
    answer = bluesky.repo("createRecord", record=record("a" * 400, facets="no list"), validate=False)
    assert (answer.status_code, answer.json().get("validationStatus")) == (200, None)
