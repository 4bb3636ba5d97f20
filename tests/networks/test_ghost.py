"""What Ghost is asked, and what its answers mean."""

import hmac
import json
from base64 import urlsafe_b64decode
from typing import Any

import pytest

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Prepared, Refused, Sent
from smmgen.model.brand import Account
from smmgen.model.variant import Variant
from smmgen.networks.ghost import ADAPTER
from tests.networks.script import NOW, Answer, Script, answer, picture, sending, with_options

BLOG = Account(name="blog", network="ghost", options={}, secrets={"key": "GHOST_KEY"}, language="en")
SECRET = "0badc0de" * 8
FREE = answer(body={"posts": []})
WHEN = "2026-12-01T09:00:00.000Z"


class Site(Script):
    """A script whose key is one."""

    def secret(self, option: str) -> str:
        return f"5f1d:{SECRET}"


def says(status: str = "draft", **more: Any) -> Answer:
    post = {"id": "7a", "status": status, "updated_at": WHEN, "url": "https://blog.example/sale/", **more}
    return answer(body={"posts": [post]})


def uploaded(name: str) -> Answer:
    return answer(201, {"images": [{"url": f"https://blog.example/{name}.jpg", "ref": name}]})


def fault(status: int, kind: str, code: str = "") -> Answer:
    error = {"type": kind, "code": code or None, "message": "No.", "context": None}
    return answer(status, {"errors": [error]})


def prepared(*answers: Answer, account: Account = BLOG, **what: Any) -> tuple[Any, Script]:
    script = Site(account, answers)
    what.setdefault("title", "Sale")
    assert ADAPTER.prepare
    return ADAPTER.prepare(script, sending(ADAPTER, account, **what)), script


def published(*answers: Answer, account: Account = BLOG, **what: Any) -> tuple[Outcome, Script]:
    script = Site(account, answers)
    return ADAPTER.send(script, sending(ADAPTER, account, handle="7a", **what)), script


def _part(text: str) -> Any:
    return json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def test_each_call_has_a_token_made_of_the_key() -> None:
    _, script = prepared(FREE, says())
    scheme, _, token = script.requests[0].headers["Authorization"].partition(" ")
    head, claims, signature = token.split(".")
    now = int(NOW.timestamp())
    assert scheme == "Ghost"
    assert _part(head) == {"alg": "HS256", "typ": "JWT", "kid": "5f1d"}
    assert _part(claims) == {"iat": now, "exp": now + 300, "aud": "/admin/"}
    expected = hmac.digest(bytes.fromhex(SECRET), f"{head}.{claims}".encode(), "sha256")
    assert urlsafe_b64decode(signature + "=") == expected
    assert SECRET not in str(script.requests)


def test_what_is_no_key_goes_nowhere() -> None:
    script = Script(BLOG, [])
    assert ADAPTER.prepare
    made = ADAPTER.prepare(script, sending(ADAPTER, BLOG, title="Sale"))
    assert isinstance(made, NotSent)
    assert made.is_account_wide
    assert "GHOST_KEY" in made.why
    assert script.requests == []


def test_a_draft_is_made_with_the_posts_id_as_its_slug() -> None:
    made, script = prepared(FREE, says(), tags=("tea",))
    assert made == Prepared("7a")
    assert script.paths == ["GET /ghost/api/admin/posts/", "POST /ghost/api/admin/posts/"]
    assert script.requests[0].query == {"filter": "slug:'sale'", "include": "tags", "limit": 1}
    assert script.requests[1].query == {"source": "html"}
    assert script.requests[1].json == {
        "posts": [
            {
                "title": "Sale",
                "html": "<p>All beans must go.</p>",
                "tags": [{"name": "tea"}, {"name": "#smmgen-blog"}],
                "feature_image": None,
                "feature_image_alt": None,
                "custom_excerpt": None,
                "canonical_url": None,
                "visibility": "public",
                "featured": False,
                "slug": "sale",
                "status": "draft",
            }
        ]
    }
    assert not any(request.is_visible for request in script.requests)


def test_what_goes_beside_the_text() -> None:
    account = with_options(
        BLOG,
        excerpt="Short.",
        canonical="https://a.example/",
        visibility="members",
        featured=True,
        slug="big",
    )
    _, script = prepared(FREE, says(), account=account)
    post = script.requests[1].json["posts"][0]
    assert (post["custom_excerpt"], post["canonical_url"]) == ("Short.", "https://a.example/")
    assert (post["visibility"], post["featured"], post["slug"]) == ("members", True, "big")


def test_pictures_stand_in_the_text_and_the_front_matters_is_featured() -> None:
    _, script = prepared(
        FREE,
        uploaded("a"),
        uploaded("b"),
        says(),
        markdown='Look:\n\n![A bag](beans.jpg "Fresh")',
        files=(picture(), picture(1)),
    )
    assert script.paths[1:3] == ["POST /ghost/api/admin/images/upload/"] * 2
    assert script.requests[1].form == {"purpose": "image", "ref": "beans-0.jpg"}
    assert script.requests[1].files == (("file", ("beans-0.jpg", b"jpeg", "image/jpeg")),)
    post = script.requests[-1].json["posts"][0]
    assert post["feature_image"] == "https://blog.example/a.jpg"
    assert post["feature_image_alt"] == "A bag of beans, number 0"
    image = '<img src="https://blog.example/b.jpg" width="1080" height="1350" alt="A bag">'
    assert f"<figure>{image}<figcaption>Fresh</figcaption></figure>" in post["html"]


def test_a_table_stays_html() -> None:
    _, script = prepared(FREE, says(), markdown="| a | b |\n|---|---|\n| 1 | 2 |")
    html = script.requests[-1].json["posts"][0]["html"]
    assert html.startswith("<!--kg-card-begin: html-->\n<table>")
    assert html.endswith("</table>\n<!--kg-card-end: html-->")


@pytest.mark.parametrize(
    ("status", "tags", "expected"),
    [
        ("draft", ["tea", "#smmgen-blog"], Prepared),
        ("draft", ["#smmgen-other"], Refused),
        ("published", ["#smmgen-blog"], Refused),
    ],
)
def test_a_draft_left_behind_is_filled_anew_but_nobody_elses(
    status: str, tags: list[str], expected: type
) -> None:
    made, script = prepared(says(status, tags=[{"name": name} for name in tags]), says())
    assert type(made) is expected
    if expected is Prepared:
        assert script.paths[1] == "PUT /ghost/api/admin/posts/7a/"
        assert script.requests[1].json["posts"][0]["updated_at"] == WHEN


@pytest.mark.parametrize(
    ("said", "expected", "is_account_wide"),
    [
        ((fault(401, "UnauthorizedError", "INVALID_JWT"),), NotSent, True),
        ((fault(400, "BadRequestError", "INVALID_AUTH_HEADER"),), NotSent, True),
        ((fault(403, "NoPermissionError"),), NotSent, True),
        ((answer(200, b"<html>"),), NotSent, True),
        ((FREE, fault(422, "ValidationError")), Refused, False),
        ((FREE, fault(409, "UpdateCollisionError", "UPDATE_COLLISION")), NotSent, False),
        ((FREE, Broken("cut")), NotSent, False),
        ((FREE, answer(500)), NotSent, False),
        ((FREE, answer(201, {"posts": []})), NotSent, False),
    ],
)
def test_nothing_is_public_where_no_draft_was_made(
    said: tuple[Answer, ...], expected: type[Outcome], is_account_wide: bool
) -> None:
    made, _ = prepared(*said)
    assert type(made) is expected
    assert getattr(made, "is_account_wide", False) is is_account_wide


def test_the_draft_is_published_as_it_was_read_with_one_visible_call() -> None:
    outcome, script = published(says(), says("published"))
    assert outcome == Sent("7a", "https://blog.example/sale/")
    assert script.paths == ["GET /ghost/api/admin/posts/7a/", "PUT /ghost/api/admin/posts/7a/"]
    assert script.requests[1].json == {"posts": [{"status": "published", "updated_at": WHEN}]}
    assert script.requests[1].query == {}
    assert [one.is_visible for one in script.requests] == [False, True]


def test_a_newsletter_goes_out_only_where_one_was_asked_for() -> None:
    account = with_options(BLOG, newsletter="weekly", segment="status:free")
    _, script = published(says(), says("published"), account=account)
    assert script.requests[1].query == {"newsletter": "weekly", "email_segment": "status:free"}


@pytest.mark.parametrize(("status", "expected"), [("active", Prepared), ("archived", Refused)])
def test_a_newsletter_is_there_before_a_draft_is_made(status: str, expected: type) -> None:
    known = answer(body={"newsletters": [{"slug": "weekly", "status": status}]})
    made, script = prepared(FREE, known, says(), account=with_options(BLOG, newsletter="weekly"))
    assert type(made) is expected
    assert script.paths[1] == "GET /ghost/api/admin/newsletters/"


def test_what_is_public_already_is_not_published_again() -> None:
    outcome, script = published(says("published"))
    assert outcome == Sent("7a", "https://blog.example/sale/")
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((says("scheduled"),), Refused),
        ((fault(404, "NotFoundError"),), Refused),
        ((says(), NotReached("no connection")), NotSent),
        ((says(), Broken("cut")), Ambiguous),
        ((says(), answer(500)), Ambiguous),
        ((says(), answer(200, b"<html>")), Ambiguous),
        ((says(), says("draft")), Ambiguous),
        ((says(), says("published", id="8")), Ambiguous),
        ((says(), fault(409, "UpdateCollisionError", "UPDATE_COLLISION")), NotSent),
        ((says(), fault(403, "NoPermissionError")), NotSent),
        ((says(), fault(422, "ValidationError")), Refused),
        ((says(), answer(429)), NotSent),
    ],
)
def test_outcomes_of_publishing(said: tuple[Answer, ...], expected: type[Outcome]) -> None:
    assert type(published(*said)[0]) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (says("published"), Sent("7a", "https://blog.example/sale/")),
        (says("sent"), Sent("7a", "https://blog.example/sale/")),
        (says("draft"), "unpublished"),
        (says("scheduled"), "pending"),
        (fault(404, "NotFoundError"), "unknown"),
        (answer(503), "unknown"),
    ],
)
def test_what_became_of_a_draft(said: Answer, expected: Any) -> None:
    assert ADAPTER.inspect
    assert ADAPTER.inspect(Site(BLOG, [said]), "7a") == expected


def test_an_edit_names_what_it_read_and_leaves_slug_and_status() -> None:
    script = Site(with_options(BLOG, newsletter="weekly"), [says("published"), says("published")])
    assert ADAPTER.edit
    outcome = ADAPTER.edit(script, sending(ADAPTER, BLOG, title="Sale"), "7a")
    assert outcome == Sent("7a", "https://blog.example/sale/")
    post = script.requests[1].json["posts"][0]
    assert post["updated_at"] == WHEN
    assert {"slug", "status"} & set(post) == set()
    assert script.requests[1].query == {"source": "html"}


@pytest.mark.parametrize("said", [answer(204, b""), fault(404, "NotFoundError")])
def test_a_post_is_deleted_and_a_second_time_too(said: Answer) -> None:
    script = Site(BLOG, [said])
    assert ADAPTER.retract
    assert ADAPTER.retract(script, "7a") == Sent("7a", "")
    assert script.paths == ["DELETE /ghost/api/admin/posts/7a/"]


def test_the_doctor_names_the_site_and_its_version() -> None:
    site = answer(body={"site": {"title": "Northwind", "url": "https://blog.example/", "version": "6.65"}})
    assert ADAPTER.identify
    who = ADAPTER.identify(Site(BLOG, [FREE, site]))
    assert isinstance(who, Identity)
    assert (who.name, who.url, who.notes) == ("Northwind", "https://blog.example/", ("Ghost 6.65",))


@pytest.mark.parametrize(
    ("title", "options", "codes"),
    [
        ("Sale", {"slug": "winter-sale", "excerpt": "é" * 300}, []),
        ("", {}, ["GHO001"]),
        ("Sale", {"slug": "Winter Sale"}, ["GHO002"]),
        ("Sale", {"slug": "a" * 186, "excerpt": "é" * 301}, ["GHO002", "GHO003"]),
    ],
)
def test_what_ghost_would_mind_is_found_before(title: str, options: dict[str, str], codes: list[str]) -> None:
    message = sending(ADAPTER, with_options(BLOG, **options), title=title).content.message
    variant = Variant(post="sale", account="blog", network="ghost", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, BLOG)] == codes
