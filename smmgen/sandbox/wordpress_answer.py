"""WordPress's answers: errors with a code, a message and a status, and who is signed in.

Source: the REST API handbook, and a WordPress 6.1.9 that was asked; read 2026-11.
"""

import base64
import binascii
from typing import Any

from smmgen.sandbox.exchange import Answer, Call, Refused

PASSWORD = "1:sandbox"  # noqa: S105  (the sandbox's one secret is no secret)
USUAL = {
    400: ("rest_invalid_param", "Invalid parameter(s)"),
    401: ("rest_cannot_create", "Sorry, you are not allowed to create posts as this user."),
    403: ("rest_forbidden", "Sorry, you are not allowed to do that."),
    404: ("rest_no_route", "No route was found matching the URL and request method."),
    413: ("rest_upload_file_too_big", "The file is too large."),
}


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the site's own error of a status; above WordPress stands a web server with pages of its own."""
    headers = {} if retry_after is None else {"retry-after": str(retry_after)}
    if status not in USUAL:
        page = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
        return Answer(status=status, body=page.encode(), headers=headers | {"content-type": "text/html"})
    code, message = USUAL[status]
    return Answer(status=status, body=error(code, message, status), headers=headers)


def error(code: str, message: str, status: int, **data: Any) -> dict[str, Any]:
    """Return the body of an error."""
    return {"code": code, "message": message, "data": {"status": status, **data}}


def refused(code: str, message: str, status: int = 400, **data: Any) -> Refused:
    """Return the exception that refuses a call."""
    return Refused(Answer(status=status, body=error(code, message, status, **data)))


def invalid(name: str, why: str) -> Refused:
    """Return the exception that refuses one parameter."""
    return refused("rest_invalid_param", f"Invalid parameter(s): {name}", params={name: why})


def user(call: Call) -> str:
    """Return who is signed in by an application password, "" where nobody is.

    A wrong password is the same as none for calls that need one; WordPress does not tell them apart.
    """
    scheme, _, given = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return ""
    try:
        name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return name if name and password.replace(" ", "") == PASSWORD else ""


def signed_in(call: Call, code: str, message: str) -> str:
    """Return who is signed in; refuse nobody with the code of what they wanted."""
    if not (name := user(call)):
        raise refused(code, message, 401)
    return name


def argument(call: Call, name: str) -> Any:
    """Return a parameter from the body or the query, or None."""
    return call.fields.get(name, call.query.get(name))


def rendered(given: Any) -> str:
    """Return a text that may be given as such or as {"raw": …}."""
    if isinstance(given, dict):
        given = given.get("raw", "")
    return "" if given is None else str(given)


def integer(call: Call, name: str, default: int, least: int, most: int) -> int:
    """Return a whole number of the query within its bounds."""
    given = str(argument(call, name) if argument(call, name) is not None else default)
    if not given.isdecimal():
        raise invalid(name, f"{name} is not of type integer.")
    if not least <= int(given) <= most:
        raise invalid(name, f"{name} must be between {least} (inclusive) and {most} (inclusive)")
    return int(given)


def page(call: Call, rows: list[Any]) -> Answer:
    """Return a page of a list, with how many there are."""
    size = integer(call, "per_page", 10, 1, 100)
    number = integer(call, "page", 1, 1, 10**6)
    pages = -(-len(rows) // size)
    if number > max(pages, 1):
        raise refused(
            "rest_post_invalid_page_number",
            "The page number requested is larger than the number of pages available.",
        )
    headers = {"x-wp-total": str(len(rows)), "x-wp-totalpages": str(pages)}
    return Answer(body=rows[(number - 1) * size : number * size], headers=headers)


def without_id(body: Any) -> Any:
    """Take what names the new post out of an answer."""
    if not isinstance(body, dict):
        return body
    return {name: value for name, value in body.items() if name not in ("id", "link", "guid", "slug")}
