"""The adapter against a real Ghost: what it published is read back through Ghost's own API, and as readers do.

Ghost takes minutes to install, so the ordinary run leaves it out:
SMMGEN_WHOLE=1 pytest tests/servers/test_ghost_server.py
"""

import io
import os
from typing import Any
from uuid import uuid4

import httpx
import pytest
from msgspec.structs import replace
from PIL import Image

from smmgen.adapter import Ambiguous, Identity, NotSent, Prepared, Refused, Sending, Sent, Session
from smmgen.apis import ghost as api
from smmgen.markup.article import seen
from smmgen.model.brand import Account
from smmgen.networks.ghost import ADAPTER
from tests.networks.script import sending, with_options
from tests.servers.conftest import Opening
from tests.servers.ghost import Site
from tests.servers.test_wordpress_server import TEXT, Cut, jpeg, small

pytestmark = pytest.mark.skipif(
    not os.environ.get("SMMGEN_WHOLE"),
    reason="installing Ghost takes minutes; SMMGEN_WHOLE=1 pytest tests/servers/test_ghost_server.py does it",
)


class Reader:
    """A brand that writes on the site, and a reader who is not signed in."""

    def __init__(self, site: Site, opened: Opening) -> None:
        self.site = site
        self._opened = opened
        secrets = {"key": "GHOST_KEY"}
        self.account = Account(
            name="blog", network="ghost", secrets=secrets, base_url=site.url, language="en"
        )
        self.post = f"p{uuid4().hex[:12]}"

    def session(self, key: str = "") -> Session:
        return self._opened(ADAPTER, self.account, key or self.site.key)

    def ready(self, markdown: str = "All beans must go.", **what: Any) -> Sending:
        what = {"title": "Beans", "post": self.post, "read": jpeg, **what}
        return sending(ADAPTER, self.account, markdown, **what)

    def drafted(self, ready: Sending) -> str:
        assert ADAPTER.prepare
        made = ADAPTER.prepare(self.session(), ready)
        assert isinstance(made, Prepared), made
        return made.handle

    def sent(self, markdown: str = "All beans must go.", **what: Any) -> Sent:
        ready = self.ready(markdown, **what)
        outcome = ADAPTER.send(self.session(), replace(ready, handle=self.drafted(ready)))
        assert isinstance(outcome, Sent), outcome
        return outcome

    def read(self, **query: str) -> list[dict[str, Any]]:
        """Ask Ghost for the posts with this slug, in any status, as HTML."""
        query = {"filter": f"slug:{self.post}", "formats": "html", "include": "tags", **query}
        answer = api.ask(self.session(), "GET", "posts/", query=query)
        return list(answer["posts"])

    def get(self, url: str) -> httpx.Response:
        return httpx.get(url, trust_env=False, timeout=30)

    @property
    def url(self) -> str:
        return f"{self.site.url}/{self.post}/"


@pytest.fixture
def reader(ghost: Site, opened: Opening) -> Reader:
    return Reader(ghost, opened)


def test_an_article_is_read_as_it_was_written(reader: Reader) -> None:
    cover, inside = small(0), small(1)
    outcome = reader.sent(TEXT, files=(cover, inside), tags=("tea", "R&D"), options={"excerpt": "In short."})
    (post,) = reader.read()
    written = reader.ready(TEXT, files=(cover, inside)).content.message.written
    assert (post["status"], post["title"], post["custom_excerpt"]) == ("published", "Beans", "In short.")
    assert outcome == Sent(post["id"], reader.url)
    assert post["url"] == reader.url
    assert "".join(seen(post["html"]).split()) == "".join(written.visible.split())  # it joins paragraphs
    for part in ("<h2", "<li>", "<blockquote>", "<table>", 'class="language-python"', "<figcaption>"):
        assert part in post["html"]
    assert 'href="https://example.com/a?b=1&amp;c=2"' in post["html"]
    assert [tag["name"] for tag in post["tags"]] == ["tea", "R&D", "#smmgen-blog"]


def test_pictures_are_where_they_belong(reader: Reader) -> None:
    cover, inside = small(0), small(1)
    reader.sent("Look:\n\n![A bag](beans.jpg)", files=(cover, inside))
    (post,) = reader.read()
    assert post["feature_image_alt"] == cover.alt
    assert post["feature_image"] not in post["html"]
    assert 'alt="A bag"' in post["html"]
    image = reader.get(post["feature_image"])
    assert Image.open(io.BytesIO(image.content)).size == (cover.width, cover.height)


def test_the_page_is_there_for_everybody(reader: Reader) -> None:
    page = reader.get(reader.sent(tags=("tea",)).url)
    assert page.is_success
    assert "All beans must go." in page.text
    assert "smmgen-blog" not in seen(page.text)


def test_a_draft_is_seen_by_nobody_and_made_once(reader: Reader) -> None:
    first = reader.drafted(reader.ready())
    assert reader.drafted(reader.ready()) == first
    assert [post["status"] for post in reader.read()] == ["draft"]
    assert reader.get(reader.url).status_code == 404
    assert ADAPTER.inspect
    assert ADAPTER.inspect(reader.session(), first) == "unpublished"


def test_a_lost_answer_is_made_good_by_the_draft(reader: Reader) -> None:
    ready = reader.ready()
    ready = replace(ready, handle=reader.drafted(ready))
    assert isinstance(ADAPTER.send(Cut(reader.session()), ready), Ambiguous)
    assert ADAPTER.inspect
    found = ADAPTER.inspect(reader.session(), ready.handle)
    assert found == Sent(ready.handle, reader.url)
    (before,) = reader.read()
    assert ADAPTER.send(reader.session(), ready) == found
    assert reader.read() == [before]


def test_an_edit_changes_what_readers_see_and_not_the_address(reader: Reader) -> None:
    first = reader.sent("All beens must go.", tags=("tea",))
    ready = reader.ready("All **beans** must go.", title="Sale", files=(small(0),))
    assert ADAPTER.edit
    assert ADAPTER.edit(reader.session(), ready, first.remote_id) == first
    (post,) = reader.read()
    assert (post["title"], seen(post["html"]), post["url"]) == ("Sale", "All beans must go.", first.url)
    assert [tag["name"] for tag in post["tags"]] == ["#smmgen-blog"]
    assert post["feature_image"]


def test_what_is_retracted_is_gone_and_does_not_come_back(reader: Reader) -> None:
    first = reader.sent()
    assert ADAPTER.retract
    for _ in range(2):
        assert ADAPTER.retract(reader.session(), first.remote_id) == Sent(first.remote_id, "")
    assert reader.read() == []
    assert reader.get(first.url).status_code == 404
    again = ADAPTER.send(reader.session(), replace(reader.ready(), handle=first.remote_id))
    assert isinstance(again, Refused | NotSent)
    assert ADAPTER.inspect
    assert ADAPTER.inspect(reader.session(), first.remote_id) == "unknown"


def test_a_slug_of_somebody_else_is_left_alone(reader: Reader) -> None:
    reader.sent("Somebody's.")
    assert ADAPTER.prepare
    assert isinstance(ADAPTER.prepare(reader.session(), reader.ready()), Refused)
    assert [seen(post["html"]) for post in reader.read()] == ["Somebody's."]


def test_a_newsletter_must_be_there(reader: Reader) -> None:
    reader.account = with_options(reader.account, newsletter="daily")
    assert ADAPTER.prepare
    made = ADAPTER.prepare(reader.session(), reader.ready())
    assert isinstance(made, Refused)
    assert "default-newsletter" in made.why


def test_a_wrong_key_concerns_the_account(reader: Reader) -> None:
    name, _, _ = reader.site.key.partition(":")
    assert ADAPTER.prepare
    made = ADAPTER.prepare(reader.session(f"{name}:{'0badc0de' * 8}"), reader.ready())
    assert isinstance(made, NotSent)
    assert made.is_account_wide


def test_the_doctor_learns_which_site_it_is(reader: Reader) -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(reader.session())
    assert isinstance(who, Identity), who
    assert (who.name, who.url.rstrip("/")) == ("Beans", reader.site.url)
