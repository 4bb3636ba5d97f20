"""Draw one picture a row of a table, and name the files."""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from smmgen.build.drawing import Draw
from smmgen.cards.fit import faults_of, of_card
from smmgen.cards.layout import lay_out
from smmgen.model.card import Card
from smmgen.model.diagnostic import Diagnostic, has_errors
from smmgen.model.post import Image
from smmgen.model.source import Span
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture
from smmgen.read.rows import Row, Rows
from smmgen.text.near import near
from smmgen.text.slug import slug

FILE = ("file", "name")
"""Columns that name the picture's file, the first of them that the table has."""

_OWN = ("headline", "photo", "alt", "language")
_LONGEST = 60
_OF_PHOTOS = ("CRD006", "CRD007")

Exists = Callable[[str], bool]
"""Tells whether the repository has a file at a path."""

Put = Callable[[str, bytes], object]
"""Writes a file under a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all pictures of a table share: card, size in pixels, the account's name, language and bounds."""

    card: Card
    width: int
    height: int
    handle: str
    language: str
    max_bytes: int
    folder: str
    """The table's folder, as paths of the repository start: photos are looked for there first."""


def asked(rows: Rows, frame: Frame, exists: Exists) -> tuple[tuple[str, Picture, Row], ...]:
    """Return what to draw: for each row a file's name without its ending, the picture, and the row."""
    names = _names(rows.rows)
    pictures = (_picture(row, frame, exists) for row in rows.rows)
    return tuple(zip(names, pictures, rows.rows, strict=True))


def strange_columns(rows: Rows, card: Card) -> tuple[Diagnostic, ...]:
    """Tell which columns nothing is drawn of."""
    known = {*_OWN, *FILE, *card.fields}
    return tuple(
        _strange(name, span, card, known) for name, span in rows.columns.items() if name not in known
    )


def _strange(name: str, span: Span, card: Card, known: set[str]) -> Diagnostic:
    close = near(name, known)
    hint = f"Did you mean “{close}”?" if close else f"It takes: headline, photo, {', '.join(card.fields)}."
    message = f"The card {card.name} takes no “{name}”; this column is left out."
    return Diagnostic(code="TAB003", severity="warning", span=span, message=message, hint=hint)


def _names(rows: Sequence[Row]) -> list[str]:
    """Name the files by their column, else by the headline, else by number; no two alike."""
    taken: set[str] = set()
    names = []
    for number, row in enumerate(rows, 1):
        wished = next((row.cells[name] for name in (*FILE, "headline") if row.cells.get(name)), "")
        stem, ending = posixpath.splitext(wished)
        base = slug(stem if ending.lower() in (".jpg", ".jpeg", ".png") else wished, _LONGEST) or str(number)
        name, again = base, 1
        while name in taken:
            again += 1
            name = f"{base}-{again}"
        taken.add(name)
        names.append(name)
    return names


def _picture(row: Row, frame: Frame, exists: Exists) -> Picture:
    cells = row.cells
    fields = {name: cells[name] for name in frame.card.fields if cells.get(name)}
    image = Image(
        card=frame.card.name,
        photo=_photo(cells, frame, exists),
        headline=cells.get("headline", ""),
        alt=cells.get("alt", ""),
        fields=fields,
    )
    return Picture(
        image=image,
        card=frame.card.name,
        width=frame.width,
        height=frame.height,
        alt=image.alt,
        handle=frame.handle,
        language=cells.get("language") or frame.language,
        max_bytes=frame.max_bytes,
        span=row.span,
        formats=("jpeg",),
    )


def _photo(cells: Mapping[str, str], frame: Frame, exists: Exists) -> str:
    """Return the path of a row's photo: beside the table, else from the repository's root."""
    written = cells.get("photo", "")
    if not written:
        return ""
    beside = posixpath.normpath(posixpath.join(frame.folder, written))
    is_beside = not written.startswith("/") and exists(beside)
    return beside if is_beside else posixpath.normpath(written.lstrip("/"))


def draw_row(
    name: str, picture: Picture, row: Row, theme: Theme, draw: Draw, put: Put
) -> tuple[Diagnostic, ...]:
    """Draw one row's picture and write it unless it has an error; findings stand at their cells."""
    if not any((picture.image.headline, picture.image.photo, *picture.image.fields.values())):
        return (_nothing(row),)
    drawing = draw(picture)
    places = _fields(picture, theme)
    findings = tuple(
        replace(one, span=_place(row, places.get((one.code, one.message), ""), one))
        for one in drawing.findings
    )
    if not has_errors(findings):
        put(f"{name}.jpg", drawing.data)
    return findings


def _nothing(row: Row) -> Diagnostic:
    hint = "Fill in a headline, a photo or another field of the card, or delete the row."
    message = "This row has nothing to draw."
    return Diagnostic(code="TAB004", severity="error", span=row.span, message=message, hint=hint)


def _fields(picture: Picture, theme: Theme) -> Mapping[tuple[str, str], str]:
    card, faults = of_card(picture, theme)
    if card:
        faults = (*faults, *faults_of(lay_out(picture, card, theme)))
    return {(fault.code, fault.message): fault.field for fault in faults}


def _place(row: Row, field: str, finding: Diagnostic) -> Span:
    """Return the cell that a finding is about: by its field, else by the words that it repeats."""
    field = "photo" if finding.code in _OF_PHOTOS else field
    repeated = (name for name, cell in row.cells.items() if cell and f"“{cell}”" in finding.message)
    return row.spans.get(field) or row.spans.get(next(repeated, ""), finding.span)
