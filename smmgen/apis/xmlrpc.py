"""XML-RPC: a call's body, and what an answer holds.

Source: the XML-RPC specification (xmlrpc.com), read 2026-11. Python's own `xmlrpc.client` brings a whole HTTP
client along, which takes longer to load than an adapter.
"""

import re
from base64 import b64decode
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from msgspec import Struct

from smmgen.pattern import pattern

_UNWRITABLE = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DTD = pattern(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)

Value = str | int | bool | Mapping[str, "Value"]
"""What a call may be told."""


class Fault(Struct, frozen=True):
    """An answer that says no: a number, and words."""

    code: int
    said: str


def call(method: str, told: Mapping[str, Value]) -> bytes:
    """Return the body of a call with one structure; characters that XML cannot hold are left out."""
    params = f"<params><param><value>{_written(told)}</value></param></params>"
    text = f'<?xml version="1.0"?>\n<methodCall><methodName>{method}</methodName>{params}</methodCall>'
    return text.encode()


def _written(value: Value) -> str:
    match value:
        case bool():
            return f"<boolean>{int(value)}</boolean>"
        case int():
            return f"<int>{value}</int>"
        case str():
            return f"<string>{_escaped(value)}</string>"
        case _:
            members = (
                f"<member><name>{name}</name><value>{_written(one)}</value></member>"
                for name, one in value.items()
            )
            return f"<struct>{''.join(members)}</struct>"


def _escaped(text: str) -> str:
    plain = _UNWRITABLE.sub("", text)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def answered(body: bytes) -> Any:
    """Return what an answer holds, or its `Fault`; raise `ValueError` where it is no answer of XML-RPC."""
    if _DTD.search(body):
        raise ValueError("an answer with a DTD")
    try:
        root = fromstring(body)  # noqa: S314  (it has no DTD, so no entities to blow up)
    except ParseError as fault:
        raise ValueError(str(fault)) from None
    found = root.find("./fault/value")
    if found is not None:
        return _fault(_read(found))
    held = root.find("./params/param/value")
    if root.tag != "methodResponse" or held is None:
        raise ValueError("no answer of XML-RPC")
    return _read(held)


def _fault(said: Any) -> Fault:
    told = said if isinstance(said, dict) else {}
    code = str(told.get("faultCode"))
    return Fault(int(code) if code.isdecimal() else 0, str(told.get("faultString", "")))


def _read(value: Element) -> Any:
    """Read a value; one without a type is text. Raises `ValueError` where it is not of its type."""
    if not len(value):
        return value.text or ""
    held = value[0]
    text = held.text or ""
    match held.tag:
        case "int" | "i4" | "i8":
            return int(text)
        case "boolean":
            return text.strip() == "1"
        case "double":
            return float(text)
        case "base64":
            return b64decode(text).decode("utf-8", "replace")
        case "struct":
            return {one.findtext("name", ""): _inner(one) for one in held.iterfind("member")}
        case "array":
            return [_read(one) for one in held.iterfind("./data/value")]
        case "nil":
            return None
        case _:
            return text


def _inner(member: Element) -> Any:
    value = member.find("value")
    return None if value is None else _read(value)
