"""Make the pictures of a carousel: numbered, of one size, none without a text for those who do not see it."""

from collections.abc import Iterator

from msgspec.structs import replace

from smmgen.model.post import Carousel, Image
from smmgen.model.source import Path
from smmgen.text.emphasis import plain

NUMBER, TOTAL = "number", "total"
"""Fields that every page gets: which picture of the carousel it is, from 1, and how many there are."""


def carousel_pages(carousel: Carousel, title: str) -> Iterator[tuple[Path, Image]]:
    """Yield the pictures in order, each with the path of its place; the cover's headline may be the title."""
    found: list[tuple[Path, Image]] = []
    if cover := carousel.cover:
        found.append((("cover",), replace(cover, headline=cover.headline or title)))
    found += [(("pages", number), page) for number, page in enumerate(carousel.pages)]
    if carousel.end:
        found.append((("end",), carousel.end))
    for number, (path, page) in enumerate(found, 1):
        count = {NUMBER: str(number), TOTAL: str(len(found))}
        fields = {**count, **page.fields}
        yield path, replace(page, size=carousel.size, fields=fields, alt=page.alt or said(page))


def said(page: Image) -> str:
    """Return the words of a picture as sentences, for those who do not see it."""
    texts = [page.headline, *(text for name, text in page.fields.items() if name not in (NUMBER, TOTAL))]
    return " ".join(_sentence(text) for text in texts if text.strip())


def _sentence(text: str) -> str:
    text = plain(" ".join(text.split()))
    return text if text[-1] in ".!?…:;»”" else f"{text}."
