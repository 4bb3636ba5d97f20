"""A real S3 server, spoken to as its owner speaks to it: buckets, policies, users, and who is let in."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

ONE_BY_ONE = """
import sys
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import run_simple
run_simple("127.0.0.1", int(sys.argv[1]), DomainDispatcherApplication(create_backend_app), threaded=False)
"""
"""Moto looks and then writes: only where it takes one call after the other does it keep to conditions in a race."""

_CLIENT = httpx.Client(trust_env=False, verify=False)  # to read certificates takes longer than a call


@dataclass(frozen=True, slots=True)
class Store:
    """A running server, and a Python that has boto3."""

    url: str
    python: Path

    def make_bucket(self, name: str) -> None:
        self._done(_CLIENT.put(f"{self.url}/{name}"))

    def open_bucket(self, name: str) -> None:
        """Let everybody read what is in a bucket."""
        everybody = _allowed("s3:GetObject", f"arn:aws:s3:::{name}/*") | {"Principal": "*"}
        self._done(_CLIENT.put(f"{self.url}/{name}?policy", content=_policy(everybody)))

    def sign_up(self, policy: str = "") -> tuple[str, str]:
        """Make a user who may do what a policy says, or all there is; return the key and its secret."""
        given = policy or _policy(_allowed("s3:*", "*"))
        name = uuid4().hex
        self._iam("CreateUser", UserName=name)
        self._iam("PutUserPolicy", UserName=name, PolicyName="own", PolicyDocument=given)
        made = self._iam("CreateAccessKey", UserName=name)
        found = (re.search(f"<{name}>(.*?)</", made) for name in ("AccessKeyId", "SecretAccessKey"))
        key, secret = (one[1] if one else "" for one in found)
        return key, secret

    def guard(self, after: int | None) -> None:
        """Check who may do what after so many calls, forgetting all there is; never where that is None."""
        self._done(
            _CLIENT.post(f"{self.url}/moto-api/reset-auth", content=str("inf" if after is None else after))
        )

    def _iam(self, action: str, **given: str) -> str:
        scope = "a/20260101/us-east-1/iam/aws4_request"  # by which it knows the service that is meant
        headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"}
        asked = {"Action": action, "Version": "2010-05-08", **given}
        return self._done(_CLIENT.post(self.url, data=asked, headers=headers))

    @staticmethod
    def _done(answer: httpx.Response) -> str:
        assert answer.is_success, answer.text
        return answer.text


def _allowed(action: str, resource: str) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource}


def _policy(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
