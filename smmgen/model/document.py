"""The body of a post as neutral rich text: blocks of runs. Networks write it in their own form."""

from enum import IntFlag
from typing import Literal

from msgspec import Struct

from smmgen.model.source import Span


class Mark(IntFlag):
    """Mark a run's look; a network that has no such look drops it, never its words."""

    NONE = 0
    BOLD = 1
    ITALIC = 2
    STRIKE = 4
    CODE = 8


RunKind = Literal["text", "link", "mention", "hashtag"]


class Run(Struct, frozen=True):
    r"""Hold a stretch of text of one kind and look.

    `text` is what is read, without markup; a hard line break is "\n" inside a text run. A link's `href`
    is its absolute target; neighbouring runs of one link carry the same `href`. A mention's text starts
    with "@" (`@name`, `@name@host`), a hashtag's with "#".
    """

    text: str
    kind: RunKind = "text"
    marks: Mark = Mark.NONE
    href: str = ""
    span: Span | None = None


Runs = tuple[Run, ...]


class Paragraph(Struct, frozen=True, cache_hash=True):
    """A paragraph of text."""

    runs: Runs
    span: Span


class Heading(Struct, frozen=True, cache_hash=True):
    """A heading of `level` 1 to 6."""

    runs: Runs
    level: int
    span: Span


class ItemList(Struct, frozen=True, cache_hash=True):
    """A list; each item is itself blocks. `start` is the first number of an ordered list."""

    items: tuple[tuple["Block", ...], ...]
    ordered: bool
    start: int
    span: Span


class Quote(Struct, frozen=True, cache_hash=True):
    """A block quotation."""

    blocks: tuple["Block", ...]
    span: Span


class Code(Struct, frozen=True, cache_hash=True):
    """A block of code, kept as written."""

    text: str
    language: str
    span: Span


PLACE = "file:"
"""Before the number of a message's file: the source of a figure that stays in the text of an article."""


class Figure(Struct, frozen=True):
    """A picture set in the body: it joins the media of the message it stands in."""

    source: str
    alt: str
    title: str
    span: Span


class Table(Struct, frozen=True, cache_hash=True):
    """A table of text: the head's cells and the rows' cells, each cell as runs."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    span: Span


class Break(Struct, frozen=True):
    """A thematic break: the next message of a thread starts here."""

    span: Span


class Select(Struct, frozen=True):
    """Blocks for some accounts: `only` these get them; `instead`: these get them and nothing else.

    `names` are names of accounts or networks, as written, with the place of each.
    """

    kind: Literal["only", "instead"]
    names: tuple[tuple[str, Span], ...]
    blocks: tuple["Block", ...]
    span: Span


Block = Paragraph | Heading | ItemList | Quote | Code | Figure | Table | Break | Select
Blocks = tuple[Block, ...]


class Document(Struct, frozen=True):
    """The whole body, in order."""

    blocks: Blocks = ()
