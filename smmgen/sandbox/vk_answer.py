"""VK's answers: results and errors, which come with HTTP 200, and the gateway's failures, which do not.

Source: VK API schema 5.199 (`errors.json`, `base_error`, January 2025); read 2026-11. Where the schema has
only an error's first words, what follows the colon is what VK's servers are known to say.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.sandbox.exchange import Answer

WORDS: Mapping[int, str] = {
    3: "Unknown method passed",
    5: "User authorization failed",
    6: "Too many requests per second",
    8: "Invalid request",
    9: "Flood control",
    10: "Internal server error",
    15: "Access denied",
    27: "Group authorization failed",
    28: "Application authorization failed",
    100: "One of the parameters specified was missing or invalid",
    104: "Not found",
    118: "Invalid server",
    121: "Invalid hash",
    129: "Invalid photo",
    210: "Access to wall's post denied",
    212: "Access to post comments denied",
    213: "Access to status replies denied",
    214: "Access to adding post denied",
    222: "Hyperlinks are forbidden",
    224: "Too many ads posts",
    250: "Access to poll denied",
}


class Fault(Exception):  # noqa: N818  (it reads as what happened)
    """VK refuses the call: an error code, and what follows its words."""

    def __init__(self, code: int, why: str = "") -> None:
        super().__init__(f"{code} {why}")
        self.code, self.why = code, why


def wrong(why: str) -> Fault:
    """Return the error for a parameter that is missing or wrong."""
    return Fault(100, why)


def good(result: Any) -> Answer:
    """Return a result in its envelope."""
    return Answer(body={"response": result})


def error(code: int, why: str = "", params: Mapping[str, Any] | None = None) -> Answer:
    """Return an error; it repeats the parameters of the call, without the token."""
    shown = {name: value for name, value in (params or {}).items() if name != "access_token"}
    told = [{"key": name, "value": value if isinstance(value, str) else ""} for name, value in shown.items()]
    message = f"{WORDS[code]}: {why}" if why else WORDS[code]
    return Answer(body={"error": {"error_code": code, "error_msg": message, "request_params": told}})


def gateway(status: int) -> Answer:
    """Return what the machines before the API say, which is a page and no JSON."""
    page = f"<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center></body></html>"
    return Answer(status=status, body=page.encode(), headers={"content-type": "text/html"})


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return what VK says in the place of a status; it never says how long to wait."""
    match status:
        case 401:
            return error(5, "invalid access_token (4).")
        case 403:
            return error(15, "user should be group editor")
        case 429:
            return error(6 if retry_after is None else 9)
        case 500:
            return error(10)
        case _:
            return gateway(status)


def without_id(body: Any) -> Any:
    """Take the new post's number out of a result."""
    if not isinstance(body, dict) or not isinstance(body.get("response"), dict):
        return body
    return {"response": {name: value for name, value in body["response"].items() if name != "post_id"}}
