"""What to do with text that is longer than a network takes: part it into a thread, or cut it."""

from collections.abc import Callable
from functools import reduce

from msgspec.structs import replace

from smmgen.compose.pieces import Grain, join, joined, pieces
from smmgen.model.document import Block, Blocks, Heading, ItemList, Paragraph, Quote, Run, Runs

Fits = Callable[[Blocks, int], bool]
"""Tell whether blocks fit into message number so-and-so of the thread, counted from 0."""

_GRAINS: tuple[Grain, ...] = ("sentence", "word", "letter")


def thread(blocks: Blocks, tail: Blocks, fits: Fits) -> tuple[Blocks, ...]:
    """Part blocks into messages that fit: at a paragraph, else a sentence, else a word.

    A heading stays with what it heads. `tail` (the link, the hashtags) ends the last message, with some
    text before it. A piece that cannot be cut and does not fit gets a message of its own, too long.
    """
    made = _fill(blocks, fits, 0)
    return _with_tail(made, tail, fits) if tail else made


def _fill(blocks: Blocks, fits: Fits, first: int) -> tuple[Blocks, ...]:
    parts: list[Blocks] = []
    current: list[Block] = []
    waiting = list(blocks)
    while waiting:
        block = waiting.pop(0)
        number = first + len(parts)
        if fits(_added(current, block), number):
            current = list(_added(current, block))
            continue
        if _stands_alone(current) and fits((block,), number + 1):
            carried = _headings(current)
            parts.append(tuple(current[: len(current) - len(carried)]))
            current, waiting = [], [*carried, block, *waiting]
            continue
        cut_off, rest = _cut(current, block, number, fits)
        parts.append(cut_off)
        current, waiting = [], [*rest, *waiting]
    if current:
        parts.append(tuple(current))
    return tuple(part for part in (joined(part) for part in parts) if part)


def _added(current: list[Block], block: Block) -> Blocks:
    one = join(current[-1], block) if current else None
    return (*current, block) if one is None else (*current[:-1], one)


def _stands_alone(current: list[Block]) -> bool:
    """Tell whether there is more than headings, which belong to what comes next."""
    return any(not isinstance(block, Heading) for block in current)


def _headings(current: list[Block]) -> list[Block]:
    """Return the headings at the end, which go along with what comes next."""
    end = len(current)
    while end and isinstance(current[end - 1], Heading):
        end -= 1
    return current[end:]


def _cut(current: list[Block], block: Block, number: int, fits: Fits) -> tuple[Blocks, list[Block]]:
    """Fill the message with as much of a block as fits; return the message and what is left over."""
    for grain in _GRAINS:
        parts = pieces(block, grain)
        filled, taken = _most(current, parts, lambda more: fits(more, number))
        if taken:
            return filled, list(joined(parts[taken:]))
        if len(parts) > 1 and grain == "sentence" and isinstance(block, ItemList | Quote) and not current:
            filled, rest = _cut([], parts[0], number, fits)
            return filled, [*rest, *joined(parts[1:])]
        if current and grain == "sentence" and fits((parts[0],), number + 1):
            return tuple(current), [block]
    if current:
        return tuple(current), [block]
    first, *rest = pieces(block, "word")
    return (first,), list(joined(tuple(rest)))


def _most(current: list[Block], parts: Blocks, fits: Callable[[Blocks], bool]) -> tuple[Blocks, int]:
    """Add as many parts as fit; return the message and their number. A word may have thousands of letters."""
    filled: Blocks = tuple(current)
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        more = reduce(lambda made, part: _added(list(made), part), parts[low:middle], filled)
        if fits(more):
            filled, low = more, middle
        else:
            high = middle - 1
    return filled, low


def _with_tail(parts: tuple[Blocks, ...], tail: Blocks, fits: Fits) -> tuple[Blocks, ...]:
    if not parts:
        return (tail,)
    *before, last = parts
    number = len(before)
    if fits((*last, *tail), number):
        return (*before, (*last, *tail))
    for units in (last, *((*last[:-1], *pieces(last[-1], grain)) for grain in _GRAINS[:2])):
        for cut_at in range(1, len(units)):
            moved = joined(units[cut_at:])
            if fits((*moved, *tail), number + 1):
                return (*before, joined(units[:cut_at]), (*moved, *tail))
    return (*parts, tail)


def truncate(blocks: Blocks, tail: Blocks, fits: Callable[[Blocks], bool]) -> Blocks:
    """Cut blocks at a word so that they fit with "…" and the tail behind; the tail is never cut."""
    kept: Blocks = ()
    for block in blocks:
        if fits((*_added(list(kept), block), *tail)) and block is blocks[-1]:
            return (*blocks, *tail)
        if fits((*_ended(_added(list(kept), block)), *tail)):
            kept = _added(list(kept), block)
            continue
        kept = _longest(kept, block, lambda some: fits((*_ended(some), *tail)))
        break
    return (*_ended(kept), *tail) if kept else tail


def _longest(kept: Blocks, block: Block, fits: Callable[[Blocks], bool]) -> Blocks:
    parts = pieces(block, "word")
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high + 1) // 2
        if fits((*kept, *joined(parts[:middle]))):
            low = middle
        else:
            high = middle - 1
    return (*kept, *joined(parts[:low]))


def _ended(blocks: Blocks) -> Blocks:
    """Put "…" behind the last words."""
    if not blocks:
        return blocks
    *before, last = blocks
    match last:
        case Paragraph() | Heading():
            return (*before, replace(last, runs=_with_ellipsis(last.runs)))
        case Quote():
            return (*before, replace(last, blocks=_ended(last.blocks)))
        case ItemList() if last.items:
            return (*before, replace(last, items=(*last.items[:-1], _ended(last.items[-1]))))
        case _:
            return (*before, last, Paragraph((Run("…"),), last.span))


def _with_ellipsis(runs: Runs) -> Runs:
    if not runs:
        return runs
    *before, last = runs
    if last.kind != "text":
        return (*runs, Run(" …"))
    text = last.text.rstrip(" \n,;:–—-")
    text = text if text.endswith(("…", "!", "?")) else text.rstrip(".") + "…"
    return (*before, replace(last, text=text))
