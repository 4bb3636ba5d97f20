from typing import Any

import pytest

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Prepared, Refused, Sent
from smmgen.model.brand import Account
from smmgen.model.variant import Variant
from smmgen.networks.devto import ADAPTER
from tests.networks.script import Answer, Script, answer, picture, sending

DEV = Account(name="dev", network="devto", secrets={"key": "DEVTO_KEY"}, language="en")
URL = "https://dev.to/northwind/sale-1ab"
NONE = answer(body=[])
SHOWN = answer(200, {"id": 7, "url": URL, "slug": "sale-1ab"})


def article(name: int = 7, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": "Sale",
        "body_markdown": "All beans must go.",
        "published": False,
        "url": URL,
        **more,
    }


def prepared(*answers: Answer, **what: Any) -> tuple[Any, Script]:
    script = Script(DEV, answers or (NONE, answer(201, {"id": 7})))
    what.setdefault("title", "Sale")
    assert ADAPTER.prepare
    return ADAPTER.prepare(script, sending(ADAPTER, DEV, **what)), script


def body(**what: Any) -> dict[str, Any]:
    _, script = prepared(**what)
    found = script.requests[1].json["article"]
    assert isinstance(found, dict)
    return found


def sent(said: Answer) -> tuple[Any, Script]:
    script = Script(DEV, [said])
    return ADAPTER.send(script, sending(ADAPTER, DEV, title="Sale", handle="7")), script


def test_a_draft_is_made_for_nobody_to_see() -> None:
    outcome, script = prepared(markdown="All **beans** must go.", tags=("coffee", "Cold Brew"))
    assert outcome == Prepared("7")
    assert script.paths == ["GET /api/articles/me/unpublished", "POST /api/articles"]
    assert not any(one.is_visible for one in script.requests)
    assert script.requests[1].headers == {"api-key": "the-key", "Accept": "application/vnd.forem.api-v1+json"}
    assert script.requests[1].json == {
        "article": {
            "title": "Sale",
            "body_markdown": "All **beans** must go.",
            "tags": ["coffee", "coldbrew"],
            "published": False,
        }
    }


def test_a_draft_that_a_lost_answer_left_behind_is_taken_up() -> None:
    others = [article(6, title="Other"), article(5, body_markdown="Other."), article(7)]
    outcome, script = prepared(answer(body=others))
    assert outcome == Prepared("7")
    assert len(script.requests) == 1


def test_one_call_shows_the_draft() -> None:
    outcome, script = sent(SHOWN)
    assert outcome == Sent("7", URL)
    assert script.paths == ["PUT /api/articles/7"]
    assert script.requests[0].json == {"article": {"published": True}}
    assert script.requests[0].is_visible


def test_the_first_picture_is_the_cover_and_the_others_stand_in_the_text() -> None:
    files = (picture(0), picture(1), picture(2))
    found = body(markdown="One.\n\n![Here [x]](x.jpg)\n\nTwo.", files=files)
    assert found["main_image"] == "https://files.example/images/beans-0.jpg"
    assert found["body_markdown"] == (
        "One.\n\n![Here \\[x\\]](https://files.example/images/beans-2.jpg)\n\nTwo.\n\n"
        "![A bag of beans, number 1](https://files.example/images/beans-1.jpg)"
    )


def test_what_a_post_may_say_beside_its_text() -> None:
    options = {
        "series": "Beans",
        "description": "How.",
        "canonical": "https://brand.example/sale",
        "organization": 3,
    }
    found = body(options=options)
    assert (found["series"], found["description"], found["organization_id"]) == ("Beans", "How.", 3)
    assert found["canonical_url"] == "https://brand.example/sale"


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("Write {{ name }} and {% raw %}", "Write &#123;{ name }} and &#123;% raw %}"),
        ("Write `{{ name }}` {{", "Write `{{ name }}` &#123;{"),
        ("{{{", "&#123;&#123;{"),
        ("A tick \\` {{ x }} \\`", "A tick \\` &#123;{ x }} \\`"),
        ("{{ a }}\n\n```\n{{ b }}\n```\n\n{{ c }}", "&#123;{ a }}\n\n```\n{{ b }}\n```\n\n&#123;{ c }}"),
        ("- {{ a }}\n\n  ```\n  {{ b }}\n  ```", "- &#123;{ a }}\n\n  ```\n  {{ b }}\n  ```"),
        ("{ one } 100 %", "{ one } 100 %"),
        ("---", "***"),
    ],
)
def test_no_brace_of_a_text_is_run_as_a_tag(markdown: str, written: str) -> None:
    assert sending(ADAPTER, DEV, markdown).content.message.written.text == written


def test_front_matter_cannot_come_from_a_text() -> None:
    text = sending(ADAPTER, DEV, "\\-\\-\\-\ntitle: Other\n\\-\\-\\-").content.message.written.text
    assert not text.startswith("---")


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        (answer(401, {"error": "unauthorized", "status": 401}), NotSent, "Put a new one into DEVTO_KEY"),
        (answer(404, {"error": "not found"}), Refused, "not found"),
        (answer(422, {"error": "Canonical url has already been taken"}), Refused, "already been taken"),
        (answer(429, {"error": "Rate limit reached"}, retry_after="30"), NotSent, "asks to wait"),
        (answer(500), Ambiguous, "500"),
        (answer(302), Ambiguous, "302"),
        (answer(200, {"id": 8, "url": URL}), Ambiguous, "not with the article"),
        (answer(200, b"{"), Ambiguous, "not with the article"),
        (Broken("cut"), Ambiguous, "cut"),
        (NotReached("no way"), NotSent, "no way"),
    ],
)
def test_what_an_answer_means(said: Answer, kind: type, words: str) -> None:
    outcome, _ = sent(said)
    assert isinstance(outcome, kind), outcome
    assert words in outcome.why


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ((answer(500),), NotSent),
        ((NONE, answer(500)), NotSent),
        ((NONE, answer(422, {"error": "Title"})), Refused),
        ((NONE, answer(201)), NotSent),
    ],
)
def test_a_draft_that_cannot_be_made(said: tuple[Answer, ...], kind: type) -> None:
    outcome, _ = prepared(*said)
    assert isinstance(outcome, kind)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (answer(body=[article(6), article(7)]), "unpublished"),
        (answer(body=[article(7, published=True)]), Sent("7", URL)),
        (answer(body=[article(7, published=None)]), "unknown"),
        (NONE, "unknown"),
        (answer(500), "unknown"),
        (Broken("cut"), "unknown"),
    ],
)
def test_what_became_of_a_draft(said: Answer, state: object) -> None:
    assert ADAPTER.inspect
    assert ADAPTER.inspect(Script(DEV, [said]), "7") == state


def test_an_edit_changes_all_but_the_state() -> None:
    script = Script(DEV, [SHOWN])
    assert ADAPTER.edit
    assert ADAPTER.edit(script, sending(ADAPTER, DEV, "All.", title="Sale"), "7") == Sent("7", URL)
    assert script.requests[0].json == {"article": {"title": "Sale", "body_markdown": "All.", "tags": []}}


@pytest.mark.parametrize(
    ("said", "kind"), [(SHOWN, Sent), (answer(404), Sent), (answer(422), Refused), (answer(500), Ambiguous)]
)
def test_what_is_retracted_is_a_draft_again(said: Answer, kind: type) -> None:
    script = Script(DEV, [said])
    assert ADAPTER.retract
    assert isinstance(ADAPTER.retract(script, "7"), kind)
    assert script.requests[0].json == {"article": {"published": False}}


def test_the_doctor_asks_whose_key_it_is() -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(
        Script(DEV, [answer(body={"username": "northwind", "name": "Northwind"})], "https://dev.to")
    )
    assert who == Identity(name="@northwind", url="https://dev.to/northwind")


def test_own_articles_are_read_as_people_see_them() -> None:
    text = "# Sale\n\nAll **beans** & [here](https://e.example).\n\n- one\n\n![A \\[bag\\]](https://files.example/1.jpg)"
    one = article(
        published_at="2026-12-01T09:00:00.000Z", body_markdown=text, cover_image="https://files.example/0.jpg"
    )
    assert ADAPTER.recent
    (found,) = ADAPTER.recent(Script(DEV, [answer(body=[one, article(6)])]), 5)
    assert (found.remote_id, found.url, found.images) == ("7", URL, 2)
    assert found.text.split() == ["Sale", "All", "beans", "&", "here.", "•", "one"]


@pytest.mark.parametrize(
    ("title", "tags", "codes"),
    [
        ("Sale", ("cold brew",), []),
        ("", (), ["DEV001"]),
        ("Sale", ("кофе",), ["DEV002"]),
        ("Sale", ("x" * 31,), ["DEV002"]),
    ],
)
def test_what_dev_would_refuse(title: str, tags: tuple[str, ...], codes: list[str]) -> None:
    message = sending(ADAPTER, DEV, title=title, tags=tags).content.message
    variant = Variant(post="sale", account="dev", network="devto", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, DEV)] == codes
