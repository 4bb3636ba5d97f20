"""Stack a card's parts: those of a fixed height first, and in the room that is left those that can grow."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from msgspec import structs

from smmgen.cards.block import Ask, Block
from smmgen.cards.chart import chart
from smmgen.cards.page import Page
from smmgen.cards.parts.author import author
from smmgen.cards.parts.chips import chips
from smmgen.cards.parts.label import label
from smmgen.cards.parts.paragraph import headline, text
from smmgen.cards.parts.points import points
from smmgen.cards.parts.price import price
from smmgen.cards.parts.quote import quote
from smmgen.cards.parts.small import button, number, rule
from smmgen.cards.parts.stars import stars
from smmgen.cards.qr import qr
from smmgen.cards.sheet import Fault, Item
from smmgen.cards.style import Style
from smmgen.model.card import Part, StackLayer


def _chart(ask: Ask) -> Block:
    return chart(
        ask.table,
        ask.style,
        ask.width,
        ask.height,
        language=ask.language,
        kind=ask.text if ask.text != "chart" else "",
    )


def _qr(ask: Ask) -> Block:
    return qr(ask.text, ask.style, ask.style.scale.of(ask.part.largest or 0.24))


PARTS: Mapping[str, Callable[[Ask], Block]] = {
    "author": author,
    "button": button,
    "chart": _chart,
    "chips": chips,
    "headline": headline,
    "label": label,
    "list": points,
    "number": number,
    "price": price,
    "quote": quote,
    "rule": rule,
    "qr": _qr,
    "stars": stars,
    "text": text,
}
"""How each kind of part is laid out."""

_GAPS = {
    "chart": 0.052,
    "label": 0.03,
    "stars": 0.03,
    "author": 0.056,
    "price": 0.04,
    "button": 0.052,
    "list": 0.05,
    "rule": 0.04,
}
_GAP = 0.037
"""The distance to the block above, in parts of the base, where the card says nothing."""

_GROWING = ("chart", "list", "headline")
"""What takes the room that is left, in the order in which it is served."""

_SHARES = (1.0, 0.7, 0.6, 0.5, 0.4, 0.3)
"""How much of the room a list or a chart may take, tried until the headline fits too."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Blocks from top to bottom with the gap before each."""

    blocks: tuple[tuple[float, Block], ...]

    @property
    def height(self) -> float:
        """Return the height of all, gaps included."""
        return sum(gap + block.height for gap, block in self.blocks)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what does not fit."""
        return tuple(fault for _, block in self.blocks for fault in block.faults)

    def place(self, x: float, y: float, width: float, style: Style) -> list[list[Item]]:
        """Return each block's items, the stack's upper left corner being at (x, y)."""
        items: list[list[Item]] = []
        for gap, block in self.blocks:
            y += gap
            items.append(block.place(x + style.start(block.width, width), y))
            y += block.height
        return items


def stacked(page: Page, layer: StackLayer, style: Style, width: float, height: float) -> Stack:
    """Lay the parts of a stack out that have something to say, in a room of so many pixels."""
    parts = [(part, words) for part in layer.parts if (words := _words(page, part))]
    gaps = [0.0 if not n else _gap(part, style) for n, (part, _) in enumerate(parts)]
    asks = [_ask(page, layer, part, words, style, width, height) for part, words in parts]
    blocks = {n: PARTS[ask.part.kind](ask) for n, ask in enumerate(asks) if ask.part.kind not in _GROWING}
    rest = height - sum(gaps) - sum(block.height for block in blocks.values())
    growing = sorted(
        (n for n in range(len(asks)) if n not in blocks), key=lambda n: _GROWING.index(asks[n].part.kind)
    )
    blocks |= _grown({n: asks[n] for n in growing}, rest)
    return Stack(tuple((gap, blocks[n]) for n, gap in enumerate(gaps)))


def _grown(asks: dict[int, Ask], rest: float) -> dict[int, Block]:
    """Share the room among what grows; the first way in which all fit, else the first way."""
    if len(asks) < 2:
        return {n: _of_height(ask, rest) for n, ask in asks.items()}
    tried = []
    for share in _SHARES:
        left, blocks = rest, dict[int, Block]()
        for n, ask in asks.items():
            is_last = len(blocks) == len(asks) - 1
            blocks[n] = _of_height(ask, left if is_last else rest * share)
            left -= blocks[n].height
        tried.append(blocks)
        if not any(block.faults for block in blocks.values()):
            break
    return min(tried, key=lambda blocks: sum(len(block.faults) for block in blocks.values()))


def _of_height(ask: Ask, height: float) -> Block:
    return PARTS[ask.part.kind](replace(ask, height=max(0.0, height)))


def _words(page: Page, part: Part) -> str:
    """Return a part's text; of one without a text of its own, something to show that it is wanted."""
    if part.kind == "headline" and not part.text:
        return page.values["headline"]
    if part.kind == "chart":
        return page.text(part.text) or part.kind
    if part.kind in ("rule", "quote") and not part.text:
        return part.kind
    return page.text(part.text)


def _gap(part: Part, style: Style) -> float:
    share = _GAPS.get(part.kind, _GAP) if part.gap is None else part.gap
    return style.scale.of(share)


def _ask(
    page: Page, layer: StackLayer, part: Part, words: str, style: Style, width: float, height: float
) -> Ask:
    if layer.grow != 1 and part.kind in ("headline", "number"):
        part = structs.replace(part, largest=part.largest * layer.grow)
    return Ask(
        part=part,
        text=words,
        style=style,
        width=width,
        height=height,
        language=page.picture.language,
        table=page.picture.image.table,
    )
