"""The adapter against a Mastodon-shaped server of others: a second opinion on calls and answers.

Its limits and counting are not Mastodon's; those are tested elsewhere.
"""

import io
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from smmgen.adapter import NotSent, Refused, Sent, Session
from smmgen.model.brand import Account
from smmgen.networks.mastodon import ADAPTER
from tests.networks.script import picture, sending
from tests.servers.conftest import Opening

TOKEN = "mock_token"


class Brand:
    """The mock's account, published on through a true session."""

    def __init__(self, url: str, opened: Opening) -> None:
        self._opened = opened
        self.account = Account(
            name="masto", network="mastodon", secrets={"token": "MASTODON_TOKEN"}, base_url=url, language="en"
        )

    def session(self, token: str = TOKEN) -> Session:
        return self._opened(ADAPTER, self.account, token)

    def publish(self, **what: Any) -> Sent:
        ready = sending(ADAPTER, self.account, **{"post": uuid4().hex, **what})
        outcome = ADAPTER.send(self.session(), ready)
        assert isinstance(outcome, Sent), outcome
        return outcome

    def status(self, sent: Sent) -> Any:
        url = f"{self.account.base_url}/api/v1/statuses/{sent.remote_id}"
        return httpx.get(
            url, headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False, verify=False
        ).json()


@pytest.fixture
def brand(mock: str, opened: Opening) -> Brand:
    return Brand(mock, opened)


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (120, 90), "brown").save(file, "JPEG")
    return file.getvalue()


def test_a_text(brand: Brand) -> None:
    found = brand.status(brand.publish(markdown="**All** beans must go."))
    assert "All beans must go." in found["content"]
    assert (found["visibility"], found["language"]) == ("public", "en")


def test_pictures_with_text_and_focus(brand: Brand) -> None:
    files = (picture(0, (0.4, 0.3)), picture(1))
    found = brand.status(brand.publish(files=files, read=lambda file: jpeg()))
    media = found["media_attachments"]
    assert [one["description"] for one in media] == [file.alt for file in files]
    assert media[0]["meta"]["focus"] == {"x": -0.2, "y": 0.4}


def test_a_thread(brand: Brand) -> None:
    first = brand.publish()
    second = brand.publish(number=1, thread=(first.remote_id,))
    found = brand.status(second)
    assert (found["in_reply_to_id"], found["visibility"]) == (first.remote_id, "unlisted")


def test_a_repeat_publishes_nothing_new(brand: Brand) -> None:
    name = uuid4().hex
    assert brand.publish(post=name) == brand.publish(post=name)


def test_own_posts_are_read_as_they_were_written(brand: Brand) -> None:
    sent = brand.publish(markdown="Sale & more\n\n- one\n- [two](https://northwind.example/sale)")
    assert ADAPTER.recent
    found = {one.remote_id: one for one in ADAPTER.recent(brand.session(), 40)}
    assert found[sent.remote_id].text.split() == [
        *["Sale", "&", "more", "•", "one", "•", "two", "(https://northwind.example/sale)"]
    ]


def test_a_wrong_token_concerns_the_account(brand: Brand) -> None:
    outcome = ADAPTER.send(brand.session("wrong"), sending(ADAPTER, brand.account))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide


def test_a_long_text_is_refused(brand: Brand) -> None:
    outcome = ADAPTER.send(brand.session(), sending(ADAPTER, brand.account, "a" * 501))
    assert type(outcome).__name__ == "Refused"


def test_the_class_is_told_by_its_nodeinfo(brand: Brand) -> None:
    assert ADAPTER.class_now
    session = brand.session()
    assert ADAPTER.class_now(session) == "windowed"
    assert session.memo["software"] == "mastodon"


def test_the_numbers_of_a_post_are_read_and_one_that_is_gone_has_none(brand: Brand) -> None:
    sent, metrics = brand.publish(), ADAPTER.metrics
    assert metrics
    assert metrics.posts
    told = metrics.posts(brand.session(), (sent.remote_id, "999999999"))
    assert not isinstance(told, NotSent | Refused), told
    assert list(told) == [sent.remote_id]
    assert set(dict(told[sent.remote_id].told())) == set(metrics.gives)
