"""A bucket as a place for pictures: what is put there is what networks fetch, and what is wrong is told."""

import subprocess
from pathlib import Path

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

SECRETS = {"key": "S3_KEY", "secret": "S3_SECRET"}
SMALL = replace(picture(), path="images/beans-ä 1.jpg", width=80, height=100)
PICTURE = replace(SMALL, bytes=len(jpeg(SMALL)))
MAKE = """
import boto3, json, sys
def of(what):
    return boto3.client(what, endpoint_url=sys.argv[1], region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
of("s3").create_bucket(Bucket="northwind")
"""
OPEN = """
everybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::northwind/*"}
of("s3").put_bucket_policy(Bucket="northwind", Policy=json.dumps({"Version": "2012-10-17", "Statement": [everybody]}))
of("s3").create_bucket(Bucket="closed")
"""
SIGN_UP = """
iam, every = of("iam"), {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
iam.create_user(UserName="smm")
iam.put_user_policy(UserName="smm", PolicyName="all", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [every]}))
made = iam.create_access_key(UserName="smm")["AccessKey"]
print(made["AccessKeyId"], made["SecretAccessKey"])
"""


def ran(server: tuple[str, Path], code: str) -> list[str]:
    url, python = server
    done = subprocess.run([str(python), "-c", code, url], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


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


def test_what_is_put_is_what_networks_fetch(s3: tuple[str, Path]) -> None:
    ran(s3, MAKE + OPEN)
    settings = {"endpoint": s3[0], "bucket": "northwind", "prefix": "social/2026"}
    hosting = Hosting(kind="s3", settings=settings, secrets=SECRETS)
    url = public_url(hosting, lambda account, option: option, jpeg)(PICTURE)
    assert url == f"{s3[0]}/northwind/social/2026/beans-%C3%A4%201.jpg"
    got = httpx.get(url, trust_env=False)
    assert (got.content, got.headers["content-type"]) == (jpeg(PICTURE), "image/jpeg")
    assert "immutable" in got.headers["cache-control"]


def test_a_missing_bucket_is_told(s3: tuple[str, Path]) -> None:
    with pytest.raises(NotHosted, match="The bucket “nowhere” answered 404, NoSuchBucket: make it, or look"):
        put(s3[0], "key", "secret", bucket="nowhere")


def test_the_signature_is_right_and_wrong_keys_are_told(guarded_s3: tuple[str, Path]) -> None:
    key, secret = ran(guarded_s3, MAKE + SIGN_UP)
    assert put(guarded_s3[0], key, secret).startswith(guarded_s3[0])
    with pytest.raises(NotHosted, match="SignatureDoesNotMatch: the `secret` is not that of the `key`"):
        put(guarded_s3[0], key, "wrong")
    with pytest.raises(NotHosted, match="InvalidAccessKeyId: there is no such `key`"):
        put(guarded_s3[0], "AKIAWRONG", secret)


def test_a_server_that_is_away_is_told() -> None:
    with pytest.raises(NotHosted, match="cannot be used"):
        put("http://127.0.0.1:9", "key", "secret")


def test_a_bucket_that_is_not_public_is_told(s3: tuple[str, Path]) -> None:
    ran(s3, MAKE + OPEN)
    waits: list[float] = []
    hosting = Hosting(kind="s3", settings={"endpoint": s3[0], "bucket": "closed"}, secrets=SECRETS)
    with pytest.raises(NotHosted, match="answers 403, so that not everybody may read it"):
        public_url(hosting, lambda account, option: option, jpeg, waits.append)(PICTURE)
    assert sum(waits) == 30
