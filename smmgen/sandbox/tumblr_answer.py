"""Tumblr's answers: an envelope of meta and response, errors with codes of their own.

Source: Tumblr's API documentation, "Response format" and "Error codes"; read 2026-11.
"""

from http import HTTPStatus
from typing import Any

from smmgen.sandbox.exchange import Answer, Refused


def good(response: Any, status: int = 200) -> Answer:
    """Return a response in its envelope."""
    return Answer(status=status, body={"meta": _meta(status), "response": response})


def _meta(status: int) -> dict[str, Any]:
    return {"status": status, "msg": HTTPStatus(status).phrase}


def refusal(status: int, retry_after: int | None = None, code: int = 0, detail: str = "") -> Answer:
    """Return Tumblr's own error of a status; `code` is one of its own."""
    title = HTTPStatus(status).phrase
    told = detail or f"{title}. The request was not carried out."
    body = {"meta": _meta(status), "response": [], "errors": [{"title": title, "code": code, "detail": told}]}
    return Answer(
        status=status, body=body, headers={} if retry_after is None else {"retry-after": str(retry_after)}
    )


def refused(status: int, detail: str, code: int = 0) -> Refused:
    """Return the exception that refuses a call."""
    return Refused(refusal(status, code=code, detail=detail))


def wrong(detail: str) -> Refused:
    """Return the exception that refuses content that is no NPF."""
    return refused(400, detail, 8001)


def without_id(body: Any) -> Any:
    """Take what names the new post out of an answer."""
    if not isinstance(body, dict) or not isinstance(body.get("response"), dict):
        return body
    names = ("id", "id_string", "post_url")
    return body | {"response": {name: one for name, one in body["response"].items() if name not in names}}
