"""What Amazon S3 and servers of its kind are told and answer: signatures, and what their refusals mean.

A call is signed here in 30 lines: the library that does it is a hundred times heavier, and needs old others.
Source: Amazon S3 API reference, authenticating requests (AWS Signature Version 4), with its examples.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from hmac import new as hmac
from urllib.parse import SplitResult, urlsplit

from msgspec import Struct

from smmgen.model.wire import Reply

REGION = "us-east-1"
"""What servers that have no regions take for theirs."""

ADVICE: Mapping[str, str] = {
    "NoSuchBucket": "make it, or look at `bucket`, `endpoint` and `region`",
    "InvalidAccessKeyId": "there is no such `key`",
    "SignatureDoesNotMatch": "the `secret` is not that of the `key`",
    "AccessDenied": "the `key` may not do that there",
    "ExpiredToken": "the `token` has ended",
    "InvalidToken": "the `token` is not that of the `key`",
    "RequestTimeTooSkewed": "this machine's clock is wrong",
    "PermanentRedirect": "look at `endpoint` and `region`",
    "AuthorizationHeaderMalformed": "look at `region`",
    "NotImplemented": "this server does not know how",
}
"""What a person has to do. Source: Amazon S3 API reference, error responses; read 2026-11."""


class Keys(Struct, frozen=True):
    """Who signs, for which region; `token` belongs to keys that last for hours only."""

    key: str
    secret: str
    region: str
    token: str = ""


def fault_of(reply: Reply) -> str:
    """Return S3's own word for a refusal where we know it, else nothing: answers may hold anything."""
    found = re.search(rb"<Code>(\w{1,60})</Code>", reply.body)
    code = found[1].decode() if found else ""
    return code if code in ADVICE else ""


def signed(
    method: str, url: str, headers: Mapping[str, str], content: bytes, keys: Keys, now: datetime
) -> dict[str, str]:
    """Return the headers with a signature over the call; `url` is percent-encoded and has no query.

    `now` is UTC; servers refuse what is more than 15 minutes off.
    """
    parts = urlsplit(url)
    day, moment = f"{now:%Y%m%d}", f"{now:%Y%m%dT%H%M%SZ}"
    sent = {**headers, "x-amz-content-sha256": sha256(content).hexdigest(), "x-amz-date": moment}
    if keys.token:
        sent["x-amz-security-token"] = keys.token
    covered = sorted((name.lower(), value.strip()) for name, value in {**sent, "host": _host(parts)}.items())
    names = ";".join(name for name, _ in covered)
    lines = [f"{name}:{value}" for name, value in covered]
    asked = "\n".join([method, parts.path or "/", "", *lines, "", names, sent["x-amz-content-sha256"]])
    scope = f"{day}/{keys.region}/s3/aws4_request"
    text = "\n".join(["AWS4-HMAC-SHA256", moment, scope, sha256(asked.encode()).hexdigest()])
    secret = f"AWS4{keys.secret}".encode()
    for part in (day, keys.region, "s3", "aws4_request"):
        secret = hmac(secret, part.encode(), sha256).digest()
    signature = hmac(secret, text.encode(), sha256).hexdigest()
    sent["Authorization"] = (
        f"AWS4-HMAC-SHA256 Credential={keys.key}/{scope},SignedHeaders={names},Signature={signature}"
    )
    return sent


def _host(parts: SplitResult) -> str:
    """Return the host as it is sent: without the port that goes without saying."""
    usual = {"https": ":443", "http": ":80"}.get(parts.scheme, "")
    return parts.netloc.removesuffix(usual) if usual else parts.netloc
