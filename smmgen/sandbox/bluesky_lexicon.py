"""Check values as lexicons describe them, in the words of a PDS: what is wrong, and at which path.

Source: atproto.com, "Lexicon" and "Data Model"; the words are those of a PDS (0.4.217), seen 2026-11.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import regex

from smmgen.sandbox.bluesky_answer import invalid
from smmgen.sandbox.bluesky_cid import is_cid
from smmgen.sandbox.exchange import Refused

_FORMATS = {
    "datetime": re.compile(
        r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,20})?"
        r"(Z|(?!-00:00)[+-]\d\d:\d\d)"
    ),
    "language": re.compile(r"([A-Za-z]{2,8}|[ix](?=-))(-[A-Za-z0-9]{1,8})*"),
    "uri": re.compile(r"\w+:(//)?[^\s/]\S*"),
    "at-uri": re.compile(r"at://[A-Za-z0-9._:%-]+(/[A-Za-z0-9.-]+(/[A-Za-z0-9._~:@!$&'()*+,;=-]+)?)?"),
    "DID": re.compile(r"did:[a-z]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._-]"),
    "NSID": re.compile(r"[a-zA-Z]([a-zA-Z0-9-]*[a-zA-Z0-9])?(\.[a-zA-Z]([a-zA-Z0-9-]*[a-zA-Z0-9])?){2,}"),
}


def bad(what: str, path: str) -> Refused:
    """Return the exception for a fault at a path."""
    return invalid(f"{what} at {path}")


def got(value: Any) -> str:
    """Return a value as a PDS quotes it: only the outermost level."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(str(key))}: ..." for key in value) + "}"
    return "[...]" if isinstance(value, list) and value else json.dumps(value, ensure_ascii=False)


def expected(what: str, value: Any, path: str) -> Refused:
    """Return the exception for a value of another type."""
    return bad(f"Expected {what} value type (got {got(value)})", path)


def check_text(value: Any, path: str, most_graphemes: int = 0, most_bytes: int = 0) -> None:
    """Refuse what is no text, or too long a one."""
    if not isinstance(value, str):
        raise expected("string", value, path)
    size = len(value.encode())
    if most_bytes and size > most_bytes:
        raise bad(f"string too big (maximum {most_bytes}, got {size})", path)
    count = len(regex.findall(r"\X", value)) if most_graphemes else 0
    if count > most_graphemes:
        raise bad(f"grapheme too big (maximum {most_graphemes}, got {count})", path)


def check_format(value: Any, path: str, name: str) -> None:
    """Refuse a text that has not the form of that name."""
    check_text(value, path)
    if not _FORMATS[name].fullmatch(value):
        raise bad(f"Invalid {name} (got {got(value)})", path)


def check_cid(value: Any, path: str) -> None:
    """Refuse what is no CID."""
    check_text(value, path)
    if not is_cid(value):
        raise bad(f"Invalid CID string (got {got(value)})", path)


def check_integer(value: Any, path: str, least: int) -> None:
    """Refuse what is no whole number, or too small a one."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise expected("integer", value, path)
    if value < least:
        raise bad(f"integer too small (minimum {least}, got {value})", path)


def read_array(value: Any, path: str, most: int = 0) -> list[tuple[str, Any]]:
    """Return the items of an array with their paths; refuse another value, and too long an array."""
    if not isinstance(value, list):
        raise expected("array", value, path)
    if most and len(value) > most:
        raise bad(f"array too big (maximum {most}, got {len(value)})", path)
    return [(f"{path}[{number}]", item) for number, item in enumerate(value)]


def read_object(value: Any, path: str, *required: str) -> Mapping[str, Any]:
    """Return an object; refuse another value, and one without its required keys."""
    if not isinstance(value, Mapping):
        raise expected("object", value, path)
    for name in required:
        if name not in value:
            raise bad(f'Missing required key "{name}"', path)
    return value


def read_union(value: Any, path: str) -> tuple[str, Mapping[str, Any]]:
    """Return the type and the object of an open union."""
    if not isinstance(value, Mapping) or not isinstance(value.get("$type"), str):
        raise expected('an object which includes the "$type" property', value, path)
    return value["$type"], value


def check_data(value: Any, path: str) -> None:
    """Refuse what the data model has no place for: fractions."""
    if isinstance(value, float):
        kinds = "one of null, boolean, integer, string, cid, bytes, array or object"
        raise expected(kinds, value, path)
    if isinstance(value, Mapping):
        for name, item in value.items():
            check_data(item, f"{path}.{name}")
    elif isinstance(value, list):
        for number, item in enumerate(value):
            check_data(item, f"{path}[{number}]")
