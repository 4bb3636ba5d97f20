"""A bucket as a place for pictures: what is put there is what networks fetch, and what is wrong is told."""

import httpx
import pytest
from msgspec.structs import replace

from smmgen.adapter import NotHosted
from smmgen.hosting import s3 as bucket
from smmgen.hosting.place import public_url
from smmgen.http import open_session
from smmgen.model.brand import Account
from smmgen.model.hosting import Hosting
from tests.networks.script import picture
from tests.networks.test_contract import jpeg
from tests.servers.moto import Store

SECRETS = {"key": "S3_KEY", "secret": "S3_SECRET"}
SMALL = replace(picture(), path="images/beans-ä 1.jpg", width=80, height=100)
PICTURE = replace(SMALL, bytes=len(jpeg(SMALL)))


@pytest.fixture(scope="module")
def public(s3: Store) -> str:
    """The address of the server, with one bucket for everybody and one for nobody."""
    s3.make_bucket("northwind")
    s3.open_bucket("northwind")
    s3.make_bucket("closed")
    return s3.url


def put(url: str, key: str, secret: str, **settings: str) -> str:
    """Put a picture into the bucket, without looking whether it is there."""
    hosting = Hosting(
        kind="s3", settings={"endpoint": url, "bucket": "northwind", **settings}, secrets=SECRETS
    )
    account = Account(name="hosting", network="hosting", secrets=SECRETS)
    session = open_session(account, url, lambda account, option: {"key": key, "secret": secret}[option])
    try:
        return bucket.place(hosting, session)(PICTURE, jpeg)
    finally:
        session.close()


def test_what_is_put_is_what_networks_fetch(public: str) -> None:
    settings = {"endpoint": public, "bucket": "northwind", "prefix": "social/2026"}
    hosting = Hosting(kind="s3", settings=settings, secrets=SECRETS)
    url = public_url(hosting, lambda account, option: option, jpeg)(PICTURE)
    assert url == f"{public}/northwind/social/2026/beans-%C3%A4%201.jpg"
    got = httpx.get(url, trust_env=False, verify=False)
    assert (got.content, got.headers["content-type"]) == (jpeg(PICTURE), "image/jpeg")
    assert "immutable" in got.headers["cache-control"]


def test_a_missing_bucket_is_told(public: str) -> None:
    with pytest.raises(NotHosted, match="The bucket “nowhere” answered 404, NoSuchBucket: make it, or look"):
        put(public, "key", "secret", bucket="nowhere")


def test_the_signature_is_right_and_wrong_keys_are_told(public: str, guarded_s3: Store) -> None:
    key, secret = guarded_s3.sign_up()
    assert put(public, key, secret).startswith(public)
    with pytest.raises(NotHosted, match="SignatureDoesNotMatch: the `secret` is not that of the `key`"):
        put(public, key, "wrong")
    with pytest.raises(NotHosted, match="InvalidAccessKeyId: there is no such `key`"):
        put(public, "AKIAWRONG", secret)


def test_a_server_that_is_away_is_told() -> None:
    with pytest.raises(NotHosted, match="cannot be used"):
        put("http://127.0.0.1:9", "key", "secret")


def test_a_bucket_that_is_not_public_is_told(public: str) -> None:
    waits: list[float] = []
    hosting = Hosting(kind="s3", settings={"endpoint": public, "bucket": "closed"}, secrets=SECRETS)
    with pytest.raises(NotHosted, match="answers 403, so that not everybody may read it"):
        public_url(hosting, lambda account, option: option, jpeg, waits.append)(PICTURE)
    assert sum(waits) == 30
