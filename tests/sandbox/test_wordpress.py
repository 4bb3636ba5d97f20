from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import Moment, image, shown


@dataclass
class WordPress:
    client: httpx.Client
    password: str = "1:sandbox"

    def call(self, verb: str, path: str, is_signed: bool = True, **more: Any) -> httpx.Response:
        auth = ("northwind", self.password) if is_signed else None
        return self.client.request(verb, f"/wordpress/wp-json/wp/v2{path}", auth=auth, **more)

    def post(self, **given: Any) -> Any:
        answer = self.call("POST", "/posts", json={"title": "Sale", "status": "publish", **given})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def change(self, number: int, **given: Any) -> Any:
        return self.call("POST", f"/posts/{number}", json=given).json()

    def upload(self, content: bytes, name: str = "bag.jpg", **given: str) -> httpx.Response:
        return self.call("POST", "/media", files={"file": (name, content)}, data=given)

    def listed(self, path: str = "/posts", is_signed: bool = True, **asked: Any) -> Any:
        return self.call("GET", path, is_signed, params=asked).json()


@pytest.fixture
def site(client: httpx.Client) -> WordPress:
    return WordPress(client)


HTML = "<p>All <strong>beans</strong> &amp; <a href='https://a.example/b'>more</a>.</p>\n<ul><li>one</li><li>two</li></ul>"


def test_a_post_and_how_it_looks(site: WordPress) -> None:
    tag = site.call("POST", "/tags", json={"name": "Cold brew"}).json()
    made = site.post(title="Sale & more", content=HTML, slug="sale", excerpt="All must go.", tags=[tag["id"]])
    (post,) = shown(site.client)
    assert (post["text"], post["title"]) == ("All beans & more.\n\n• one\n• two", "Sale & more")
    assert [mark["kind"] for mark in post["marks"]] == ["bold", "link"]
    assert post["notes"] == {"tags": "Cold brew", "excerpt": "All must go."}
    assert (made["slug"], made["status"], post["url"]) == ("sale", "publish", made["link"])
    assert made["title"] == {"raw": "Sale & more", "rendered": "Sale &amp; more", "protected": False}
    assert made["link"].endswith("/sale/")


def test_a_draft_is_seen_when_it_is_published(site: WordPress) -> None:
    draft = site.post(status="draft", content="<p>a</p>", slug="sale")
    assert shown(site.client) == []
    assert draft["link"].endswith(f"/?p={draft['id']}")
    done = [site.change(draft["id"], status="publish") for _ in range(2)]
    assert done[0]["link"] == done[1]["link"] == shown(site.client)[0]["url"]
    assert len(shown(site.client)) == 1


def test_a_slug_is_had_once(site: WordPress) -> None:
    site.post(status="draft", slug="sale")
    slugs = [site.post(slug="sale")["slug"] for _ in range(2)]
    assert slugs == ["sale-2", "sale-3"]
    assert [len(post["warnings"]) for post in shown(site.client)] == [1, 1]


@pytest.mark.parametrize(
    ("given", "slug"),
    [
        ({"title": "All Beans, Must Go!"}, "all-beans-must-go"),
        ({"title": "Кофе"}, "%d0%ba%d0%be%d1%84%d0%b5"),
        ({"title": "a", "slug": "b_c d.e"}, "b_c-d-e"),
        ({"title": "a" * 300}, "a" * 200),
    ],
)
def test_slugs_are_made_as_wordpress_does(site: WordPress, given: dict[str, str], slug: str) -> None:
    made = site.post(**given)
    assert made["slug"] == slug
    assert [one["id"] for one in site.listed(slug=made["slug"])] == [made["id"]]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "empty_content"),
    ({"title": ["a"]}, "rest_invalid_param"),
    ({"status": "live"}, "rest_invalid_param"),
    ({"date_gmt": "tomorrow"}, "rest_invalid_param"),
    ({"tags": ["coffee"]}, "rest_invalid_param"),
    ({"comment_status": "some"}, "rest_invalid_param"),
    ({"id": 7}, "rest_post_exists"),
]


@pytest.mark.parametrize(("given", "code"), REFUSED)
def test_a_post_that_wordpress_refuses(site: WordPress, given: dict[str, Any], code: str) -> None:
    answer = site.call("POST", "/posts", json={"title": "a", "status": "publish", **given})
    assert (answer.status_code, answer.json()["code"], answer.json()["data"]["status"]) == (400, code, 400)
    assert shown(site.client) == []


def test_ids_that_are_not_there_are_dropped_and_warned_of(site: WordPress) -> None:
    made = site.post(tags=[77], featured_media=99)
    assert (made["tags"], made["featured_media"]) == ([], 0)
    assert len(shown(site.client)[0]["warnings"]) == 2


@pytest.mark.parametrize(
    ("verb", "path", "code"),
    [
        ("POST", "/posts", "rest_cannot_create"),
        ("POST", "/media", "rest_cannot_create"),
        ("GET", "/users/me", "rest_not_logged_in"),
        ("POST", "/comments", "rest_comment_login_required"),
        ("GET", "/posts?context=edit", "rest_forbidden_context"),
    ],
)
def test_a_wrong_password_is_as_none(site: WordPress, verb: str, path: str, code: str) -> None:
    wrong = WordPress(site.client, "2:wrong")
    for answer in (wrong.call(verb, path), site.call(verb, path, is_signed=False)):
        assert (answer.status_code, answer.json()["code"]) == (401, code)


def test_who_is_signed_in_and_what_they_may(site: WordPress) -> None:
    assert site.listed("/users/me", context="edit")["capabilities"]["publish_posts"] is True
    spaced = WordPress(site.client, "1:sand box")
    assert spaced.listed("/users/me")["name"] == "northwind"


def test_what_lies_ahead_goes_live_at_a_visit_after_it(site: WordPress, moment: Moment) -> None:
    ahead = (datetime.now(UTC) + timedelta(hours=1)).replace(tzinfo=None, microsecond=0).isoformat()
    made = site.post(date_gmt=ahead)
    assert (made["status"], shown(site.client)) == ("future", [])
    moment.shift = timedelta(hours=2)
    assert site.listed(f"/posts/{made['id']}")["status"] == "publish"
    assert len(shown(site.client)) == 1
    assert site.post(title="Old", date_gmt="2020-01-02T03:04:05")["link"].endswith("/2020/01/02/old/")


def test_a_post_goes_to_the_trash_and_then_for_good(site: WordPress) -> None:
    made = site.post(slug="sale")
    trashed = site.call("DELETE", f"/posts/{made['id']}").json()
    assert (trashed["status"], trashed["slug"], shown(site.client)) == ("trash", "sale__trashed", [])
    assert site.call("DELETE", f"/posts/{made['id']}").status_code == 410
    assert site.listed(slug="sale", status="any", context="edit") == []
    assert [one["id"] for one in site.listed(slug="sale__trashed", status="trash")] == [made["id"]]
    assert site.change(made["id"], status="publish")["slug"] == "sale"
    assert site.call("DELETE", f"/posts/{made['id']}?force=true").json()["deleted"] is True
    assert site.call("GET", f"/posts/{made['id']}").json()["code"] == "rest_post_invalid_id"


def test_lists_are_paged_and_filtered(site: WordPress) -> None:
    numbers = [site.post(title=f"Part {n}")["id"] for n in range(3)]
    site.post(status="draft")
    answer = site.call("GET", "/posts?per_page=2&_fields=id,link")
    assert [one["id"] for one in answer.json()] == numbers[:0:-1]
    assert set(answer.json()[0]) == {"id", "link"}
    assert (answer.headers["x-wp-total"], answer.headers["x-wp-totalpages"]) == ("3", "2")
    assert len(site.listed(status="any")) == 4
    assert [one["id"] for one in site.listed(search="part 1")] == [numbers[1]]
    assert site.call("GET", "/posts?per_page=101").status_code == 400
    assert site.call("GET", "/posts?status=draft", is_signed=False).json()["code"] == "rest_invalid_param"
    query = "/wordpress/index.php?rest_route=/wp/v2/posts"
    assert len(site.client.get(query).json()) == 3


def test_a_picture_and_where_it_is_seen(site: WordPress) -> None:
    made = site.upload(image(90), alt_text="A bag").json()
    again = site.upload(image(60)).json()
    assert (made["source_url"][-8:], again["source_url"][-10:], again["slug"]) == (
        "/bag.jpg",
        "/bag-1.jpg",
        "bag-1",
    )
    site.post(featured_media=made["id"], content=f'<p>a</p><img src="{again["source_url"]}" alt="Two">')
    (post,) = shown(site.client)
    assert [(one["width"], one["alt"]) for one in post["media"]] == [(90, "A bag"), (60, "Two")]
    assert site.client.get(made["source_url"]).headers["content-type"] == "image/jpeg"
    assert [one["id"] for one in site.listed("/media", slug="bag")] == [made["id"]]


def test_a_picture_as_it_is(site: WordPress) -> None:
    headers = {"content-type": "image/png", "content-disposition": 'attachment; filename="a.png"'}
    made = site.call("POST", "/media", content=image(kind="PNG"), headers=headers)
    assert made.status_code == 201
    assert site.call("POST", f"/media/{made.json()['id']}", json={"alt_text": "b"}).json()["alt_text"] == "b"
    assert site.call("DELETE", f"/media/{made.json()['id']}").status_code == 501
    assert site.call("DELETE", f"/media/{made.json()['id']}?force=true").status_code == 200
    del headers["content-disposition"]
    refused = site.call("POST", "/media", content=image(), headers=headers)
    assert refused.json()["code"] == "rest_upload_no_content_disposition"


@pytest.mark.parametrize(("content", "name"), [(b"<svg/>", "a.svg"), (image(), "a.png"), (b"no", "a.jpg")])
def test_a_file_that_wordpress_refuses(site: WordPress, content: bytes, name: str) -> None:
    answer = site.upload(content, name)
    assert (answer.status_code, answer.json()["code"]) == (500, "rest_upload_sideload_error")


def test_a_tag_is_made_once(site: WordPress) -> None:
    made = site.call("POST", "/tags", json={"name": "Cold Brew"}).json()
    again = site.call("POST", "/tags", json={"name": "cold brew"})
    assert (again.status_code, again.json()["data"]["term_id"]) == (400, made["id"])
    assert [one["id"] for one in site.listed("/tags", slug="cold-brew")] == [made["id"]]
    assert site.listed("/categories")[0]["slug"] == "uncategorized"
    assert site.call("POST", "/tags", json={}).json()["code"] == "rest_missing_callback_param"


def test_comments_stand_below_their_post(site: WordPress) -> None:
    made = site.post()
    first = site.call("POST", "/comments", json={"post": made["id"], "content": "First!"})
    assert first.status_code == 201
    again = site.call("POST", "/comments", json={"post": made["id"], "content": "First!"})
    assert (again.status_code, again.json()["code"]) == (409, "comment_duplicate")
    assert [one["id"] for one in site.listed("/comments", post=made["id"])] == [first.json()["id"]]
    assert shown(site.client)[1]["reply_to"] == str(made["id"])


def test_the_site_tells_where_its_api_is(site: WordPress) -> None:
    assert 'rel="https://api.w.org/"' in site.client.head("/wordpress/").headers["link"]
    assert site.call("GET", "/nothing").json()["code"] == "rest_no_route"
