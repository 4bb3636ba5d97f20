"""Articles with their pictures: which picture stands where, put in when each has an address."""

import re
from collections.abc import Mapping
from html import escape

from smmgen.model.bundle import File, FinishedMessage
from smmgen.pattern import pattern

_PLACE = pattern(r'<img src="file:(\d+)"')
_MARKDOWN = pattern(r"\]\(file:(\d+)\)")


def places(text: str) -> frozenset[int]:
    """Return the numbers of the files that an article's text names."""
    return frozenset(int(number) for found in (_PLACE, _MARKDOWN) for number in found.findall(text))


def cover_of(content: FinishedMessage) -> int | None:
    """Return the number of the first picture that does not stand in the text: the article's own."""
    inside = places(content.message.written.text)
    return next((number for number in range(len(content.files)) if number not in inside), None)


def placed(content: FinishedMessage, addresses: Mapping[int, str], cover: int | None) -> str:
    """Return the article with its pictures' addresses and sizes; what stands nowhere follows the text.

    The picture numbered `cover` is shown elsewhere. `addresses` are by the files' numbers.
    """
    text, files = content.message.written.text, content.files

    def put(found: re.Match[str]) -> str:
        number = int(found[1])
        return f'<img src="{escape(addresses[number])}"{_box(files[number])}'

    rest = [number for number in addresses if number not in places(text) and number != cover]
    shown = (figure_of(addresses[number], files[number]) for number in rest)
    return "\n".join(part for part in (_PLACE.sub(put, text), *shown) if part)


def figure_of(address: str, file: File) -> str:
    """Return a picture that stands by itself."""
    return f'<figure><img src="{escape(address)}"{_box(file)} alt="{escape(file.alt)}"></figure>'


def _box(file: File) -> str:
    return f' width="{file.width}" height="{file.height}"'


def paragraphs(html: str) -> str:
    """Return a comment's HTML with an empty line between paragraphs: blogs take no tags for them there."""
    return re.sub(r"</?p>", "", html.replace("</p>\n", "</p>\n\n"))


def slug_of(content: FinishedMessage, post: str) -> str:
    """Return the end of the article's address: its option, else the post's id as blogs would change it."""
    return str(content.message.options.get("slug") or re.sub(r"-+", "-", post).strip("-"))
