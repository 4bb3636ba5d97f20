"""Read Telegram's HTML as its server does: few tags, well nested, or the message is refused.

Source: Bot API, "Formatting options", and the words of the server's errors; read 2026-11.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "blockquote": "blockquote",
}
"""Tag: type of the entity."""

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A stretch of the text, in code points, with what it is; `value` is a URL, a language or an id."""

    type: str
    start: int
    end: int
    value: str = ""


class Unreadable(ValueError):  # noqa: N818
    """The text cannot be parsed; the message is the server's own description, without its prefix."""


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    start: int
    order: int


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.open: list[_Open] = []
        self.found: list[tuple[int, Entity]] = []
        self.tags = 0
        self.dropped: list[str] = []

    def offset(self, position: int) -> int:
        return len(self.source[:position].encode())

    def take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        self.at = match.end() if match else self.at
        return match.group() if match else ""

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]

    def fail(self, what: str, position: int, more: str = "") -> Unreadable:
        return Unreadable(f"{what} at byte offset {self.offset(position)}{more}")

    def read(self) -> None:
        while self.at < len(self.source):
            sign = self.peek()
            if sign == "&":
                self.text.append(self.reference())
            elif sign != "<":
                self.text.append(sign)
                self.at += 1
            elif self.source[self.at + 1 : self.at + 2] == "/":
                self.end_tag()
            else:
                self.start_tag()
        if self.open:
            raise Unreadable(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def reference(self) -> str:
        match = _REFERENCE.match(self.source, self.at)
        sign = _decoded(match) if match else ""
        self.at += match.end() - match.start() if match and sign else 1
        return sign or "&"

    def start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self.take(_TAG_NAME).lower()
        if not self.peek():
            raise self.fail("Unclosed start tag", begin)
        if tag not in STYLES:
            raise self.fail(f'Unsupported start tag "{tag}"', begin)
        attributes = self.attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self.fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, attributes, len(self.text), self.tags))
        self.tags += 1

    def attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self.take(_SPACE)
            if not self.peek():
                raise self.fail("Unclosed start tag", begin)
            if self.peek() == ">":
                self.at += 1
                return found
            name = self.take(_ATTRIBUTE_NAME).lower()
            if not name:
                raise self.fail(f'Empty attribute name in the tag "{tag}"', begin)
            self.take(_SPACE)
            if self.peek() != "=":
                found[name] = ""
                continue
            self.at += 1
            self.take(_SPACE)
            if not self.peek():
                raise self.fail(f'Unclosed start tag "{tag}"', begin)
            found[name] = self.value()

    def value(self) -> str:
        quote, begin = self.peek(), self.at
        if quote not in "'\"":
            token = self.take(_NAME_TOKEN)
            if self.peek() != ">" and not self.peek().isspace():
                raise self.fail("Unexpected end of name token", begin)
            return token.lower()
        self.at += 1
        letters: list[str] = []
        while self.peek() not in (quote, ""):
            if self.peek() == "&":
                letters.append(self.reference())
            else:
                letters.append(self.peek())
                self.at += 1
        self.at += 1
        return "".join(letters)

    def end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self.fail("Unexpected end tag", begin)
        self.at += 2
        tag = self.take(_TAG_NAME).lower()
        self.take(_SPACE)
        if self.peek() != ">":
            raise self.fail("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if tag not in ("", opened.tag):
            raise self.fail("Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{tag}>"')
        if len(self.text) > opened.start and (entity := self.entity(opened)):
            self.found.append((opened.order, entity))

    def entity(self, opened: _Open) -> Entity | None:
        kind, given = STYLES[opened.tag], opened.attributes
        value = ""
        if kind == "text_link":
            shown = "".join(self.text[opened.start :])
            value = checked_link(given.get("href") or shown)
            if not value:
                self.dropped.append(given.get("href") or shown)
                return None
        elif kind == "code":
            value = given.get("class", "").removeprefix("language-")
        elif kind == "custom_emoji":
            value = given.get("emoji-id", "")
            if not value.isdecimal():
                raise Unreadable("Invalid custom emoji identifier specified")
        elif kind == "date_time":
            value = given.get("unix", "")
        elif kind == "blockquote" and "expandable" in given:
            kind = "expandable_blockquote"
        return Entity(type=kind, start=opened.start, end=len(self.text), value=value)


def _decoded(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return _NAMED.get(name, "")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code < 0xE000 else ""


def checked_link(url: str) -> str:
    """Return a link as the server keeps it, or "" where it drops it without a word.

    A scheme is added where there is none; only http, https, ftp, tg and ton are kept, and a host needs
    a dot.
    """
    url = url.strip()
    if re.match(r"(?i)(tg|ton|tonsite):", url):
        return url
    full = url if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", url) else f"http://{url}"
    try:
        parts = urlsplit(full)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https", "ftp") or "." not in host.strip("."):
        return ""
    return full if parts.path or parts.query else full + "/"


def _joined_code(entities: list[tuple[int, Entity]]) -> list[tuple[int, Entity]]:
    """Make one `pre` with a language of a `pre` that holds nothing but a `code class="language-…"`."""
    spans = {(entity.start, entity.end): entity.value for _, entity in entities if entity.type == "code"}
    whole = {(entity.start, entity.end) for _, entity in entities if entity.type == "pre"}
    return [
        (order, replace(entity, value=spans.get((entity.start, entity.end), "")))
        if entity.type == "pre"
        else (order, replace(entity, value="") if entity.type == "code" else entity)
        for order, entity in entities
        if entity.type != "code" or (entity.start, entity.end) not in whole
    ]


def parse(source: str) -> tuple[str, list[Entity], list[str]]:
    """Return the text without markup, its entities from outer to inner, and the links that were dropped.

    Raises `Unreadable` where the server answers "can't parse entities".
    """
    reader = _Reader(source)
    reader.read()
    ordered = sorted(_joined_code(reader.found), key=lambda found: (found[1].start, -found[1].end, found[0]))
    return "".join(reader.text), [entity for _, entity in ordered], reader.dropped
