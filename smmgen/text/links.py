"""Find, shorten and tag links."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from smmgen.pattern import pattern

_URL = pattern(r"https?://[^\s<>\"'`«»“”„]+", re.IGNORECASE)
_TRAILING = ".,;:!?…*_~'\"”»"


def find_urls(text: str) -> list[tuple[int, int]]:
    """Find bare http and https URLs; return (start, end) in code points, in order.

    Punctuation that ends a sentence is left out, and a closing bracket that was not opened inside the URL.
    """
    if "://" not in text:
        return []
    return [(found.start(), found.start() + _length(found.group())) for found in _URL.finditer(text)]


def _length(url: str) -> int:
    end = len(url)
    while end:
        last = url[end - 1]
        is_stray_bracket = last in ")]}" and url.count(last, 0, end) > url.count(_OPENING[last], 0, end)
        if last not in _TRAILING and not is_stray_bracket:
            break
        end -= 1
    return end


_OPENING = {")": "(", "]": "[", "}": "{"}


def shorten(url: str, longest: int = 32) -> str:
    """Write a URL as people read it: host and path without scheme, "www." and query; cut with "…".

    `longest` is in code points, the ellipsis included.
    """
    text = _place(url.partition("#")[0].partition("?")[0]) or url
    return text if len(text) <= longest else text[: longest - 1] + "…"


@lru_cache(maxsize=512)  # one link differs from account to account in its query alone
def _place(url: str) -> str:
    """Return a URL's host and path, empty where it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc.rpartition("@")[2].removeprefix("www.") + parts.path.rstrip("/")


@lru_cache(maxsize=256)
def host(url: str) -> str:
    """Return a URL's host in lower case, empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


class _Opened(NamedTuple):
    """A URL cut open where parameters go: `names` are of those that it has."""

    head: str
    query: str
    tail: str
    names: frozenset[str]


def add_parameters(url: str, parameters: Mapping[str, str]) -> str:
    """Add query parameters that the URL does not have yet; those that it has stay as they are."""
    opened = _opened(url)
    if opened is None:
        return url
    new = tuple([one for one in parameters.items() if one[1] and one[0] not in opened.names])
    if not new:
        return url
    query = f"{opened.query}&{_encoded(new)}" if opened.query else _encoded(new)
    return f"{opened.head}?{query}{opened.tail}"


@lru_cache(maxsize=256)  # a link of a post is opened for each of its accounts
def _opened(url: str) -> _Opened | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    head = urlunsplit(parts._replace(query="", fragment=""))
    pairs = parse_qsl(parts.query, keep_blank_values=True) if parts.query else ()
    names = frozenset([name for name, _ in pairs])
    return _Opened(head, parts.query, f"#{parts.fragment}" if parts.fragment else "", names)


@lru_cache(maxsize=64)  # most posts of an account have the same parameters
def _encoded(parameters: tuple[tuple[str, str], ...]) -> str:
    return urlencode(parameters)
