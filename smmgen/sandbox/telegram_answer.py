"""Telegram's answers: the one shape of its errors, and arguments as the Bot API reads them.

Source: Bot API, "Making requests" and "ResponseParameters"; read 2026-11.
"""

import json
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused

PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


def refusal(status: int, retry_after: int | None = None, what: str = "") -> Answer:
    """Return an error as Telegram words it; `retry_after` (seconds) stands in the body and a header."""
    body: dict[str, Any] = {"ok": False, "error_code": status}
    if status == 429 and retry_after is None:
        what = "retry later"
    elif retry_after is not None:
        what = f"retry after {retry_after}"
        body["parameters"] = {"retry_after": retry_after}
    prefix = PREFIXES.get(status, "Error")
    body["description"] = (
        f"{prefix}: {what[0].lower() if what[1:2].islower() else what[0]}{what[1:]}" if what else prefix
    )
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    return Answer(status=status, body=body, headers=headers)


def bad_request(what: str) -> Refused:
    """Return the exception that refuses a call with 400."""
    return Refused(refusal(400, what=what))


def good(result: Any) -> Answer:
    """Return a result in its envelope."""
    return Answer(body={"ok": True, "result": result})


def argument(call: Call, name: str) -> Any:
    """Return an argument from the body or the query, or None."""
    return call.fields.get(name, call.query.get(name))


def text_argument(call: Call, name: str) -> str:
    """Return an argument as text, "" where it is not given."""
    value = argument(call, name)
    return "" if value is None else value if isinstance(value, str) else json.dumps(value)


def flag_argument(call: Call, name: str) -> bool:
    """Return a yes or no, however the body says it."""
    return text_argument(call, name).strip('"').lower() in ("true", "yes", "1")


def number_argument(call: Call, name: str) -> int | None:
    """Return a whole number, or None where there is none."""
    text = text_argument(call, name).strip('"')
    return int(text) if text.lstrip("-").isdecimal() else None


def json_argument(call: Call, name: str, what: str) -> Any:
    """Return a JSON argument, which a form carries as text; None where it is not given."""
    value = argument(call, name)
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError as fault:
        raise bad_request(f"can't parse {what} JSON object") from fault
