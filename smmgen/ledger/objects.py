"""The objects of a ledger in a bucket: each is read, and written on a condition, in one call.

412 is a condition that does not hold, 409 a write that another one got in the way of, 404 with If-Match an
object that is not there. Source: Amazon S3 User Guide, conditional requests, and API reference, GetObject and
PutObject; Cloudflare R2, conditional operations; read 2026-11-27.
"""

from collections.abc import Callable, Mapping
from typing import Literal
from urllib.parse import quote

from msgspec import Struct

from smmgen.adapter import Broken, NotReached, Reply, Request, Session
from smmgen.apis.s3 import ADVICE, REGION, Keys, fault_of, signed
from smmgen.ledger.ledger import ABSENT
from smmgen.model.bucket import Bucket
from smmgen.model.fault import LedgerUnsafe

WAITS = (0.5, 2.0)
"""Seconds before a call that changes nothing is made again."""

PASSING = frozenset({0, 408, 409, 412, 425, 429})
"""With these, and from 500 on, another try may do better; 0 stands for no answer."""

_PLAIN = {"Accept-Encoding": "identity", "Cache-Control": "no-cache"}
"""What is between us and the store is to hand on the very object, under its own tag."""


class Answer(Struct, frozen=True):
    """What came of a call: its status (0: none came), the object's tag and content, and what is wrong."""

    status: int
    tag: str = ""
    content: bytes = b""
    complaint: str = ""

    @property
    def is_stored(self) -> bool:
        """Tell whether the store says that it took an object; that proves nothing yet."""
        return 200 <= self.status < 300

    @property
    def is_turned_down(self) -> bool:
        """Tell whether the store says that a condition did not hold."""
        return self.status in (404, 409, 412)

    @property
    def is_final(self) -> bool:
        """Tell whether the same call would be refused again."""
        return 300 <= self.status < 500 and self.status not in (304, *PASSING)


class Objects:
    """Read and write objects of one bucket below its prefix. `redact` covers secrets in what is told."""

    def __init__(
        self,
        session: Session,
        bucket: Bucket,
        sleep: Callable[[float], None],
        redact: Callable[[str], str] = str,
    ) -> None:
        self.bucket = bucket
        self._session = session
        self.wait = sleep
        self._redact = redact
        self._root = f"{bucket.endpoint}/{quote(bucket.name)}/{quote(bucket.prefix)}"

    def get(self, name: str, known: str = ABSENT) -> Answer:
        """Read an object: 200, 404 where it is missing, 304 where its tag is still `known`.

        Raises `LedgerUnsafe` where nobody can tell.
        """
        headers = {"If-None-Match": known} if known else {}
        answer = self._call("GET", name, headers)
        for seconds in WAITS:
            if answer.status not in PASSING and answer.status < 500:
                break
            self.wait(seconds)
            answer = self._call("GET", name, headers)
        is_missing = answer.status == 404 and "NoSuchBucket" not in answer.complaint
        if is_missing or answer.status in (200, 304):
            return answer
        may_be_missing = "AccessDenied" in answer.complaint
        hint = " Where there is no ledger yet, it needs the right to list the bucket." * may_be_missing
        raise self.unsafe(f"cannot be read: {answer.complaint}.{hint}")

    def put(self, name: str, content: bytes, seen: str) -> Answer:
        """Write an object where its tag is `seen`, or where there is none yet; raises nothing.

        The condition is signed with the rest: nobody on the way can leave it out.
        """
        condition = {"If-Match": seen} if seen else {"If-None-Match": "*"}
        return self._call("PUT", name, {"Content-Type": "application/octet-stream", **condition}, content)

    def unsafe(self, what: str) -> LedgerUnsafe:
        """Return the fault that stops everything, told of this bucket."""
        return LedgerUnsafe(self._redact(f"The ledger in the bucket “{self.bucket.name}” {what}"))

    def _call(
        self, method: Literal["GET", "PUT"], name: str, headers: Mapping[str, str], content: bytes = b""
    ) -> Answer:
        url = f"{self._root}/{name}"
        made = signed(method, url, headers, content, self._keys(), self._session.now())
        body = content if method == "PUT" else None
        try:
            reply = self._session.call(Request(method=method, url=url, headers=made | _PLAIN, content=body))
        except (NotReached, Broken) as fault:
            return Answer(0, complaint=str(fault))
        return Answer(reply.status, reply.headers.get("etag", ""), reply.body, _complaint(reply))

    def _keys(self) -> Keys:
        key, secret = self._session.secret("key"), self._session.secret("secret")
        token = self._session.secret("token") if "token" in self.bucket.secrets else ""
        return Keys(key, secret, self.bucket.region or REGION, token)


def _complaint(reply: Reply) -> str:
    code = fault_of(reply)
    return f"it answered {reply.status}, {code}: {ADVICE[code]}" if code else f"it answered {reply.status}"
