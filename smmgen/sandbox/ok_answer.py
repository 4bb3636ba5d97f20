"""OK's answers: bare JSON values, and errors, which come with HTTP 200 and name their code in a header too.

Source: OK's REST documents, "Errors" (names and codes), and a recorded answer of the server (`error_data`,
`Invocation-Error`); read 2026-11. What follows the colon is the sandbox's wording where none is recorded.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.sandbox.exchange import Answer

NAMES: Mapping[int, str] = {
    1: "UNKNOWN",
    2: "SERVICE",
    3: "METHOD",
    4: "REQUEST",
    8: "FLOOD_BLOCKED",
    10: "PERMISSION_DENIED",
    11: "LIMIT_REACHED",
    50: "NOT_ADMIN",
    100: "PARAM",
    101: "PARAM_API_KEY",
    102: "PARAM_SESSION_EXPIRED",
    103: "PARAM_SESSION_KEY",
    104: "PARAM_SIGNATURE",
    121: "PARAM_PHOTO_ID",
    141: "PARAM_COMMENT_ID",
    160: "PARAM_GROUP_ID",
    300: "NOT_FOUND",
    453: "SESSION_REQUIRED",
    456: "GROUP_RESTRICTION",
    500: "PHOTO_SIZE_LIMIT_EXCEEDED",
    503: "PHOTO_INVALID_FORMAT",
    504: "PHOTO_IMAGE_CORRUPTED",
    505: "PHOTO_NO_IMAGE",
    600: "MEDIA_TOPIC_BLOCK_LIMIT",
    601: "MEDIA_TOPIC_TEXT_LIMIT",
    602: "MEDIA_TOPIC_POLL_QUESTION_TEXT_LIMIT",
    603: "MEDIA_TOPIC_POLL_ANSWERS_LIMIT",
    604: "MEDIA_TOPIC_POLL_ANSWER_TEXT_LIMIT",
    607: "MEDIA_TOPIC_LINK_BAD_FORMAT",
    5000: "INVALID_RESPONSE",
}


class Fault(Exception):  # noqa: N818  (it reads as what happened)
    """OK refuses the call: an error code, and what follows its name."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(f"{code} {why}")
        self.code, self.why = code, why


def error(code: int, why: str) -> Answer:
    """Return an error as OK words it."""
    body = {"error_code": code, "error_data": None, "error_msg": f"{NAMES[code]} : {why}"}
    return Answer(body=body, headers={"invocation-error": str(code)})


def gateway(status: int) -> Answer:
    """Return what the machines before the API say, which is a page and no JSON."""
    page = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
    return Answer(status=status, body=page.encode(), headers={"content-type": "text/html"})


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return what OK says in the place of a status; it never says how long to wait."""
    match status:
        case 401:
            return error(102, "Session expired")
        case 403:
            return error(456, "The group does not allow this")
        case 429:
            return error(11, "Limit reached") if retry_after is None else error(8, "Blocked by flood control")
        case 500:
            return error(1, "Unknown error")
        case 503:
            return error(2, "Service is temporary unavailable.")
        case _:
            return gateway(status)


def without_id(body: Any) -> Any:
    """Take the new topic's id out of an answer, which is nothing but that."""
    return "" if isinstance(body, str) else body
