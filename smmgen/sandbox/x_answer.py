"""X's answers: its problems, its ids and its times.

A problem of one value of the body lists it under `errors`; the others are a title and a detail. Sources:
X API v2, "Response codes and errors" and the OpenAPI description 2.167; the words of a duplicate, of a text
that is too long, of a reply to what is gone and of spent credits as clients of 2024 to 2026 report them,
for the documents give none; read 2026-11.
"""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused, World

PROBLEMS = "https://api.x.com/2/problems/"
EPOCH_MS = 1288834974657
"""Where the ids begin. Source: X, "X IDs"; read 2026-11."""


def problem(status: int, detail: str = "", title: str = "", kind: str = "", **more: Any) -> Answer:
    """Return an error in X's one shape; `kind` is the last part of its type, empty for a general one."""
    usual = HTTPStatus(status).phrase
    body = {
        "title": title or usual,
        "type": f"{PROBLEMS}{kind}" if kind else "about:blank",
        "status": status,
        "detail": detail or usual,
        **more,
    }
    return Answer(status=status, body=body)


def refusal(status: int, wait: int | None = None) -> Answer:
    """Return the network's own error of a status; when calls are taken again stands in a header."""
    return problem(status)


def spent() -> Refused:
    """Return the exception for an app whose credits are used up."""
    return Refused(
        problem(402, "Your enrolled account does not have any credits.", "CreditsDepleted", "credits")
    )


def refused(status: int, detail: str = "") -> Refused:
    """Return the exception that refuses a call."""
    return Refused(problem(status, detail))


def invalid(parameter: str, value: Any, message: str) -> Refused:
    """Return the exception for a value that is not valid; `parameter` is its path, such as `poll.options`."""
    values = [str(one) for one in value] if isinstance(value, list) else [str(value)]
    errors = [{"parameters": {parameter: values}, "message": message}]
    detail = "One or more parameters to your request was invalid."
    found = problem(400, detail, "Invalid Request", "invalid-request", errors=errors)
    return Refused(found)


def missing(kind: str, parameter: str, value: str) -> dict[str, Any]:
    """Return the error of something that is not there, as it stands beside `data` in a good answer."""
    return {
        "value": value,
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": parameter,
        "resource_id": value,
        "type": f"{PROBLEMS}resource-not-found",
    }


def new_id(world: World) -> str:
    """Return a new id: a decimal number that grows with time, as text."""
    at_least = (int(world.now().timestamp() * 1000) - EPOCH_MS) << 22
    return str(world.store.next_number("x", "id", at_least))


def moment(at: datetime) -> str:
    """Return a time as X writes it: UTC, milliseconds, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def words(listed: str) -> tuple[str, ...]:
    """Return the words of a text, to write long lists of names short."""
    return tuple(listed.split())


def names(call: Call, name: str, known: tuple[str, ...]) -> list[str]:
    """Return a list of the query that is separated by commas; each has to be one of `known`."""
    given = [one for one in str(call.query.get(name, "")).split(",") if one]
    for one in given:
        if one not in known:
            message = f"The `{name}` query parameter value [{one}] is not one of [{','.join(known)}]"
            raise invalid(name, one, message)
    return given


def without_id(body: Any) -> Any:
    """Take what names the new post out of an answer."""
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
        return body
    data = {key: value for key, value in body["data"].items() if key in ("text",)}
    return {**body, "data": data}
