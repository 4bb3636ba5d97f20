"""Find links, mentions and hashtags as Mastodon does; count by them and render them as HTML.

Counting: the content warning and the text together, in grapheme clusters; a URL is 23, a mention of
another server only its local part. Source: Mastodon API, statuses, and its validator; read 2026-11.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Literal

import regex

CHARACTERS = 500
URL_CHARACTERS = 23

_URL = re.compile(
    r"(?<![\w@$#＠＃])https?://(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#][^\s<>\"«»]*)?",
    re.I,
)
_MENTION = re.compile(
    r"(?<![=/\w])@(?P<name>[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)(?:@(?P<host>\w+(?:[.-]+\w+)*))?", re.I
)
_HASHTAG = re.compile(r"(?<![=/)\w])#(?P<tag>(?=[\w·]*[^\W\d_])\w(?:[\w·]*\w)?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A link, mention or hashtag in the text, in code points; `value` is what it points at."""

    kind: Literal["link", "mention", "hashtag"]
    start: int
    end: int
    value: str


def _without_tail(url: str) -> str:
    pairs = {")": "(", "]": "[", "}": "{"}
    while url[-1] in ".,:;!?'\"…*" or (url[-1] in pairs and url.count(url[-1]) > url.count(pairs[url[-1]])):
        url = url[:-1]
    return url


def find(text: str) -> list[Piece]:
    """Return the links, mentions and hashtags of a text, by position; none lies in another."""
    found: list[Piece] = []
    for match in _URL.finditer(text):
        url = _without_tail(match.group())
        found.append(Piece(kind="link", start=match.start(), end=match.start() + len(url), value=url))
    for match in _MENTION.finditer(text):
        acct = match["name"] + (f"@{match['host']}" if match["host"] else "")
        _add(found, Piece(kind="mention", start=match.start(), end=match.end(), value=acct))
    for match in _HASHTAG.finditer(text):
        _add(found, Piece(kind="hashtag", start=match.start(), end=match.end(), value=match["tag"]))
    return sorted(found, key=lambda piece: piece.start)


def _add(found: list[Piece], piece: Piece) -> None:
    if all(piece.end <= other.start or other.end <= piece.start for other in found):
        found.append(piece)


def count(text: str, content_warning: str = "") -> int:
    """Return the length that Mastodon compares with its limit."""
    parts, last = [content_warning], 0
    for piece in find(text):
        if piece.kind == "hashtag":
            continue
        parts.append(text[last : piece.start])
        local = f"@{piece.value.partition('@')[0]}"
        parts.append("x" * URL_CHARACTERS if piece.kind == "link" else local)
        last = piece.end
    return len(regex.findall(r"\X", "".join([*parts, text[last:]])))


def render(text: str, url: str) -> str:
    """Return the content as HTML: paragraphs, breaks, links, mentions, hashtags; `url` is the server's."""
    paragraphs = []
    for start, end in _paragraphs(text):
        inner = "".join(_inline(text[start:end], url))
        paragraphs.append(f"<p>{inner}</p>")
    return "".join(paragraphs)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in [*re.finditer(r"(?:\r?\n){2,}", text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            yield start, end
        start = gap.end() if gap else end


def _inline(text: str, url: str) -> Iterator[str]:
    last = 0
    for piece in find(text):
        yield _plain(text[last : piece.start])
        yield _anchor(piece, url)
        last = piece.end
    yield _plain(text[last:])


def _plain(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;").replace("\r\n", "<br />").replace("\n", "<br />")


def _anchor(piece: Piece, url: str) -> str:
    match piece.kind:
        case "link":
            return _link(piece.value)
        case "mention":
            address = mention_url(piece.value, url)
            name = escape(piece.value.partition("@")[0])
            return (
                f'<span class="h-card" translate="no"><a href="{escape(address)}" class="u-url mention">'
                f"@<span>{name}</span></a></span>"
            )
        case _:
            tag = escape(piece.value)
            address = escape(f"{url}/tags/{piece.value}")
            return f'<a href="{address}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'


def mention_url(acct: str, url: str) -> str:
    """Return the address of a profile; one without a host is of this server."""
    name, _, host = acct.partition("@")
    return f"https://{host}/@{name}" if host else f"{url}/@{name}"


def _link(url: str) -> str:
    prefix = re.match(r"https?://(www\.)?", url, re.I)
    head = prefix.group() if prefix else ""
    shown, rest = url[len(head) : len(head) + 30], url[len(head) + 30 :]
    ellipsis = "ellipsis" if rest else ""
    return (
        f'<a href="{escape(url)}" target="_blank" rel="nofollow noopener" translate="no">'
        f'<span class="invisible">{escape(head)}</span><span class="{ellipsis}">{escape(shown)}</span>'
        f'<span class="invisible">{escape(rest)}</span></a>'
    )
