"""Find, shorten and tag links."""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_URL = re.compile(r"https?://[^\s<>\"'`«»“”„]+", re.IGNORECASE)
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
    try:
        parts = urlsplit(url)
    except ValueError:
        return url if len(url) <= longest else url[: longest - 1] + "…"
    text = parts.netloc.rpartition("@")[2].removeprefix("www.") + parts.path.rstrip("/")
    text = text or url
    return text if len(text) <= longest else text[: longest - 1] + "…"


def host(url: str) -> str:
    """Return a URL's host in lower case, empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def add_parameters(url: str, parameters: Mapping[str, str]) -> str:
    """Add query parameters that the URL does not have yet; those that it has stay as they are."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    present = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    new = {name: value for name, value in parameters.items() if value and name not in present}
    if not new:
        return url
    query = "&".join(part for part in (parts.query, _encoded(tuple(new.items()))) if part)
    return urlunsplit(parts._replace(query=query))


@lru_cache(maxsize=64)  # most posts of an account have the same parameters
def _encoded(parameters: tuple[tuple[str, str], ...]) -> str:
    return urlencode(parameters)
