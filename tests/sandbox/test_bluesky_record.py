"""What the lexicon of a post allows, and what people are warned of although it is allowed."""

from typing import Any

import pytest

from smmgen.sandbox.bluesky_cid import encode, record_cid
from tests.sandbox.speak import Bluesky, image, noise, record, shown

FAMILY = "👨‍👩‍👧‍👦"
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
    (record("a" * 301), "Record/text must not be longer than 300 graphemes"),
    (record(FAMILY * 167), "Record/text must not be longer than 3000 characters"),
    ({"$type": "app.bsky.feed.post", "text": "a"}, 'Record must have the property "createdAt"'),
    (
        {"$type": "app.bsky.feed.post", "createdAt": "2026-12-01T10:00:00Z"},
        'Record must have the property "text"',
    ),
    (record(text=7), "Record/text must be a string"),
    *(
        (
            record(createdAt=given),
            "Record/createdAt must be an valid atproto datetime (both RFC-3339 and ISO-8601)",
        )
        for given in ("2026-12-01", "2026-12-01T10:00:00", "2026-12-01 10:00:00Z", "2026-13-01T10:00:00Z", 7)
    ),
    (record(langs=["en"] * 4), "Record/langs must not have more than 3 elements"),
    (record(langs=["English!"]), "Record/langs/0 must be a valid BCP 47 language tag"),
    (record(tags=["a"] * 9), "Record/tags must not have more than 8 elements"),
    (record(facets=[tag("a" * 65)]), "Record/facets/0/features/0/tag must not be longer than 64 graphemes"),
    (record(facets=[facet(-1, 1)]), "Record/facets/0/index/byteStart can not be less than 0"),
    (record(facets=[facet(0, 1, uri="nowhere")]), "Record/facets/0/features/0/uri must be a valid uri"),
    (
        record(facets=[{"index": {"byteStart": 0, "byteEnd": 1}}]),
        'Record/facets/0 must have the property "features"',
    ),
    (record(embed=external(title=None)), 'Record/embed/external must have the property "title"'),
    (record(embed=external(thumb="x")), "Record/embed/external/thumb should be a blob ref"),
    (record(reply={"parent": REFERENCE}), 'Record/reply must have the property "root"'),
    (
        record(reply={"root": REFERENCE, "parent": {**REFERENCE, "cid": "x"}}),
        "Record/reply/parent/cid must be a cid string",
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
        (images({**blob, "mimeType": "image/webp"}), "InvalidMimeType"),
        (images({**blob, "mimeType": "text/plain"}), "InvalidMimeType"),
        (images({**blob, "size": 7}), "InvalidRequest"),
    ]
    for embed, error in cases:
        status, name, _ = bluesky.fault(record(embed=embed))
        assert (status, name) == (400, error), embed


@pytest.mark.parametrize(("size", "status"), [(1_000_000, 200), (1_000_001, 400)])
def test_a_picture_is_at_most_a_million_bytes(bluesky: Bluesky, size: int, status: int) -> None:
    blob = bluesky.blob(noise(size)).json()["blob"]
    answer = bluesky.repo("createRecord", record=record(embed=images(blob)))
    assert answer.status_code == status
    assert answer.json().get("error", "BlobTooLarge") == "BlobTooLarge"


def test_a_picture_needs_its_alt_though_it_may_be_empty(bluesky: Bluesky) -> None:
    embed = images(bluesky.blob(image()).json()["blob"], alt="")
    bluesky.good(embed=embed)
    del embed["images"][0]["alt"]
    assert bluesky.fault(record(embed=embed))[2].endswith('images/0 must have the property "alt"')


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
    assert (answer.status_code, answer.json()["validationStatus"]) == (200, "unknown")
