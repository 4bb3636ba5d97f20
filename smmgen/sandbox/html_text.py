"""Read HTML as text with marks: what a reader sees of a message, without its looks."""

import re
from html.parser import HTMLParser

from smmgen.sandbox.post import Mark, MarkKind
from smmgen.sandbox.rich import Rich, stripped

_MARKS: dict[str, MarkKind] = {
    **dict.fromkeys(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"), "bold"),
    **dict.fromkeys(("i", "em"), "italic"),
    **dict.fromkeys(("s", "del", "strike"), "strike"),
    "u": "underline",
    "code": "code",
    "pre": "pre",
    "blockquote": "quote",
    "a": "link",
}
_GAPS = {
    **dict.fromkeys(
        ("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "pre", "table", "hr"), 2
    ),
    **dict.fromkeys(("div", "li", "tr", "td", "th"), 1),
}
_UNSEEN = {"head", "style", "script", "title", "mx-reply"}
_VOID = {"br", "hr", "img", "meta", "link", "input", "wbr", "col"}
_HIDDEN = re.compile(r"display\s*:\s*none", re.I)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.marks: list[Mark] = []
        self._open: list[tuple[str, MarkKind | None, str, list[int]]] = []
        self._unseen: list[str] = []
        self._lists: list[list[int]] = []
        self._gap = 0
        self._bullet_end = -1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._unseen or tag in _UNSEEN or _HIDDEN.search(given.get("style", "")):
            if tag not in _VOID:
                self._unseen.append(tag)
            return
        self._break(_GAPS.get(tag, 0) if not (tag in ("ul", "ol") and self._lists) else 1)
        if tag == "br":
            self.text = self.text.rstrip(" ") + "\n" if self.text else ""
        elif tag in ("ul", "ol"):
            self._lists.append([int(given.get("start") or 1) if tag == "ol" else 0])
        elif tag == "li":
            self._bullet()
        if tag not in _VOID:
            kind = "spoiler" if "data-mx-spoiler" in given else _MARKS.get(tag)
            self._open.append((tag, kind, given.get("href", ""), []))

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                del self._unseen[self._unseen.index(tag) :]
            return
        if tag not in (one[0] for one in self._open):
            return
        while self._open:
            name, kind, href, start = self._open.pop()
            if kind and start:
                self.marks.append(Mark(start=start[0], end=len(self.text), kind=kind, href=href))
            if name in ("ul", "ol") and self._lists:
                self._lists.pop()
            if name == tag:
                break
        self._break(_GAPS.get(tag, 0) if not (tag in ("ul", "ol") and self._lists) else 1)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if not any(one[0] == "pre" for one in self._open):
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
            if self._gap or not self.text or self.text[-1] in "\n ":
                data = data.lstrip(" ")
        if data:
            self._put(data)

    def _put(self, data: str) -> None:
        if self._gap and self.text:
            self.text = self.text.rstrip(" \n") + "\n" * self._gap
        self._gap = 0
        for _, _, _, start in self._open:
            if not start:
                start.append(len(self.text))
        self.text += data

    def _break(self, gap: int) -> None:
        if gap and len(self.text) != self._bullet_end:
            self._gap = max(self._gap, gap)

    def _bullet(self) -> None:
        here = self._lists[-1] if self._lists else [0]
        sign = f"{here[0]}. " if here[0] else "• "
        here[0] += 1 if here[0] else 0
        self._put("  " * (len(self._lists) - 1) + sign)
        self._bullet_end = len(self.text)


def read(source: str) -> Rich:
    """Return the text of a piece of HTML with its marks, by their start."""
    reader = _Reader()
    reader.feed(source)
    reader.close()
    marks = sorted(reader.marks, key=lambda mark: (mark.start, -mark.end))
    return stripped(Rich(reader.text, tuple(marks)))
