"""Draw a post's pictures small enough for an assistant to look at."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image

from smmgen.assistant.desk import Look
from smmgen.assistant.tool import Shown
from smmgen.build.album import drawn, named
from smmgen.cards.picture import Studio
from smmgen.model.variant import Variant

MOST = 4
"""Pictures in one answer: programs take about a megabyte, and a model looks at each for a while."""
LONGEST = 768
"""Pixels of a picture's longer side."""


def drawn_pictures(look: Look, variants: Iterable[Variant]) -> tuple[tuple[str, ...], tuple[Shown, ...]]:
    """Return the pictures' names and the pictures, each once; the names of those left off say so."""
    studio = Studio(look.project.theme, look.tree.read)
    pictures: dict[bytes, Shown] = {}
    names = []
    for name, picture in named(variants, None):
        if len(pictures) == MOST:
            names.append(f"{name}: not drawn, ask for its account alone")
            continue
        data, _ = drawn(picture, studio.draw)
        if not data:
            names.append(f"{name}: could not be drawn, check tells why")
            continue
        small = _small(data)
        pictures.setdefault(small, Shown(small, "image/jpeg"))
        names.append(f"{name}: image {list(pictures).index(small) + 1}")
    return tuple(names), tuple(pictures.values())


def _small(data: bytes) -> bytes:
    with Image.open(BytesIO(data)) as opened:
        image = opened.convert("RGB")
    image.thumbnail((LONGEST, LONGEST))
    file = BytesIO()
    image.save(file, "JPEG", quality=80)
    return file.getvalue()
