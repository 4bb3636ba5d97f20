"""Turn a blog's article into safe HTML for a page, with our own pictures in their places."""

import re
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

from smmgen.build.richtext import safe_href

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({"p", "ul", "ol", "li", "blockquote", "pre", "figure", "figcaption"})
_TABLES = frozenset({"table", "thead", "tbody", "tr", "th", "td"})
_TAGS = _HEADINGS | _BLOCKS | _TABLES | {"code", "strong", "em", "s"}
_ALONE = frozenset({"br", "hr"})
_PLACE = re.compile(r'(?:<img src="|\]\()file:(\d+)')


def numbers(text: str) -> frozenset[int]:
    """Return the numbers of the pictures that stand in an article."""
    return frozenset(int(number) for number in _PLACE.findall(text))


def to_article(text: str, pictures: tuple[tuple[str, str], ...]) -> Markup:
    """Return an article with the tags that articles have; `pictures` are (address, alternative text)."""
    cleaner = _Cleaner(pictures)
    cleaner.feed(text)
    cleaner.close()
    return Markup("".join(cleaner.pieces) + "".join(f"</{tag}>" for tag in reversed(cleaner.open)))  # noqa: S704


class _Cleaner(HTMLParser):
    """Keep an article's tags, balanced, and the words of all others."""

    def __init__(self, pictures: tuple[tuple[str, str], ...]) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.open: list[str] = []
        self._pictures = pictures

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.pieces.append(self._picture(given.get("src", "")))
        elif tag in _ALONE:
            self.pieces.append(f"<{tag}>")
        elif tag == "a" and (href := safe_href(given.get("href", ""))):
            self._put(tag, f'<a href="{escape(href)}" rel="noopener nofollow">')
        elif tag == "lj-cut":
            self.pieces.append(f'<p class="article-cut">{escape(given.get("text") or "…")}</p>')
        elif tag in _TAGS:
            self._put(tag, f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open:
            last = self.open.pop()
            self.pieces.append(f"</{last}>")
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        self.pieces.append(escape(data, quote=False))

    def _put(self, tag: str, opening: str) -> None:
        self.open.append(tag)
        self.pieces.append(opening)

    def _picture(self, source: str) -> str:
        number = source.removeprefix("file:")
        if not number.isdecimal() or int(number) >= len(self._pictures):
            return ""
        address, alt = self._pictures[int(number)]
        return f'<img src="{escape(address)}" alt="{escape(alt)}">' if address else escape(alt)
