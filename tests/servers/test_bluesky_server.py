"""The adapter against a real Bluesky server: what it published is read back from there."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest
from msgspec.structs import replace
from PIL import Image

from smmgen.adapter import NotSent, Reply, Request, Sent, Session
from smmgen.model.brand import Account
from smmgen.model.variant import LinkCard
from smmgen.networks.bluesky import ADAPTER
from tests.networks.script import picture, sending
from tests.servers.conftest import Opening


@dataclass(frozen=True)
class Known:
    """An account on the server: its names, and an app password."""

    handle: str
    did: str
    password: str


def signed_up(client: httpx.Client) -> Known:
    """Make an account, which takes the server longer than most calls."""

    def post(method: str, body: Mapping[str, Any], token: str = "") -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        reply = client.post(f"/xrpc/{method}", json=body, headers=headers)
        assert reply.is_success, reply.text
        return reply.json()

    handle = f"b{uuid4().hex[:10]}.test"
    new = {"handle": handle, "email": f"{handle}@mail.example", "password": "long-password"}
    made = post("com.atproto.server.createAccount", new)
    own = post("com.atproto.server.createAppPassword", {"name": "smmgen"}, made["accessJwt"])
    return Known(handle, made["did"], own["password"])


class Brand:
    """A brand with an account on the server, and eyes of its own."""

    def __init__(self, client: httpx.Client, known: Known, opened: Opening) -> None:
        self.url = str(client.base_url).rstrip("/")
        self.handle, self.did, self.password = known.handle, known.did, known.password
        self._client = client
        self._opened = opened

    @property
    def account(self) -> Account:
        return Account(
            name="bsky",
            network="bluesky",
            options={"handle": self.handle},
            secrets={"password": "BLUESKY_PASSWORD"},
            base_url=self.url,
            handle=self.handle,
            language="en",
        )

    def session(self, password: str = "") -> Session:
        return self._opened(ADAPTER, self.account, password or self.password)

    def record(self, uri: str) -> Any:
        repo, collection, key = uri.removeprefix("at://").split("/")
        query = {"repo": repo, "collection": collection, "rkey": key}
        return self._get("com.atproto.repo.getRecord", query).json()["value"]

    def blob(self, blob: Any) -> bytes:
        query = {"did": self.did, "cid": blob["ref"]["$link"]}
        return self._get("com.atproto.sync.getBlob", query).content

    def _get(self, method: str, query: Mapping[str, str]) -> httpx.Response:
        reply = self._client.get(f"/xrpc/{method}", params=dict(query))
        assert reply.is_success, reply.text
        return reply


@pytest.fixture(scope="module")
def client(pds: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=pds, trust_env=False, verify=False) as client:
        yield client


@pytest.fixture(scope="module")
def known(client: httpx.Client) -> Known:
    return signed_up(client)


@pytest.fixture
def brand(client: httpx.Client, known: Known, opened: Opening) -> Brand:
    """A brand that other tests published for, too."""
    return Brand(client, known, opened)


@pytest.fixture
def fresh(client: httpx.Client, opened: Opening) -> Brand:
    """A brand that has published nothing yet."""
    return Brand(client, signed_up(client), opened)


def jpeg(colour: str = "brown", size: tuple[int, int] = (108, 135)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def published(brand: Brand, **what: Any) -> Sent:
    ready = sending(ADAPTER, brand.account, **{"post": uuid4().hex, **what})
    outcome = ADAPTER.send(brand.session(), ready)
    assert isinstance(outcome, Sent), outcome
    return outcome


def test_text_with_links_tags_and_mentions(brand: Brand, fresh: Brand) -> None:
    other = fresh
    text = f"Жаркое 👩‍👩‍👧 [sale](https://a.example/x?y=1) #ColdBrew for @{other.handle} and @nobody.test"
    outcome = published(brand, markdown=text)
    record = brand.record(outcome.remote_id)
    assert record["text"] == f"Жаркое 👩‍👩‍👧 sale #ColdBrew for @{other.handle} and @nobody.test"
    data = record["text"].encode()
    shown = [data[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode() for one in record["facets"]]
    assert shown == ["sale", "#ColdBrew", f"@{other.handle}"]
    features = [one["features"][0] for one in record["facets"]]
    assert (features[0]["uri"], features[1]["tag"]) == ("https://a.example/x?y=1", "ColdBrew")
    assert features[2]["did"] == other.did
    assert (record["createdAt"], record["langs"]) == ("2026-12-01T09:00:05.000Z", ["en"])


def test_pictures_with_their_texts(brand: Brand) -> None:
    files = (picture(0), picture(1))
    colours = {files[0].path: jpeg("brown"), files[1].path: jpeg("tan")}
    outcome = published(brand, files=files, read=lambda file: colours[file.path])
    images = brand.record(outcome.remote_id)["embed"]["images"]
    assert [image["alt"] for image in images] == [file.alt for file in files]
    assert [brand.blob(image["image"]) for image in images] == list(colours.values())
    assert images[0]["aspectRatio"] == {"width": 1080, "height": 1350}


def test_a_thread(brand: Brand) -> None:
    sent: list[str] = []
    post = uuid4().hex
    for number in range(3):
        outcome = published(brand, markdown=f"Part {number}.", number=number, thread=tuple(sent), post=post)
        sent.append(outcome.remote_id)
    replies = [brand.record(uri).get("reply") for uri in sent]
    assert replies[0] is None
    assert [reply["root"]["uri"] for reply in replies[1:]] == [sent[0], sent[0]]
    assert [reply["parent"]["uri"] for reply in replies[1:]] == sent[:2]


def test_a_link_card(brand: Brand) -> None:
    card = LinkCard(url="https://northwind.example/sale", title="Sale", description="All must go.")
    data = jpeg(size=(120, 63))
    outcome = published(brand, card=card, thumbnail=picture(), read=lambda file: data)
    external = brand.record(outcome.remote_id)["embed"]["external"]
    assert (external["uri"], external["title"]) == (card.url, card.title)
    assert brand.blob(external["thumb"]) == data


def test_a_repeat_publishes_nothing_new(fresh: Brand) -> None:
    data = jpeg()
    outcomes = [published(fresh, post="sale", files=(picture(),), read=lambda file: data) for _ in range(2)]
    assert outcomes[0] == outcomes[1]
    assert ADAPTER.recent
    assert [found.remote_id for found in ADAPTER.recent(fresh.session(), 10)] == [outcomes[0].remote_id]


def test_another_text_under_the_same_key_changes_nothing(brand: Brand) -> None:
    first = published(brand, markdown="The first.", post="key")
    second = ADAPTER.send(brand.session(), sending(ADAPTER, brand.account, "The second.", post="key"))
    assert not isinstance(second, Sent)
    assert brand.record(first.remote_id)["text"] == "The first."


def test_a_long_text_is_refused(fresh: Brand) -> None:
    whole = published(fresh, markdown="é" * 300, post="whole")
    assert len(fresh.record(whole.remote_id)["text"]) == 300
    outcome = ADAPTER.send(fresh.session(), sending(ADAPTER, fresh.account, "é" * 301))
    assert type(outcome).__name__ == "Refused"
    assert ADAPTER.recent
    assert len(ADAPTER.recent(fresh.session(), 10)) == 1


def test_a_wrong_password_concerns_the_account(brand: Brand) -> None:
    outcome = ADAPTER.send(brand.session("wrong"), sending(ADAPTER, brand.account))
    assert isinstance(outcome, NotSent)
    assert outcome.is_account_wide
    assert outcome.status == 401


def test_a_token_that_is_no_good_is_renewed(brand: Brand) -> None:
    session = brand.session()
    assert isinstance(ADAPTER.send(session, sending(ADAPTER, brand.account, "One.", post="one")), Sent)
    session.memo["login"] = replace(session.memo["login"], access="spoilt")
    assert isinstance(ADAPTER.send(session, sending(ADAPTER, brand.account, "Two.", post="two")), Sent)


class Cut:
    """A session whose visible call is carried out, and its answer lost."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def __getattr__(self, name: str) -> Any:
        return getattr(self._session, name)

    def call(self, request: Request) -> Reply:
        reply = self._session.call(request)
        return Reply(500, {}, b"") if request.is_visible else reply


def test_a_lost_answer_is_made_good_by_the_record(brand: Brand) -> None:
    outcome = ADAPTER.send(Cut(brand.session()), sending(ADAPTER, brand.account, post="cut"))
    assert isinstance(outcome, Sent)
    assert brand.record(outcome.remote_id)["text"] == "All beans must go."


def test_a_server_without_a_service_of_views_says_so_and_nothing_breaks(brand: Brand) -> None:
    sent, metrics = published(brand), ADAPTER.metrics
    assert metrics
    assert metrics.posts
    told = metrics.posts(brand.session(), (sent.remote_id,))
    assert isinstance(told, NotSent), told
    assert (told.status, "Bluesky answered 502" in told.why) == (502, True)
