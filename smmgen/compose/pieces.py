"""Cut blocks into smaller blocks of the same kind, and join them again."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Literal

from msgspec.structs import replace

from smmgen.model.document import Block, Blocks, Code, ItemList, Paragraph, Quote, Run, Runs, Table
from smmgen.pattern import pattern
from smmgen.text.count import split_graphemes

Grain = Literal["sentence", "word", "letter"]

_SENTENCE = pattern(r"""[.!?…]+["'»”’)\]]*[ \n]+(?=["'«“„(\[]*[^\W_a-zа-яё])""")
_SHORT = pattern(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|vs|etc|e\.g|i\.e|approx|ca|bzw|usw|z\.B|г|ул|д|т\.е|т\.д|т\.п|т\.к|руб|им|см|стр|тел)"
    r"|\b[A-ZА-ЯЁ]|\b\d{1,2})\.[\"'»”’)\]]*[ \n]+$"
)
_WORD = pattern(r"[ \n]+")


def pieces(block: Block, grain: Grain) -> tuple[Block, ...]:
    """Cut a block at the ends of its sentences, words or letters; a block without such ends comes back whole.

    A link, a mention and a hashtag are never cut, nor is an emoji. A list is cut at its items first.
    """
    match block:
        case Paragraph():
            return tuple(Paragraph(runs, block.span) for runs in cut(block.runs, _CUTS[grain]))
        case ItemList() if len(block.items) > 1:
            return tuple(
                replace(block, items=(item,), start=block.start + number)
                for number, item in enumerate(block.items)
            )
        case ItemList() if block.items:
            return _pieces_of_item(block, grain)
        case Quote():
            return tuple(replace(block, blocks=(piece,)) for piece in _inner(block.blocks, grain))
        case Code() if "\n" in block.text:
            return tuple(replace(block, text=line) for line in block.text.split("\n"))
        case Table() if len(block.rows) > 1:
            return tuple(replace(block, rows=(row,)) for row in block.rows)
        case _:
            return (block,)


def _pieces_of_item(block: ItemList, grain: Grain) -> tuple[Block, ...]:
    """Keep the bullet with the item's first piece; what follows is plain paragraphs."""
    first, *others = _inner(block.items[0], grain)
    return (replace(block, items=((first,),)), *others)


def _inner(blocks: Blocks, grain: Grain) -> tuple[Block, ...]:
    return tuple(piece for block in blocks for piece in pieces(block, grain))


def join(before: Block, after: Block) -> Block | None:
    """Join two neighbouring pieces of one block; None where they are not such."""
    match before, after:
        case Paragraph(), Paragraph() if before.span == after.span:
            return Paragraph((*before.runs, *after.runs), before.span)
        case ItemList(), ItemList() if before.span == after.span:
            return replace(before, items=before.items + after.items)
        case ItemList(), Paragraph() if before.items and _is_inside(before, after):
            return replace(before, items=(*before.items[:-1], joined((*before.items[-1], after))))
        case Quote(), Quote() if before.span == after.span:
            return replace(before, blocks=joined(before.blocks + after.blocks))
        case Code(), Code() if before.span == after.span:
            return replace(before, text=f"{before.text}\n{after.text}")
        case Table(), Table() if before.span == after.span:
            return replace(before, rows=before.rows + after.rows)
        case _:
            return None


def _is_inside(before: ItemList, after: Paragraph) -> bool:
    return before.span.line <= after.span.line <= before.span.end_line


def joined(blocks: Blocks) -> Blocks:
    """Join all neighbouring pieces of one block."""
    made: list[Block] = []
    for block in _whole_paragraphs(blocks):
        one = join(made[-1], block) if made else None
        if one is None:
            made.append(block)
        else:
            made[-1] = one
    return tuple(made)


def _whole_paragraphs(blocks: Blocks) -> Iterator[Block]:
    """Join the pieces of each paragraph in one go: a long one has thousands of words."""
    for span, group in groupby(blocks, lambda one: one.span if isinstance(one, Paragraph) else None):
        parts = tuple(group)
        if span is None or len(parts) == 1:
            yield from parts
        else:
            runs = (run for part in parts if isinstance(part, Paragraph) for run in part.runs)
            yield Paragraph(tuple(runs), span)


def cut(runs: Runs, ends: Callable[[str], Iterator[int]]) -> tuple[Runs, ...]:
    """Cut runs where `ends` says, in text runs only; the white space at a cut stays with the piece before."""
    text = "".join(run.text for run in runs)
    stretches = _open_stretches(runs)
    starts = [start for start, _ in stretches]

    def is_open(end: int) -> bool:
        last = bisect_left(starts, end) - 1  # of the stretches that start before
        return last >= 0 and end <= stretches[last][1]

    return tuple(_slices(runs, [end for end in ends(text) if is_open(end)]))


def _open_stretches(runs: Runs) -> list[tuple[int, int]]:
    """Return where cuts are allowed: inside text runs, and at their ends."""
    stretches, position = [], 0
    for run in runs:
        if run.kind == "text" and run.text:
            stretches.append((position, position + len(run.text)))
        position += len(run.text)
    return stretches


def _slices(runs: Runs, places: list[int]) -> Iterator[Runs]:
    """Walk through the runs once: a post of ten thousand links has as many runs, and as many places."""
    left = [run for run in reversed(runs) if run.text]
    start, total = 0, sum(len(run.text) for run in left)
    for end in [*places, total]:
        if end > start:
            yield tuple(_taken(left, end - start))
            start = end


def _taken(left: list[Run], length: int) -> Iterator[Run]:
    """Take so many characters from runs that wait in reverse order; what is cut off waits on."""
    while length > 0:
        run = left.pop()
        if len(run.text) > length:
            left.append(replace(run, text=run.text[length:]))
            run = replace(run, text=run.text[:length])
        length -= len(run.text)
        yield run


def _sentence_ends(text: str) -> Iterator[int]:
    for found in _SENTENCE.finditer(text):
        if not _SHORT.search(text, max(0, found.start() - 8), found.end()):
            yield found.end()
    yield from (found.end() for found in re.finditer(r"\n+", text))


def _word_ends(text: str) -> Iterator[int]:
    return (found.end() for found in _WORD.finditer(text))


def _letter_ends(text: str) -> Iterator[int]:
    position = 0
    for letter in split_graphemes(text):
        position += len(letter)
        yield position


def _sorted(ends: Callable[[str], Iterator[int]]) -> Callable[[str], Iterator[int]]:
    return lambda text: iter(sorted(set(ends(text))))


_CUTS: dict[Grain, Callable[[str], Iterator[int]]] = {
    "sentence": _sorted(_sentence_ends),
    "word": _word_ends,
    "letter": _letter_ends,
}
