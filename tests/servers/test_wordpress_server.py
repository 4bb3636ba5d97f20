"""The adapter against a real WordPress: what it published is read back from there, as readers do."""

import io
from typing import Any
from uuid import uuid4

import httpx
import pytest
from msgspec.structs import replace
from PIL import Image

from smmgen.adapter import (
    Ambiguous,
    Identity,
    NotSent,
    Outcome,
    Prepared,
    Refused,
    Reply,
    Request,
    Sending,
    Sent,
    Session,
)
from smmgen.markup.article import seen
from smmgen.model.brand import Account
from smmgen.model.bundle import File
from smmgen.networks.wordpress import ADAPTER
from tests.networks.script import picture, sending, with_options
from tests.servers.conftest import Opening
from tests.servers.wordpress import USER, Blog

TEXT = """\
Beans & *all* that, see [here](https://example.com/a?b=1&c=2).

# What is new

- Guji
- Gayo

![A bag of beans](beans.jpg "Fresh")

| Bean | Price |
|---|---|
| Guji | 12 € |

> Lev wants the second one.

```python
roast(minutes < 12)
```
"""


def jpeg(file: File) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (file.width, file.height), "brown").save(data, "JPEG")
    return data.getvalue()


def small(number: int) -> File:
    return replace(picture(number), width=60, height=40, sha256=uuid4().hex)


class Reader:
    """A brand that writes on the blog, and a reader who is not signed in."""

    def __init__(self, blog: Blog, opened: Opening) -> None:
        self.blog = blog
        self._opened = opened
        self.account = Account(
            name="blog",
            network="wordpress",
            options={"user": USER},
            secrets={"password": "WORDPRESS_PASSWORD"},
            base_url=blog.url,
            language="en",
        )
        self.post = f"p{uuid4().hex[:12]}"

    def session(self, password: str = "") -> Session:
        return self._opened(ADAPTER, self.account, password or self.blog.password)

    def ready(self, markdown: str = "All beans must go.", **what: Any) -> Sending:
        what = {"title": "Beans", "post": self.post, "read": jpeg, **what}
        return sending(ADAPTER, self.account, markdown, **what)

    def drafted(self, ready: Sending, session: Session | None = None) -> str:
        assert ADAPTER.prepare
        made = ADAPTER.prepare(session or self.session(), ready)
        assert isinstance(made, Prepared), made
        return made.handle

    def sent(self, markdown: str = "All beans must go.", **what: Any) -> Sent:
        ready = self.ready(markdown, **what)
        outcome = ADAPTER.send(self.session(), replace(ready, handle=self.drafted(ready)))
        assert isinstance(outcome, Sent), outcome
        return outcome

    def commented(self, above: str, markdown: str = "Order **here**.") -> Outcome:
        return ADAPTER.send(self.session(), self.ready(markdown, number=1, is_comment=True, thread=(above,)))

    def read(self, path: str, **query: str) -> Any:
        return self.get(f"/wp-json/wp/v2/{path}", **query).json()

    def get(self, path: str, **query: str) -> httpx.Response:
        return httpx.get(f"{self.blog.url}{path}", params=query, trust_env=False, verify=False)


@pytest.fixture
def reader(wordpress: Blog, opened: Opening) -> Reader:
    return Reader(wordpress, opened)


def test_an_article_is_read_as_it_was_written(reader: Reader) -> None:
    cover, inside = small(0), small(1)
    outcome = reader.sent(TEXT, files=(cover, inside), tags=("tea", "R&D"), options={"excerpt": "In short."})
    post = reader.read(f"posts/{outcome.remote_id}")
    content = post["content"]["rendered"]
    written = reader.ready(TEXT, files=(cover, inside)).content.message.written
    assert (post["status"], post["slug"], post["title"]["rendered"]) == ("publish", reader.post, "Beans")
    assert seen(content).split() == written.visible.split()
    for tag in ("<h2>", "<li>", "<blockquote>", "<table>", '<code class="language-python">', "<figcaption>"):
        assert tag in content
    assert 'href="https://example.com/a?b=1&#038;c=2"' in content.replace("&amp;", "&#038;")
    assert seen(post["excerpt"]["rendered"]) == "In short."
    tags = [reader.read(f"tags/{number}")["name"] for number in post["tags"]]
    assert sorted(tags) == ["R&amp;D", "tea"]


def test_pictures_are_where_they_belong_and_are_uploaded_once(reader: Reader) -> None:
    files = (small(0), small(1))
    outcome = reader.sent("Look:\n\n![A bag](beans.jpg)", files=files)
    post = reader.read(f"posts/{outcome.remote_id}")
    featured = reader.read(f"media/{post['featured_media']}")
    assert featured["alt_text"] == files[0].alt
    assert featured["source_url"] not in post["content"]["rendered"]
    assert 'alt="A bag"' in post["content"]["rendered"]
    image = httpx.get(featured["source_url"], trust_env=False, verify=False)
    assert Image.open(io.BytesIO(image.content)).size == (60, 40)
    reader.post += "-2"
    other = reader.sent(files=files[:1])
    assert reader.read(f"posts/{other.remote_id}")["featured_media"] == post["featured_media"]


def test_the_page_is_there_for_everybody(reader: Reader) -> None:
    outcome = reader.sent()
    assert outcome.url == f"{reader.blog.url}/{reader.post}/"
    assert reader.read("posts", slug=reader.post)[0]["link"] == outcome.url


def test_a_draft_is_seen_by_nobody_and_made_once(reader: Reader) -> None:
    first = reader.drafted(reader.ready())
    assert reader.drafted(reader.ready()) == first
    assert reader.get(f"/wp-json/wp/v2/posts/{first}").status_code == 401
    assert reader.read("posts", slug=reader.post) == []
    assert ADAPTER.inspect
    assert ADAPTER.inspect(reader.session(), first) == "unpublished"


class Cut:
    """A session whose visible call is carried out, and its answer lost."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def call(self, request: Request) -> Reply:
        reply = self._session.call(request)
        return Reply(500, {}, b"") if request.is_visible else reply


def test_a_lost_answer_is_made_good_by_the_draft(reader: Reader) -> None:
    ready = reader.ready()
    handle = reader.drafted(ready)
    assert isinstance(ADAPTER.send(Cut(reader.session()), replace(ready, handle=handle)), Ambiguous)
    assert ADAPTER.inspect
    found = ADAPTER.inspect(reader.session(), handle)
    assert found == Sent(handle, f"{reader.blog.url}/{reader.post}/")
    assert len(reader.read("posts", slug=reader.post)) == 1


def test_an_edit_changes_what_readers_see_and_not_the_address(reader: Reader) -> None:
    first = reader.sent("All beens must go.", tags=("tea",))
    ready = reader.ready("All **beans** must go.", title="Sale", files=(small(0),))
    assert ADAPTER.edit
    assert ADAPTER.edit(reader.session(), ready, first.remote_id) == first
    post = reader.read(f"posts/{first.remote_id}")
    assert (post["title"]["rendered"], seen(post["content"]["rendered"])) == ("Sale", "All beans must go.")
    assert post["tags"] == []
    assert post["featured_media"]


def test_what_is_retracted_is_gone_and_does_not_come_back(reader: Reader) -> None:
    first = reader.sent()
    assert ADAPTER.retract
    assert ADAPTER.retract(reader.session(), first.remote_id) == Sent(first.remote_id, "")
    assert ADAPTER.retract(reader.session(), first.remote_id) == Sent(first.remote_id, "")
    assert reader.get(f"/wp-json/wp/v2/posts/{first.remote_id}").status_code == 401
    again = ADAPTER.send(reader.session(), replace(reader.ready(), handle=first.remote_id))
    assert isinstance(again, Refused)
    assert ADAPTER.inspect
    assert ADAPTER.inspect(reader.session(), first.remote_id) == "unknown"


def test_a_slug_of_somebody_else_is_left_alone(reader: Reader) -> None:
    reader.sent("Somebody's.")
    assert ADAPTER.prepare
    made = ADAPTER.prepare(reader.session(), reader.ready())
    assert isinstance(made, Refused)
    assert len(reader.read("posts", slug=reader.post)) == 1


def test_a_first_comment_is_written_changed_and_deleted(reader: Reader) -> None:
    first = reader.sent()
    comment = reader.commented(first.remote_id)
    assert isinstance(comment, Sent), comment
    (shown,) = reader.read("comments", post=first.remote_id)
    assert shown["content"]["rendered"].strip() == "<p>Order <strong>here</strong>.</p>"
    assert shown["link"] == comment.url
    assert isinstance(reader.commented(first.remote_id), Ambiguous)
    assert ADAPTER.edit
    assert ADAPTER.retract
    changed = reader.ready("Order there.", is_comment=True)
    assert isinstance(ADAPTER.edit(reader.session(), changed, comment.remote_id), Sent)
    assert seen(reader.read("comments", post=first.remote_id)[0]["content"]["rendered"]) == "Order there."
    assert isinstance(ADAPTER.retract(reader.session(), comment.remote_id), Sent)
    assert reader.read("comments", post=first.remote_id) == []


def test_categories_are_those_of_the_blog(reader: Reader) -> None:
    reader.account = with_options(reader.account, categories=("uncategorized",), comments=False)
    post = reader.read(f"posts/{reader.sent().remote_id}")
    assert (post["categories"], post["comment_status"]) == ([1], "closed")
    reader.account, reader.post = with_options(reader.account, categories=("News",)), f"{reader.post}-2"
    assert ADAPTER.prepare
    assert isinstance(ADAPTER.prepare(reader.session(), reader.ready()), Refused)


def test_a_blog_is_asked_by_parameter_too(reader: Reader) -> None:
    reader.account = with_options(reader.account, plain_addresses=True)
    assert reader.read(f"posts/{reader.sent(files=(small(0),)).remote_id}")["status"] == "publish"


def test_a_wrong_password_concerns_the_account(reader: Reader) -> None:
    assert ADAPTER.prepare
    made = ADAPTER.prepare(reader.session("wrong"), reader.ready())
    assert isinstance(made, NotSent)
    assert made.is_account_wide


def test_the_doctor_learns_what_the_user_may_do(reader: Reader) -> None:
    assert ADAPTER.identify
    who = ADAPTER.identify(reader.session())
    assert isinstance(who, Identity), who
    assert (who.name, who.missing) == (USER, ())
