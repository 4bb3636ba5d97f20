import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Prepared, Refused, Sent
from smmgen.markup.npf import BLOCK, blocks_of, layout
from smmgen.model.brand import Account
from smmgen.model.variant import LinkCard, Variant
from smmgen.networks.tumblr import ADAPTER
from tests.networks.script import Answer, Script, answer, picture, sending, with_options

TUMBLR = Account(
    name="tum",
    network="tumblr",
    options={"blog": "northwind"},
    secrets=dict.fromkeys(("consumer_key", "consumer_secret", "token", "token_secret"), "TUMBLR"),
    language="en",
)
URL = "https://northwind.tumblr.com/post/7"


def made(name: str = "7", status: int = 201) -> Answer:
    return answer(status, {"meta": {"status": status}, "response": {"id": name}})


def said(**response: Any) -> Answer:
    return answer(200, {"meta": {"status": 200}, "response": response})


def error(status: int, code: int = 0, words: str = "Said") -> Answer:
    errors = [{"title": words, "code": code}] if code else []
    return answer(status, {"meta": {"status": status, "msg": words}, "errors": errors})


DRAFT = said(id="7", state="draft", content=[{"type": "text", "text": "All."}], layout=[])
NONE = said(posts=[])


def prepared(*answers: Answer, account: Account = TUMBLR, **what: Any) -> tuple[Any, Script]:
    script = Script(account, answers or (made(),))
    assert ADAPTER.prepare
    return ADAPTER.prepare(script, sending(ADAPTER, account, **what)), script


def sent(*answers: Answer, account: Account = TUMBLR, **what: Any) -> tuple[Any, Script]:
    script = Script(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, handle="7", **what)), script


def content(markdown: str) -> list[dict[str, Any]]:
    _, script = prepared(markdown=markdown)
    found = script.requests[0].json["content"]
    assert isinstance(found, list)
    return found


def test_a_draft_is_made_for_nobody_to_see() -> None:
    outcome, script = prepared(markdown="All **beans** must go.", tags=("coffee", "cold brew"))
    (request,) = script.requests
    assert outcome == Prepared("7")
    assert script.paths == ["POST /v2/blog/northwind/posts"]
    assert not request.is_visible
    assert request.json == {
        "content": [
            {
                "type": "text",
                "text": "All beans must go.",
                "formatting": [{"start": 4, "end": 9, "type": "bold"}],
            }
        ],
        "tags": "coffee,cold brew",
        "slug": "sale",
        "state": "draft",
    }
    assert request.headers["Authorization"].startswith('OAuth oauth_nonce="')
    assert 'oauth_consumer_key="the-consumer_key"' in request.headers["Authorization"]


def test_one_call_shows_the_draft_as_it_is() -> None:
    pictures = [
        {"type": "image", "media": [{"url": "https://64.media.example/a.jpg"}]},
        {"type": "text", "text": "All."},
    ]
    rows = [{"type": "rows", "display": [{"blocks": [0]}, {"blocks": [1]}]}]
    there = said(id="7", state="draft", content=pictures, layout=rows)
    outcome, script = sent(there, made(status=200), NONE, tags=("coffee",))
    assert outcome == Sent("7", URL)
    assert script.paths == [
        "GET /v2/blog/northwind/posts/7?post_format=npf",
        "PUT /v2/blog/northwind/posts/7",
        "GET /v2/blog/northwind/posts?limit=20&npf=true",
    ]
    assert [one.is_visible for one in script.requests] == [False, True, False]
    assert script.requests[1].json == {
        "content": pictures,
        "layout": rows,
        "tags": "coffee",
        "slug": "sale",
        "state": "published",
    }


def test_a_draft_that_got_another_number_when_it_was_shown() -> None:
    public = said(
        posts=[
            {"id_string": "9"},
            {"id_string": "8", "genesis_post_id": "7", "post_url": "https://n.example/8"},
        ]
    )
    outcome, _ = sent(DRAFT, made(status=200), public)
    assert outcome == Sent("8", "https://n.example/8")


@pytest.mark.parametrize("fault", [Broken("cut"), error(500), answer(200, b"{")])
def test_a_look_that_fails_after_publishing_changes_nothing(fault: Answer) -> None:
    outcome, _ = sent(DRAFT, made("8", 200), fault)
    assert outcome == Sent("8", "https://northwind.tumblr.com/post/8")


def test_pictures_stand_above_in_rows_and_in_the_text_where_they_are() -> None:
    files = (picture(0), picture(1), picture(2), picture(3))
    _, script = prepared(
        markdown="One.\n\n![Here](x.jpg)\n\nTwo.", files=files, read=lambda file: file.path.encode()
    )
    (first, *others) = script.requests[0].files
    body = json.loads(first[1][1])
    assert (first[0], first[1][2]) == ("json", "application/json")
    assert [(name, data) for name, (_, data, _) in others] == [
        (f"picture{number}", f"images/beans-{number}.jpg".encode()) for number in range(4)
    ]
    assert [
        one["media"][0]["identifier"] if one["type"] == "image" else one["text"] for one in body["content"]
    ] == [
        "picture0",
        "picture1",
        "picture2",
        "One.",
        "picture3",
        "Two.",
    ]
    assert body["content"][0]["alt_text"] == "A bag of beans, number 0"
    assert body["content"][0]["media"] == [
        {"type": "image/jpeg", "identifier": "picture0", "width": 1080, "height": 1350}
    ]
    assert [row["blocks"] for row in body["layout"][0]["display"]] == [[0], [1, 2], [3], [4], [5]]


@pytest.mark.parametrize(
    ("album", "total", "rows"),
    [(0, 2, []), (1, 2, []), (2, 3, [[0, 1], [2]]), (3, 3, [[0], [1, 2]]), (4, 5, [[0, 1], [2, 3], [4]])],
)
def test_rows_name_every_block(album: int, total: int, rows: list[list[int]]) -> None:
    assert [row["blocks"] for one in layout(album, total) for row in one["display"]] == rows


@pytest.mark.parametrize(
    ("markdown", "blocks"),
    [
        (
            "# Sale\n\n### Today",
            [{"text": "Sale", "subtype": "heading1"}, {"text": "Today", "subtype": "heading2"}],
        ),
        (
            "- one\n- two\n  1. deep",
            [
                {"text": "one", "subtype": "unordered-list-item"},
                {"text": "two", "subtype": "unordered-list-item"},
                {"text": "deep", "subtype": "ordered-list-item", "indent_level": 1},
            ],
        ),
        ("> Good.", [{"text": "Good.", "subtype": "indented"}]),
        ("> > Indeed.", [{"text": "Indeed.", "subtype": "indented", "indent_level": 1}]),
        ("```\na = 1\n```", [{"text": "a = 1", "subtype": "chat"}]),
        ("One.\n\n***\n\nTwo", [{"text": "One."}, {"text": "Two"}]),
        (
            "☕ see [*here*](https://e.example/?a=1&b=2) ~~no~~",
            [
                {
                    "text": "☕ see here no",
                    "formatting": [
                        {"start": 6, "end": 10, "type": "italic"},
                        {"start": 6, "end": 10, "type": "link", "url": "https://e.example/?a=1&b=2"},
                        {"start": 11, "end": 13, "type": "strikethrough"},
                    ],
                }
            ],
        ),
        (
            "| a | b |\n|---|---|\n| c | d |",
            [
                {
                    "text": "a \u2003b",
                    "formatting": [
                        {"start": 0, "end": 1, "type": "bold"},
                        {"start": 3, "end": 4, "type": "bold"},
                    ],
                },
                {"text": "c \u2003d"},
            ],
        ),
    ],
)
def test_blocks_of_a_text(markdown: str, blocks: list[dict[str, Any]]) -> None:
    assert content(markdown) == [{"type": "text", **one} for one in blocks]


@given(st.lists(st.text("ab ", min_size=1, max_size=3000), min_size=1, max_size=4))
def test_long_texts_are_parted_and_no_look_leaves_its_words(words: list[str]) -> None:
    html = "<p>" + "".join(f"<strong>{one}</strong><em>x</em>" for one in words) + "</p>"
    found = list(blocks_of(html, {}))
    whole = "".join(f"{one}x" for one in words)
    assert "".join(one["text"] for one in found).replace(" ", "") == whole.replace(" ", "")
    assert all(0 < len(one["text"]) <= BLOCK for one in found)
    looks = [(one, look) for one in found for look in one.get("formatting", ())]
    assert all(0 <= look["start"] < look["end"] <= len(one["text"]) for one, look in looks)
    assert all(
        one["text"][look["start"] : look["end"]] == "x" for one, look in looks if look["type"] == "italic"
    )


def test_a_link_has_its_card() -> None:
    card = LinkCard(url="https://e.example", title="Sale", description="")
    _, script = prepared(card=card, thumbnail=picture())
    body = json.loads(script.requests[0].files[0][1][1])
    assert body["content"][-1] == {
        "type": "link",
        "url": "https://e.example",
        "title": "Sale",
        "poster": [{"type": "image/jpeg", "identifier": "card", "width": 1080, "height": 1350}],
    }
    assert [name for name, _ in script.requests[0].files] == ["json", "card"]


def test_a_post_may_close_itself_to_reblogs() -> None:
    _, script = prepared(
        account=with_options(TUMBLR, reblogs=False, source="https://e.example", slug="beans")
    )
    body = script.requests[0].json
    assert (body["interactability_reblog"], body["source_url"], body["slug"]) == (
        "noone",
        "https://e.example",
        "beans",
    )


@pytest.mark.parametrize(
    ("answers", "kind", "words"),
    [
        ((error(404),), Refused, "does not know the blog"),
        ((error(401),), NotSent, "Put a new one into TUMBLR"),
        ((said(id="7", state="private", content=[{}]),), Refused, "its state is “private” now"),
        ((said(id="7", state="draft"),), NotSent, "did not show the draft"),
        ((DRAFT, Broken("cut")), Ambiguous, "cut"),
        ((DRAFT, NotReached("no way")), NotSent, "no way"),
        ((DRAFT, error(500)), Ambiguous, "500"),
        ((DRAFT, error(503)), Ambiguous, "503"),
        ((DRAFT, error(429)), NotSent, "asks to wait"),
        ((DRAFT, error(400, 8001, "Bad NPF")), Refused, "Bad NPF [8001]"),
        ((DRAFT, error(403, 8023, "Daily limit")), NotSent, "Daily limit [8023]"),
        ((DRAFT, error(500, 8006)), Ambiguous, "8006"),
        ((DRAFT, answer(200, {"response": {}})), Ambiguous, "did not name it"),
    ],
)
def test_what_an_answer_means(answers: tuple[Answer, ...], kind: type, words: str) -> None:
    outcome, _ = sent(*answers)
    assert isinstance(outcome, kind), outcome
    assert words in outcome.why


@pytest.mark.parametrize(("code", "status"), [(8004, 403), (8006, 500), (8010, 403), (8011, 403)])
def test_media_that_tumblr_takes_later(code: int, status: int) -> None:
    outcome, _ = prepared(error(status, code), files=(picture(),))
    assert isinstance(outcome, NotSent)
    assert outcome.not_before is not None


def test_a_daily_limit_leaves_the_account_alone() -> None:
    outcome, _ = sent(DRAFT, error(403, 8023))
    assert outcome.status == 429


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((DRAFT,), "unpublished"),
        (
            (said(id="7", state="published"), said(posts=[{"id_string": "7", "post_url": URL}])),
            Sent("7", URL),
        ),
        (
            (error(404), said(posts=[{"id_string": "8", "genesis_post_id": "7", "post_url": URL}])),
            Sent("8", URL),
        ),
        ((error(404), NONE), "unknown"),
        ((said(id="7", state="queued"), NONE), "unknown"),
        ((error(500),), "unknown"),
        ((Broken("cut"),), "unknown"),
        ((error(404), Broken("cut")), "unknown"),
    ],
)
def test_what_became_of_a_draft(answers: tuple[Answer, ...], state: object) -> None:
    assert ADAPTER.inspect
    assert ADAPTER.inspect(Script(TUMBLR, answers), "7") == state


def test_an_edit_brings_the_pictures_anew() -> None:
    script = Script(TUMBLR, [made(status=200)])
    assert ADAPTER.edit
    outcome = ADAPTER.edit(script, sending(ADAPTER, TUMBLR, files=(picture(),)), "7")
    body = json.loads(script.requests[0].files[0][1][1])
    assert outcome == Sent("7", URL)
    assert (script.paths, body["state"]) == (["PUT /v2/blog/northwind/posts/7"], "published")
    assert script.requests[0].is_visible


@pytest.mark.parametrize(
    ("said", "expected"),
    [(answer(200), Sent), (error(404), Sent), (error(403), Refused), (error(500), Ambiguous)],
)
def test_a_post_is_deleted(said: Answer, expected: type) -> None:
    script = Script(TUMBLR, [said])
    assert ADAPTER.retract
    assert isinstance(ADAPTER.retract(script, "7"), expected)
    assert (script.paths, script.requests[0].json) == (["POST /v2/blog/northwind/post/delete"], {"id": "7"})


@pytest.mark.parametrize(
    ("blogs", "missing"),
    [
        ([{"name": "northwind", "title": "Northwind", "url": "https://northwind.tumblr.com/"}], 0),
        ([{"name": "other", "url": "https://other.tumblr.com/"}], 1),
    ],
)
def test_the_doctor_asks_whose_keys_these_are(blogs: list[dict[str, str]], missing: int) -> None:
    script = Script(TUMBLR, [said(user={"name": "anna", "blogs": blogs})])
    assert ADAPTER.identify
    who = ADAPTER.identify(script)
    assert isinstance(who, Identity)
    assert (who.url, len(who.missing)) == ("https://northwind.tumblr.com", missing)


def test_a_blog_with_a_host_of_its_own() -> None:
    script = Script(
        with_options(TUMBLR, blog="https://blog.northwind.example/"), [DRAFT, made(status=200), NONE]
    )
    outcome = ADAPTER.send(script, sending(ADAPTER, script.account, handle="7"))
    assert outcome == Sent("7", "https://blog.northwind.example/post/7")
    assert script.paths[1] == "PUT /v2/blog/blog.northwind.example/posts/7"


def test_own_posts_are_read_as_people_see_them() -> None:
    content = [
        {"type": "image"},
        {"type": "text", "text": "Sale"},
        {"type": "text", "text": "All."},
        {"type": "link"},
    ]
    posts = [{"id": 7, "post_url": URL, "timestamp": 1_796_000_000, "content": content}, {"id": 6}]
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(Script(TUMBLR, [said(posts=posts)]), 5)
    assert (found.remote_id, found.url, found.text, found.images) == ("7", URL, "Sale\nAll.", 1)


def test_posts_that_cannot_be_read() -> None:
    assert ADAPTER.recent
    with pytest.raises(Broken):
        ADAPTER.recent(Script(TUMBLR, [error(500)]), 5)


@pytest.mark.parametrize(
    ("markdown", "tags", "codes"),
    [
        ("All.", ("cold brew",), []),
        ("All.", ("cold, brew",), ["TMB001"]),
        ("All.", ("x" * 141,), ["TMB001"]),
        (" ".join(f"[{one}](https://e.example/{one})" for one in range(101)), (), ["TMB002"]),
    ],
)
def test_what_tumblr_would_refuse(markdown: str, tags: tuple[str, ...], codes: list[str]) -> None:
    message = sending(ADAPTER, TUMBLR, markdown, tags=tags).content.message
    variant = Variant(post="sale", account="tum", network="tumblr", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, TUMBLR)] == codes
