"""What a reader sees of a post that a server hands out as HTML."""

from collections.abc import Mapping
from html.parser import HTMLParser

_BREAKS = {"br": "\n", "li": "\n", "p": "\n\n", "blockquote": "\n\n", "pre": "\n\n"}


def visible_text(html: str, mentions: Mapping[str, str] | None = None) -> str:
    """Return the text of a post's HTML, as it was typed: paragraphs apart, links in full.

    `mentions` maps a profile's URL to the whole name behind "@": servers show only its first half.
    """
    parser = _Parser(mentions or {})
    parser.feed(html)
    parser.close()
    return "".join(parser.parts).strip()


class _Parser(HTMLParser):
    def __init__(self, mentions: Mapping[str, str]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._mentions = mentions
        self._is_inside_mention = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        name = self._mentions.get(values.get("href") or "")
        if tag == "a" and name and "mention" in (values.get("class") or "").split():
            self.parts.append(f"@{name}")
            self._is_inside_mention = True
        elif tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._is_inside_mention = False
        elif tag != "br":
            self.parts.append(_BREAKS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        if not self._is_inside_mention:
            self.parts.append(data)
