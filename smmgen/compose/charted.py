"""Give charts their numbers: a table of the text, which the picture then shows instead of the text."""

from collections.abc import Iterator

from msgspec.structs import replace

from smmgen.compose.override import Mine
from smmgen.model.brand import Brand
from smmgen.model.document import Blocks, Mark, Runs, Table
from smmgen.model.post import Image
from smmgen.text.emphasis import plain

Cells = tuple[tuple[str, ...], ...]

CHART = "chart"
"""A card is a chart's where this is a part of its name: chart, chart-dark, carousel-chart."""


def charted(mine: Mine, blocks: Blocks, brand: Brand) -> tuple[Mine, Blocks]:
    """Return the post with the text's tables in its charts, in order, and the text without those tables.

    A chart with numbers of its own takes none, and a table that no chart takes stays in the text.
    """
    tables = [block for block in blocks if isinstance(block, Table)]
    if not tables:
        return mine, blocks
    left = iter(tables)
    used: list[Table] = []
    post = mine.post
    rubric = brand.rubrics.get(post.rubric)
    usual = rubric.card if rubric else ""
    image = _filled(post.image, left, used, usual) if post.image else None
    images = tuple(_filled(one, left, used) for one in post.images)
    pages = post.carousel
    if pages:
        pages = replace(pages, pages=tuple(_filled(page, left, used) for page in pages.pages))
    if not used:
        return mine, blocks
    post = replace(post, image=image, images=images, carousel=pages)
    return replace(mine, post=post), tuple(block for block in blocks if not any(block is one for one in used))


def _filled(image: Image, left: Iterator[Table], used: list[Table], usual: str = "") -> Image:
    card = usual if image.card is None else image.card
    if image.table or CHART not in card.split("-"):
        return image
    table = next(left, None)
    if table is None:
        return image
    used.append(table)
    return replace(image, table=cells_of(table))


def cells_of(table: Table) -> Cells:
    """Return a table's cells as text; one that is all bold or italic is marked with asterisks."""
    return tuple(tuple(_cell(runs) for runs in row) for row in (table.head, *table.rows))


def _cell(runs: Runs) -> str:
    text = "".join(run.text for run in runs).strip()
    is_marked = text and all(run.marks & (Mark.BOLD | Mark.ITALIC) for run in runs if run.text.strip())
    return f"*{text}*" if is_marked else text


def table_alt(headline: str, table: Cells) -> str:
    """Tell a chart's numbers in words, as in “Cups a day. Filter: 42; Espresso: 31.” without the quotes."""
    head, *rows = table
    told = "; ".join(_row(head, row) for row in rows if row)
    words = plain(headline).strip()
    start = f"{words.rstrip('.:')}. " if words else ""
    return f"{start}{told}." if told else start.strip()


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    label, *cells = (cell.strip("*") for cell in row)
    names = [name.strip("*") for name in head[1:]]
    if len(cells) < 2:
        return f"{label}: {''.join(cells) or '—'}"
    named = zip([*names, *[""] * len(cells)], cells, strict=False)
    return f"{label}: " + ", ".join(f"{name} {cell or '—'}".strip() for name, cell in named)
