"""A message's HTML as Slack's rich text: a tree, in which no sign of a plain word can be taken for markup.

Source: Slack's documentation, rich text block; read 2026-11.
"""

import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import Any

from smmgen.pattern import pattern

Element = Mapping[str, Any]

BROADCASTS = ("here", "channel", "everyone")
"""Whom a message may call at once. Source: rich text block, element "broadcast"."""

_STYLES = {"b": "bold", "i": "italic", "s": "strike", "code": "code"}
_FRAMES = {"blockquote": "rich_text_quote", "pre": "rich_text_preformatted"}
_CALL = pattern(r"<(?:@([UW][A-Z0-9]+)|#(C[A-Z0-9]+)|!subteam\^(S[A-Z0-9]+)|!(here|channel|everyone))>")


def rich_text(html: str, pings: Iterable[str] = ()) -> list[Element]:
    """Return the elements of one rich text block; people and channels are called as Slack writes them.

    `pings` are those of `BROADCASTS` that may be called; the others stay words.
    """
    parser = _Parser(frozenset(pings))
    parser.feed(html)
    parser.close()
    parser.end()
    return parser.made


class _Parser(HTMLParser):
    """Know the frame that the pen is in, the styles, and the link."""

    def __init__(self, pings: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.made: list[Element] = []
        self._pings = pings
        self._frame = "rich_text_section"
        self._inside: list[dict[str, Any]] = []
        self._styles: list[str] = []
        self._url = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FRAMES:
            self._turn(_FRAMES[tag])
        elif tag == "a":
            self._url = dict(attrs).get("href") or ""
        elif tag in _STYLES and self._frame != "rich_text_preformatted":
            self._styles.append(_STYLES[tag])

    def handle_endtag(self, tag: str) -> None:
        if tag in _FRAMES:
            self._turn("rich_text_section")
        elif tag == "a":
            self._url = ""
        elif tag in _STYLES and _STYLES[tag] in self._styles:
            self._styles.remove(_STYLES[tag])

    def handle_data(self, data: str) -> None:
        if self._url:
            self._inside.append(self._styled({"type": "link", "url": self._url, "text": data}))
            return
        last = 0
        for found in _CALL.finditer(data):
            if call := self._call(found):
                self._say(data[last : found.start()])
                self._inside.append(call)
                last = found.end()
        self._say(data[last:])

    def _call(self, found: re.Match[str]) -> dict[str, Any] | None:
        user, channel, group, everybody = found.groups()
        if user:
            return {"type": "user", "user_id": user}
        if channel:
            return {"type": "channel", "channel_id": channel}
        if group:
            return {"type": "usergroup", "usergroup_id": group}
        return {"type": "broadcast", "range": everybody} if everybody in self._pings else None

    def _say(self, words: str) -> None:
        if words:
            self._inside.append(self._styled({"type": "text", "text": words}))

    def _styled(self, element: dict[str, Any]) -> dict[str, Any]:
        return element | ({"style": dict.fromkeys(self._styles, True)} if self._styles else {})

    def _turn(self, frame: str) -> None:
        self.end()
        self._frame = frame

    def end(self) -> None:
        """Close the frame; the empty lines at its edges are the space that Slack leaves itself."""
        inside, self._inside = _trimmed(self._inside), []
        if inside:
            self.made.append({"type": self._frame, "elements": inside})


def _trimmed(elements: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop line ends at both edges, and texts that hold nothing else."""
    while elements and elements[0]["type"] == "text" and not (text := elements[0]["text"].lstrip("\n")):
        elements = elements[1:]
    if elements and elements[0]["type"] == "text":
        elements = [elements[0] | {"text": text}, *elements[1:]]
    while elements and elements[-1]["type"] == "text" and not (text := elements[-1]["text"].rstrip("\n")):
        elements = elements[:-1]
    if elements and elements[-1]["type"] == "text":
        elements = [*elements[:-1], elements[-1] | {"text": text}]
    return elements
