"""What WordPress is asked, and what its answers mean."""

from base64 import b64encode
from typing import Any

import pytest
from msgspec.structs import replace

from smmgen.adapter import Ambiguous, Broken, Identity, NotReached, NotSent, Outcome, Prepared, Refused, Sent
from smmgen.model.brand import Account
from smmgen.model.variant import Variant
from smmgen.networks.wordpress import ADAPTER
from tests.networks.script import Answer, Script, answer, picture, sending, with_options

BLOG = Account(
    name="blog",
    network="wordpress",
    options={"user": "anna"},
    secrets={"password": "WP_PASSWORD"},
    language="en",
)
FREE = answer(body=[])
DRAFT = answer(201, {"id": 7, "status": "draft"})
LIVE = answer(body={"id": 7, "status": "publish", "link": "https://blog.example/sale/"})
UPLOADED = answer(201, {"id": 5, "source_url": "https://blog.example/beans.jpg"})


def fault(status: int, code: str) -> Answer:
    return answer(status, {"code": code, "message": "No &#8220;way&#8221;.", "data": {"status": status}})


def prepared(*answers: Answer, account: Account = BLOG, **what: Any) -> tuple[Any, Script]:
    script = Script(account, answers)
    script.memo["wordpress-user"] = {"id": 2}
    what.setdefault("title", "Sale")
    assert ADAPTER.prepare
    return ADAPTER.prepare(script, sending(ADAPTER, account, **what)), script


def published(*answers: Answer, **what: Any) -> tuple[Outcome, Script]:
    script = Script(BLOG, answers)
    what.setdefault("handle", "7")
    return ADAPTER.send(script, sending(ADAPTER, BLOG, **what)), script


def test_a_draft_is_made_with_the_posts_id_as_its_slug() -> None:
    made, script = prepared(FREE, DRAFT)
    assert made == Prepared("7")
    assert script.paths == ["GET /wp-json/wp/v2/posts", "POST /wp-json/wp/v2/posts"]
    assert script.requests[0].query == {"slug": "sale", "status": "any", "context": "edit"}
    assert script.requests[1].headers == {
        "Authorization": f"Basic {b64encode(b'anna:the-password').decode()}"
    }
    assert script.requests[1].json == {
        "title": "Sale",
        "content": "<p>All beans must go.</p>",
        "excerpt": "",
        "slug": "sale",
        "tags": [],
        "featured_media": 0,
        "status": "draft",
    }
    assert not any(request.is_visible for request in script.requests)


def test_a_blog_with_plain_addresses_is_asked_by_parameter() -> None:
    _, script = prepared(FREE, DRAFT, account=with_options(BLOG, plain_addresses=True))
    assert [one.url for one in script.requests] == ["https://net.example/index.php"] * 2
    assert script.requests[0].query["rest_route"] == "/wp/v2/posts"


def test_pictures_stand_in_the_text_and_the_front_matters_is_featured() -> None:
    figure = "Look:\n\n![A bag](beans.jpg)\n\nNice."
    second = answer(201, {"id": 6, "source_url": "https://blog.example/2.jpg"})
    _, script = prepared(
        FREE, UPLOADED, FREE, second, FREE, DRAFT, markdown=figure, files=(picture(), picture(1))
    )
    body = script.requests[-1].json
    assert body["featured_media"] == 5
    assert '<img src="https://blog.example/2.jpg" width="1080" height="1350" alt="A bag">' in body["content"]
    assert "https://blog.example/beans.jpg" not in body["content"]
    form = {
        "alt_text": "A bag of beans, number 0",
        "title": "beans-0-000000000000",
        "slug": "beans-0-000000000000",
    }
    assert script.requests[1].form == form
    assert script.requests[1].files == (("file", ("beans-0-000000000000.jpg", b"jpeg", "image/jpeg")),)


def test_pictures_of_an_album_follow_the_text() -> None:
    there = answer(body=[{"id": 5, "source_url": "https://b.example/1.jpg", "alt_text": picture().alt}])
    other = answer(body=[{"id": 6, "source_url": "https://b.example/2.jpg", "alt_text": "Old"}])
    _, script = prepared(there, other, answer(), FREE, DRAFT, files=(picture(), picture(1)))
    assert script.requests[2].json == {"alt_text": "A bag of beans, number 1"}
    assert script.requests[-1].json["content"].count("<figure>") == 1
    assert script.requests[-1].json["featured_media"] == 5


def test_tags_and_categories_become_ids() -> None:
    exists = answer(400, {"code": "term_exists", "message": "There", "data": {"status": 400, "term_id": 12}})
    found = answer(
        body=[{"id": 3, "name": "Newsroom", "slug": "room"}, {"id": 4, "name": "R&amp;D", "slug": "rd"}]
    )
    account = with_options(BLOG, categories=("r&d",), comments=False, excerpt="Short.")
    made, script = prepared(
        answer(201, {"id": 11}), exists, found, FREE, DRAFT, account=account, tags=("tea", "sale")
    )
    assert made == Prepared("7")
    body = script.requests[-1].json
    assert (body["tags"], body["categories"]) == ([11, 12], [4])
    assert (body["comment_status"], body["excerpt"]) == ("closed", "Short.")


def test_a_category_that_is_not_there_is_named() -> None:
    made, _ = prepared(FREE, account=with_options(BLOG, categories=("News",)))
    assert isinstance(made, Refused)
    assert "no category “News”" in made.why


@pytest.mark.parametrize(
    ("status", "content", "expected"),
    [
        ("draft", "<p>All beans  must go.</p>", Prepared),
        ("draft", "<p>Somebody's.</p>", Refused),
        ("publish", "<p>All beans must go.</p>", Refused),
    ],
)
def test_a_draft_left_behind_is_taken_up_but_nobody_elses(status: str, content: str, expected: type) -> None:
    there = {"id": 9, "status": status, "title": {"raw": "Sale"}, "content": {"raw": content}}
    made, script = prepared(answer(body=[there]))
    assert type(made) is expected
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("said", "expected", "is_account_wide"),
    [
        ((fault(401, "rest_cannot_create"),), NotSent, True),
        ((FREE, fault(403, "rest_cannot_create")), NotSent, True),
        ((fault(404, "rest_no_route"),), NotSent, True),
        ((FREE, fault(400, "rest_invalid_param")), Refused, False),
        ((FREE, answer(200, b"<html>Just a moment")), NotSent, False),
        ((FREE, Broken("cut")), NotSent, False),
        ((FREE, answer(500)), NotSent, False),
    ],
)
def test_nothing_is_public_where_no_draft_was_made(
    said: tuple[Answer, ...], expected: type[Outcome], is_account_wide: bool
) -> None:
    made, _ = prepared(*said)
    assert type(made) is expected
    assert getattr(made, "is_account_wide", False) is is_account_wide


@pytest.mark.parametrize(
    "said", [fault(401, "rest_not_logged_in"), fault(404, "rest_no_route"), answer(200, b"<html>")]
)
def test_the_password_is_tried_before_anything_else(said: Answer) -> None:
    script = Script(BLOG, [said])
    assert ADAPTER.prepare
    made = ADAPTER.prepare(script, sending(ADAPTER, BLOG, title="Sale"))
    assert isinstance(made, NotSent)
    assert made.is_account_wide
    assert script.paths == ["GET /wp-json/wp/v2/users/me"]


def test_the_draft_is_published_by_its_id_with_one_visible_call() -> None:
    outcome, script = published(answer(body={"id": 7, "status": "draft"}), LIVE)
    assert outcome == Sent("7", "https://blog.example/sale/")
    assert script.paths == ["GET /wp-json/wp/v2/posts/7", "POST /wp-json/wp/v2/posts/7"]
    assert script.requests[1].json == {"status": "publish"}
    assert [one.is_visible for one in script.requests] == [False, True]


@pytest.mark.parametrize("status", ["trash", "private", "future", ""])
def test_what_was_thrown_away_does_not_come_back_to_life(status: str) -> None:
    outcome, script = published(answer(body={"id": 7, "status": status}))
    assert isinstance(outcome, Refused)
    assert len(script.requests) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (NotReached("no connection"), NotSent),
        (Broken("cut"), Ambiguous),
        (answer(500), Ambiguous),
        (answer(200, b"<html>"), Ambiguous),
        (answer(200, {"id": 7, "status": "future", "link": "https://blog.example/?p=7"}), Ambiguous),
        (answer(200, {"id": 8, "status": "publish", "link": "https://blog.example/x"}), Ambiguous),
        (fault(403, "rest_cannot_publish"), NotSent),
        (answer(403, b"<html>firewall"), Refused),
        (answer(429), NotSent),
    ],
)
def test_outcomes_of_the_visible_call(said: Answer, expected: type[Outcome]) -> None:
    assert type(published(answer(body={"id": 7, "status": "draft"}), said)[0]) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (LIVE, Sent("7", "https://blog.example/sale/")),
        (answer(body={"id": 7, "status": "draft"}), "unpublished"),
        (answer(body={"id": 7, "status": "future"}), "pending"),
        (answer(body={"id": 7, "status": "trash"}), "unknown"),
        (fault(404, "rest_post_invalid_id"), "unknown"),
        (answer(503), "unknown"),
    ],
)
def test_what_became_of_a_draft(said: Answer, expected: Any) -> None:
    assert ADAPTER.inspect
    assert ADAPTER.inspect(Script(BLOG, [said]), "7") == expected


def test_a_first_comment_stands_below_the_article_without_paragraph_tags() -> None:
    made = answer(201, {"id": 31, "link": "https://blog.example/sale/#comment-31"})
    outcome, script = published(made, markdown="Order **here**.\n\nNow.", thread=("7",), is_comment=True)
    assert outcome == Sent("7-c31", "https://blog.example/sale/#comment-31")
    assert script.requests[0].json == {"post": 7, "content": "Order <strong>here</strong>.\n\nNow."}


def test_a_comment_that_is_there_already_says_nothing_for_sure() -> None:
    outcome, _ = published(fault(409, "comment_duplicate"), thread=("7",), is_comment=True)
    assert isinstance(outcome, Ambiguous)


def test_an_edit_leaves_slug_and_status() -> None:
    script = Script(BLOG, [LIVE])
    assert ADAPTER.edit
    assert ADAPTER.edit(script, sending(ADAPTER, BLOG, title="Sale"), "7") == Sent(
        "7", "https://blog.example/sale/"
    )
    assert {"slug", "status"} & set(script.requests[0].json) == set()


@pytest.mark.parametrize(
    "said", [answer(), fault(410, "rest_already_trashed"), fault(404, "rest_post_invalid_id")]
)
def test_a_post_is_put_into_the_trash_and_a_second_time_too(said: Answer) -> None:
    script = Script(BLOG, [said])
    assert ADAPTER.retract
    assert ADAPTER.retract(script, "7") == Sent("7", "")
    assert script.paths == ["DELETE /wp-json/wp/v2/posts/7"]


def test_a_comment_is_changed_and_put_into_the_trash_by_its_own_id() -> None:
    script = Script(BLOG, [answer(body={"id": 31, "link": "https://b.example/#c"}), answer()])
    assert ADAPTER.edit
    assert ADAPTER.retract
    ADAPTER.edit(script, sending(ADAPTER, BLOG, is_comment=True), "7-c31")
    ADAPTER.retract(script, "7-c31")
    assert script.paths == ["POST /wp-json/wp/v2/comments/31", "DELETE /wp-json/wp/v2/comments/31"]


def test_the_doctor_learns_what_the_user_may_not_do() -> None:
    who = {"id": 2, "name": "Anna", "capabilities": {"upload_files": True, "publish_posts": False}}
    assert ADAPTER.identify
    found = ADAPTER.identify(Script(BLOG, [answer(body=who)]))
    assert isinstance(found, Identity)
    assert (found.name, found.rights) == ("Anna", ("upload_files",))
    assert len(found.missing) == 2


@pytest.mark.parametrize(
    ("title", "slug", "codes"),
    [("", "", ["WPR001"]), ("Sale", "Winter Sale", ["WPR002"]), ("Sale", "winter-sale", [])],
)
def test_what_wordpress_would_mind_is_found_before(title: str, slug: str, codes: list[str]) -> None:
    message = sending(ADAPTER, with_options(BLOG, slug=slug), title=title).content.message
    variant = Variant(post="sale", account="blog", network="wordpress", publish_at=None, messages=(message,))
    assert [one.code for one in ADAPTER.check(variant, BLOG)] == codes


def test_the_limit_is_the_accounts() -> None:
    assert ADAPTER.limits(replace(BLOG, options={"max_characters": 9})).text == 9
