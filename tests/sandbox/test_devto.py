from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.sandbox.speak import image, shown


@dataclass
class DevTo:
    client: httpx.Client
    key: str = "1:sandbox"

    def call(self, verb: str, path: str, **more: Any) -> httpx.Response:
        return self.client.request(verb, f"/devto/api{path}", headers={"api-key": self.key}, **more)

    def send(self, **given: Any) -> httpx.Response:
        article = {"title": "Sale", "body_markdown": "All **beans**", "published": True, **given}
        return self.call("POST", "/articles", json={"article": article})

    def post(self, **given: Any) -> Any:
        answer = self.send(**given)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def change(self, number: int, **given: Any) -> httpx.Response:
        return self.call("PUT", f"/articles/{number}", json={"article": given})


@pytest.fixture
def devto(client: httpx.Client) -> DevTo:
    return DevTo(client)


def test_an_article_and_how_it_looks(devto: DevTo) -> None:
    body = "# Now\n\nAll **beans** & [here](https://a.example/b).\n\n- one\n- two\n\n> Good.\n"
    made = devto.post(
        body_markdown=body, tags=["Coffee", "tea"], series="Beans", canonical_url="https://a.example/c"
    )
    (post,) = shown(devto.client)
    assert (post["text"], post["title"], post["url"]) == (
        "Now\n\nAll beans & here.\n\n• one\n• two\n\nGood.",
        "Sale",
        made["url"],
    )
    assert post["notes"] == {"tags": "#coffee #tea", "series": "Beans", "canonical": "https://a.example/c"}
    assert made["url"].startswith("https://dev.to/sandbox/sale-")
    assert (made["tag_list"], made["tags"]) == ("coffee, tea", ["coffee", "tea"])


def test_a_draft_is_seen_when_it_is_published(devto: DevTo) -> None:
    draft = devto.post(published=False)
    assert shown(devto.client) == []
    assert devto.call("GET", f"/articles/{draft['id']}").status_code == 404
    done = devto.change(draft["id"], published=True).json()
    assert shown(devto.client)[0]["url"] == done["url"]
    assert "temp-slug" in draft["slug"]
    assert "temp-slug" not in done["slug"]
    assert devto.call("PUT", f"/articles/{draft['id']}/unpublish").status_code == 204
    assert shown(devto.client) == []


def test_front_matter_overrides_the_fields(devto: DevTo) -> None:
    made = devto.post(body_markdown="---\ntitle: Other\npublished: false\ntags: a, b\n---\nBody")
    assert (made["title"], made["tags"], shown(devto.client)) == ("Other", ["a", "b"], [])
    devto.post(body_markdown="---\ntitle: Other\n---\nBody")
    (post,) = shown(devto.client)
    assert (post["text"], len(post["warnings"])) == ("Body", 1)


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"title": ""}, "Title can't be blank"),
    ({"title": "a" * 129}, "Title is too long"),
    ({"body_markdown": "я" * 409_601}, "Body markdown is too long"),
    ({"tags": "a, b, c, d, e"}, "maximum of 4"),
    ({"tags": ["cold-brew"]}, "non-alphanumeric"),
    ({"tags": ["a" * 31]}, "too long"),
    ({"main_image": "bag.jpg"}, "not a valid URL"),
    ({"canonical_url": "here"}, "not a valid URL"),
    ({"description": 7}, "invalid"),
    ({"body_markdown": "---\ntitle: [\n---\nBody"}, "front-matter"),
]


@pytest.mark.parametrize(("given", "words"), REFUSED)
def test_an_article_that_devto_refuses(devto: DevTo, given: dict[str, Any], words: str) -> None:
    answer = devto.send(**given)
    assert (answer.status_code, answer.json()["status"]) == (422, 422)
    assert words in answer.json()["error"]
    assert shown(devto.client) == []


def test_an_article_is_taken_once(devto: DevTo) -> None:
    devto.post(canonical_url="https://a.example/c")
    assert "taken" in devto.send().json()["error"]
    assert "Canonical url" in devto.send(title="Other", canonical_url="https://a.example/c").json()["error"]
    assert devto.send(title="Other").status_code == 201
    assert devto.call("POST", "/articles", json={"title": "a"}).status_code == 422


@pytest.mark.parametrize("path", ["/articles/me", "/users/me"])
def test_a_wrong_key(devto: DevTo, path: str) -> None:
    wrong = DevTo(devto.client, "2:wrong")
    assert wrong.call("GET", path).json() == {"error": "unauthorized", "status": 401}
    assert wrong.send().status_code == 401
    assert devto.call("GET", path).status_code == 200


def test_own_articles_are_listed_drafts_first(devto: DevTo) -> None:
    numbers = [devto.post(title=str(n), published=n != 1, tags="tea")["id"] for n in range(3)]
    found = {
        which: [one["id"] for one in devto.call("GET", f"/articles/me/{which}").json()]
        for which in ("all", "published", "unpublished")
    }
    assert found == {
        "all": [numbers[1], numbers[2], numbers[0]],
        "published": [numbers[2], numbers[0]],
        "unpublished": [numbers[1]],
    }
    assert [one["id"] for one in devto.call("GET", "/articles?tag=tea&per_page=1").json()] == [numbers[2]]
    assert devto.call("GET", f"/comments?a_id={numbers[0]}").json() == []
    assert devto.call("DELETE", f"/articles/{numbers[0]}").status_code == 404


def test_pictures_are_shown_where_they_lie_here(devto: DevTo) -> None:
    url = f"{devto.client.base_url}/hosted/bag.jpg"
    devto.client.put("/hosted/bag.jpg", content=image(), headers={"content-type": "image/jpeg"})
    devto.post(body_markdown=f"a\n\n![A bag]({url})\n\n![B](https://a.example/b.png)", main_image=url)
    (post,) = shown(devto.client)
    assert [one["alt"] for one in post["media"]] == ["", "A bag"]
    assert (post["text"], post["notes"]["pictures elsewhere"]) == ("a", "https://a.example/b.png")


def test_liquid_is_warned_of(devto: DevTo) -> None:
    devto.post(body_markdown="Hello {{ name }}")
    assert len(shown(devto.client)[0]["warnings"]) == 1
