"""Read a page's HTML as its readers see it: blocks, items, links, looks, and pictures by their addresses.

What is no tag of a text is dropped and its content kept, as the sites' own cleaners do; the content of
scripts and styles goes too.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser

from smmgen.sandbox.post import Mark, MarkKind
from smmgen.sandbox.rich import Rich, stripped

LOOKS: Mapping[str, MarkKind] = {
    "b": "bold",
    "strong": "bold",
    "mark": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "code": "code",
    "pre": "pre",
    "blockquote": "quote",
    "a": "link",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "bold"),
}
BLOCKS = {
    *("p", "div", "section", "article", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    *("blockquote", "pre", "figure", "figcaption", "table"),
}
SILENT = {"script", "style", "iframe", "template", "title"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that the HTML shows."""

    src: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a reader sees of the HTML, and the tags that were not known."""

    text: Rich
    pictures: tuple[Picture, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    tag: str
    kind: MarkKind | None
    href: str
    start: int | None = None


class Reader(HTMLParser):
    """Gather what is seen. `lines` keeps newlines as they are; else white space is one space."""

    def __init__(self, *, lines: bool = False, inline: bool = False) -> None:
        super().__init__(convert_charrefs=True)
        self._lines, self._is_inline = lines, inline
        self._letters: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._lists: list[int | None] = []
        self._marks: list[Mark] = []
        self._gap, self._is_apart, self._prefix, self._depth = 0, False, "", 0
        self._silent = 0
        self.pictures: list[Picture] = []
        self.unknown: list[str] = []

    def shown(self) -> Shown:
        """Return what was seen, at the end of the source."""
        self.close()
        while self._open:
            self._end(self._open.pop())
        marks = tuple(sorted(self._marks, key=lambda mark: (mark.start, -mark.end)))
        return Shown(
            text=stripped(Rich("".join(self._letters), marks)),
            pictures=tuple(self.pictures),
            unknown=tuple(dict.fromkeys(self.unknown)),
        )

    def special(self, tag: str, given: Mapping[str, str]) -> bool:
        """Take a tag of the site's own; tell whether it was one."""
        return False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a look, a block, an item; note a picture."""
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self._silent += 1
        elif self.special(tag, given):
            pass
        elif tag == "img" and not self._is_inline:
            self.pictures.append(Picture(src=given.get("src", ""), alt=given.get("alt", "")))
        elif tag == "br":
            self._newline()
        elif tag in ("ul", "ol", "li", "tr", "td", "th") and not self._is_inline:
            self._row(tag, given)
        else:
            self._look(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an empty tag as one that begins and ends."""
        self.handle_starttag(tag, attrs)
        if tag in SILENT or tag in LOOKS:
            self.handle_endtag(tag)

    def _look(self, tag: str, given: Mapping[str, str]) -> None:
        if tag in BLOCKS and not self._is_inline:
            self._apart()
        if tag not in LOOKS and tag not in BLOCKS and tag not in ("span", "thead", "tbody", "caption"):
            self.unknown.append(tag)
        if tag in LOOKS:
            self._open.append(_Open(tag, LOOKS[tag], given.get("href", "") if tag == "a" else ""))

    def _row(self, tag: str, given: Mapping[str, str]) -> None:
        match tag:
            case "ul" | "ol":
                self._apart(1 if self._lists else 2)
                first = given.get("start", "1")
                self._lists.append((int(first) if first.isdecimal() else 1) if tag == "ol" else None)
                self._is_apart = True
            case "li":
                self._item()
            case "tr":
                self._gap = max(self._gap, 1)
            case _:
                self._prefix = "" if self._gap or not self._length else " | "
                self._depth = len(self._open)

    def _item(self) -> None:
        self._gap = self._gap if self._is_apart else 1
        self._is_apart = False
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        sign = "• " if number is None else f"{number}. "
        self._prefix, self._depth = "  " * (len(self._lists) - 1) + sign, len(self._open)

    def handle_endtag(self, tag: str) -> None:
        """End what the tag began, and what was left open inside."""
        if tag in SILENT:
            self._silent = max(self._silent - 1, 0)
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self._is_apart = False
            self._apart(1 if self._lists else 2)
        if any(one.tag == tag for one in self._open):
            while True:
                one = self._open.pop()
                self._end(one)
                if one.tag == tag:
                    break
        if tag in BLOCKS and not self._is_inline:
            self._apart()

    def _end(self, one: _Open) -> None:
        if one.start is not None and one.start < self._length and one.kind:
            self._marks.append(Mark(start=one.start, end=self._length, kind=one.kind, href=one.href))

    def _apart(self, lines: int = 2) -> None:
        if not self._prefix:
            self._gap = max(self._gap, lines)

    def _newline(self) -> None:
        if self._gap < 2 or not self._length:
            self.say("\n")

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._silent:
            return
        is_code = any(one.tag == "pre" for one in self._open)
        if self._lines or is_code:
            self.say(data.removesuffix("\n") if is_code else data)
            return
        for word in re.findall(r"[ \t\r\n\f]+|[^ \t\r\n\f]+", data):
            if not word.isspace() or "\xa0" in word:
                self.say(word)
            elif self._length and not self._gap and not self._prefix and self._letters[-1][-1] not in " \n":
                self._letters.append(" ")
                self._length += 1

    def say(self, text: str) -> None:
        """Add text where the source stands."""
        if not text or (not self._is_inline and not self._length and not text.strip()):
            return
        if self._gap and self._length:
            self._letters = ["".join(self._letters).rstrip(" ")]
            self._letters.append("\n" * self._gap)
            self._length = sum(map(len, self._letters))
        self._gap = 0
        for number, one in enumerate(self._open):
            if one.start is None and (not self._prefix or number < self._depth):
                one.start = self._length
        if self._prefix:
            self._letters.append(self._prefix)
            self._length += len(self._prefix)
            self._prefix = ""
        for one in self._open:
            one.start = self._length if one.start is None else one.start
        self._letters.append(text)
        self._length += len(text)


def read(source: str, *, lines: bool = False, inline: bool = False) -> Shown:
    """Return what a reader sees of HTML; `inline` knows no blocks, as messengers do."""
    reader = Reader(lines=lines, inline=inline)
    reader.feed(source)
    return reader.shown()
