"""Letters that came by SMTP, told over HTTP: where to send them, and what arrived.

`GET /newsletter` tells the address of the mail server, whose one password is 1:sandbox.
"""

import re
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Fake, Refused, World


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return an error of the pages; the mail server has its own words."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Answer(status=status, body={"error": status}, headers=headers)


def answer(call: Call, world: World) -> Answer:
    """Tell the mail server's address, the letters, or one letter as it came."""
    if call.method != "GET":
        raise Refused(refusal(405))
    if not call.path:
        return Answer(body={"version": 1, "smtp": world.smtp})
    if call.path == "letters":
        letters = list(world.store.things("newsletter", "letter").values())
        return Answer(body={"version": 1, "letters": letters})
    match = re.fullmatch(r"letters/([0-9A-F]{10})", call.path)
    kept = world.store.thing("newsletter", "letter", match[1]) if match else None
    if kept is None:
        raise Refused(refusal(404))
    headers = {"content-type": "text/plain; charset=utf-8"}
    return Answer(body=world.store.media(kept["sha256"]) or b"", headers=headers)


def method(call: Call) -> str:
    """Return the page's name; faults go by the mail server's MAIL, RCPT and DATA."""
    return call.path.partition("/")[0] or "address"


def without_id(body: Any) -> Any:
    """Return an answer as it is: a mail server's names nothing."""
    return body


FAKE = Fake(
    name="newsletter",
    title="Newsletter",
    answer=answer,
    method=method,
    refusal=refusal,
    without_id=without_id,
)
