"""The AT Protocol's answers: the one shape of its errors.

Source: atproto.com, "HTTP API (XRPC)"; error names as seen on a PDS; read 2026-11.
"""

from typing import Any

from smmgen.sandbox.exchange import Answer, Refused

NAMES = {
    400: ("InvalidRequest", "Invalid Request"),
    401: ("AuthenticationRequired", "Authentication Required"),
    403: ("Forbidden", "Forbidden"),
    404: ("XRPCNotSupported", "XRPCNotSupported"),
    413: ("PayloadTooLarge", "request entity too large"),
    429: ("RateLimitExceeded", "Rate Limit Exceeded"),
    500: ("InternalServerError", "Internal Server Error"),
    502: ("UpstreamFailure", "Upstream Failure"),
    503: ("NotEnoughResources", "Not Enough Resources"),
}


def error(status: int, name: str = "", message: str = "") -> Answer:
    """Return an error; its name and message are the usual ones of the status where not given."""
    usual = NAMES.get(status, ("Unknown", "Unknown"))
    return Answer(status=status, body={"error": name or usual[0], "message": message or usual[1]})


def refused(status: int, name: str = "", message: str = "") -> Refused:
    """Return the exception that refuses a call."""
    return Refused(error(status, name, message))


def invalid(message: str) -> Refused:
    """Return the exception for a request that the lexicon does not allow."""
    return refused(400, "InvalidRequest", message)


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status; seconds to wait go into a Retry-After header."""
    found = error(status)
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Answer(status=status, body=found.body, headers=headers)


def without_id(body: Any) -> Any:
    """Take what names the new record out of an answer."""
    if isinstance(body, list):
        return [without_id(item) for item in body]
    if not isinstance(body, dict):
        return body
    return {name: without_id(value) for name, value in body.items() if name not in ("uri", "cid")}
