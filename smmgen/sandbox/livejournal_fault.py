"""LiveJournal's XML-RPC: one struct in, one struct or a fault out.

Source: LiveJournal's server, ljprotocol.pl (codes and words), and its protocol manual; read 2026-11.
Requests are read without entities and without a document type, so that none can grow.
"""

import xmlrpc.client
from collections.abc import Mapping
from typing import Any
from xml.parsers.expat import ExpatError

from smmgen.sandbox.exchange import Answer, Refused

WORDS = {
    100: "Invalid username",
    101: "Invalid password",
    103: "Poll error",
    105: "Challenge expired",
    153: "Incorrect time value",
    200: "Missing required argument(s)",
    201: "Unknown method",
    203: "Invalid argument(s)",
    204: "Invalid metadata datatype",
    205: "Unknown metadata",
    206: "Invalid destination journal username.",
    207: "Protocol version mismatch",
    208: "Invalid text encoding",
    209: "Parameter out of range",
    211: "Invalid or malformed tag list",
    215: "Time zone is missing",
    300: "Don't have access to requested journal",
    302: "Can't edit post from requested journal",
    406: "Client is making repeated requests.  Perhaps it's broken?",
    409: "Post too large.",
    413: "Rate limit exceeded",
    500: "Internal server error",
    502: "Database temporarily unavailable",
}
XML = {"content-type": "text/xml"}
BY_STATUS = {400: 203, 401: 101, 403: 300, 404: 201, 413: 409, 429: 413}


class Unreadable(ValueError):  # noqa: N818
    """The body is no XML-RPC call."""


def fault(code: int, detail: str = "") -> Answer:
    """Return a fault as the server words it: status 200, the class of the error before the words."""
    side = "Server error: " if code >= 500 else "Client error: " if code >= 200 else ""
    words = f"{side}{WORDS.get(code, 'BUG: Unknown error code!')}"
    told = xmlrpc.client.Fault(code, f"{words}: {detail}" if detail else words)
    return Answer(body=xmlrpc.client.dumps(told, allow_none=False).encode(), headers=XML)


def failed(code: int, detail: str = "") -> Refused:
    """Return the exception that refuses a call with a fault."""
    return Refused(fault(code, detail))


def refusal(status: int, retry_after: int | None = None) -> Answer:
    """Return the network's own error of a status: the protocol's faults, or the web server's own pages."""
    if status in BY_STATUS:
        return fault(BY_STATUS[status])
    page = f"<html><body><h1>{status}</h1></body></html>".encode()
    return Answer(status=status, body=page, headers={"content-type": "text/html"})


def good(result: Mapping[str, Any]) -> Answer:
    """Return a struct; a text beyond ASCII goes as base64 of its UTF-8, as the server sends it."""
    return Answer(body=xmlrpc.client.dumps((_told(result),), methodresponse=True).encode(), headers=XML)


def _told(value: Any) -> Any:
    match value:
        case str() if not value.isascii():
            return xmlrpc.client.Binary(value.encode())
        case dict():
            return {name: _told(one) for name, one in value.items()}
        case list():
            return [_told(one) for one in value]
        case _:
            return value


def read(body: bytes) -> tuple[str, dict[str, Any]]:
    """Return the method and its one struct; raise `Unreadable`."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Unreadable("a document type is not taken")
    try:
        given, method = xmlrpc.client.loads(body.decode(), use_builtin_types=True)
    except (ValueError, ExpatError, xmlrpc.client.Error, LookupError, TypeError) as problem:
        raise Unreadable(str(problem)) from problem
    if not method:
        raise Unreadable("not a method call")
    struct = given[0] if given else {}
    if len(given) > 1 or not isinstance(struct, dict):
        raise Unreadable("give one struct")
    return method, {name: _plain(value) for name, value in struct.items()}


def _plain(value: Any) -> Any:
    match value:
        case bytes():
            return value.decode(errors="surrogateescape")
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case _:
            return value


def without_id(body: Any) -> Any:
    """Take what names the new entry out of an answer."""
    try:
        given, _ = xmlrpc.client.loads(bytes(body).decode())
    except (ValueError, ExpatError, xmlrpc.client.Error, TypeError):
        return body
    struct = given[0]
    if not isinstance(struct, dict):
        return body
    names = ("itemid", "anum", "url", "ditemid", "delayedid", "commentlink", "dtalkid")
    kept = {name: value for name, value in struct.items() if name not in names}
    return xmlrpc.client.dumps((kept,), methodresponse=True).encode()
