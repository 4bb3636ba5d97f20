"""Lay a card out for its size: where photos go, and everything that is set on or beside them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from smmgen.cards.box import Box
from smmgen.cards.corner import Corner, corner
from smmgen.cards.page import Page, page_of
from smmgen.cards.sheet import Item, Sheet, Signature, Text
from smmgen.cards.signature import logo_of, sign
from smmgen.cards.stack import Stack, stacked
from smmgen.cards.style import Style
from smmgen.cards.under import frame, under
from smmgen.model.card import Card, CornerLayer, FrameLayer, PanelLayer, PhotoLayer, StackLayer
from smmgen.model.colour import Colour, luminance
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture

_BELOW_SIGN, _BELOW_CORNER = 0.07, 0.055
"""What texts keep from the signature and from what stands in a corner, in parts of the base."""

_BROAD = 0.45
"""A thing in a lower corner that is wider than this part of a column has the text above it, not beside."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stack where it will stand: its column, its upper edge there, and the look of its parts."""

    layer: StackLayer
    box: Box
    top: float
    stack: Stack
    style: Style

    def groups(self) -> list[list[Item]]:
        """Return the items of the stack's blocks in their places."""
        return self.stack.place(self.box.left, self.top, self.box.width, self.style)

    def items(self) -> list[Item]:
        """Return the stack's items in their places."""
        return [item for group in self.groups() for item in group]

    @property
    def words(self) -> Box:
        """Return where its texts stand that need their ground darkened: a pill brings its own."""
        own = self.style.on_accent
        tops = [item.y - item.size for item in self.items() if isinstance(item, Text) and item.fill != own]
        return Box(self.box.left, min(tops, default=self.top), self.box.right, self.top + self.stack.height)


def lay_out(picture: Picture, card: Card, theme: Theme) -> Sheet:
    """Lay out a picture's card. Pure: nothing is read or painted, and the same values give the same sheet."""
    page = page_of(picture, card, theme)
    signature = sign(page, logo_of(page.look))
    corners = {layer.id: corner(page, layer, page.style(is_over_photo=False)) for layer in _corners(page)}
    obstacles = [(signature.box, _BELOW_SIGN)] if signature.light else []
    obstacles += [(box, _BELOW_CORNER) for items, _, box in corners.values() if items]
    panel = next((layer for layer in page.look.layers if isinstance(layer, PanelLayer)), None)
    frames = {"full": page.full, "safe": page.scale.safe}
    columns: dict[str, Column] = {}
    if panel:
        frames |= _panel(page, panel, obstacles)
    for layer in page.look.layers:
        if isinstance(layer, StackLayer):
            columns[layer.id] = _column(page, layer, frames, obstacles)
    if not columns and not signature.light:
        frames.setdefault("rest", page.full)
    return _sheet(page, frames, columns, corners, signature)


def _corners(page: Page) -> Iterator[CornerLayer]:
    return (layer for layer in page.look.layers if isinstance(layer, CornerLayer))


def _column(
    page: Page, layer: StackLayer, frames: Mapping[str, Box], obstacles: list[tuple[Box, float]]
) -> Column:
    """Lay a stack out in its area, clear of the signature and of what stands in corners."""
    style = page.style(layer.align, is_over_photo=layer.pills)
    box = _clear(page, _narrowed(page.box(layer.area, frames), page.scale.base, style), obstacles)
    stack = stacked(page, layer, style, box.width, box.height)
    part = {"top": 0.0, "middle": 0.47, "bottom": 1.0}[layer.anchor]
    return Column(layer, box, box.top + (box.height - stack.height) * part, stack, style)


def _narrowed(box: Box, most: float, style: Style) -> Box:
    """Return a column no wider than lines should be."""
    start = box.left + max(0.0, style.start(most, box.width))
    return Box(start, box.top, min(box.right, start + most), box.bottom)


def _clear(page: Page, box: Box, obstacles: list[tuple[Box, float]]) -> Box:
    """Return what is left of a column beside and between the things that stand at its edges."""
    left, top, right, bottom = box
    middle = page.scale.height / 2
    for thing, part in obstacles:
        gap = page.scale.of(part)
        if not Box(left, top, right, bottom).meets(thing) or thing.top >= bottom:
            continue
        if thing.top < middle:
            top = max(top, thing.bottom + gap)
        elif thing.bottom <= top:
            continue
        elif thing.width > _BROAD * (right - left):
            bottom = min(bottom, thing.top - gap)
        elif thing.left - left > right - thing.right:
            right = min(right, thing.left - gap)
        else:
            left = max(left, thing.right + gap)
    return Box(left, min(top, bottom), right, bottom)


def _panel(page: Page, layer: PanelLayer, obstacles: list[tuple[Box, float]]) -> dict[str, Box]:
    """Return the panel's inside, for the texts, and the rest of the picture, for the photo."""
    full, safe, scale = page.full, page.scale.safe, page.scale
    if layer.side == "bottom":
        return _panel_below(page, layer)
    is_left = (layer.side == "left") != page.is_mirrored
    edge = round(layer.share * full.right)
    gap = 0.8 * scale.margin
    if is_left:
        return {
            "panel": Box(safe.left, safe.top, edge - gap, safe.bottom),
            "rest": Box(edge, 0, full.right, full.bottom),
        }
    edge = round(full.right) - edge
    return {"panel": Box(edge + gap, safe.top, safe.right, safe.bottom), "rest": Box(0, 0, edge, full.bottom)}


def _panel_below(page: Page, layer: PanelLayer) -> dict[str, Box]:
    """Make the panel as high as its texts need, between its bounds."""
    safe, scale = page.scale.safe, page.scale
    above = scale.of(0.07)
    foot = scale.height - safe.bottom
    most = layer.most * scale.height - foot - above
    stack = next(one for one in page.look.layers if isinstance(one, StackLayer) and one.area.frame == "panel")
    style = page.style(stack.align, is_over_photo=stack.pills)
    needed = above + stacked(page, stack, style, safe.width, most).height + foot
    edge = round(scale.height - max(needed, layer.least * scale.height))
    top = edge + above + (scale.height - edge - needed) / 2
    return {"panel": Box(safe.left, top, safe.right, safe.bottom), "rest": Box(0, 0, scale.width, edge)}


def _sheet(
    page: Page,
    frames: Mapping[str, Box],
    columns: Mapping[str, Column],
    corners: Mapping[str, Corner],
    signature: Signature,
) -> Sheet:
    groups: list[list[Item]] = []
    for layer in page.look.layers:
        if isinstance(layer, FrameLayer):
            groups.append([frame(page, layer)])
        if layer.id in columns:
            groups += columns[layer.id].groups()
        if layer.id in corners:
            groups.append(corners[layer.id][0])
    words = [column.words for column in columns.values()]
    faults = [fault for column in columns.values() for fault in column.stack.faults]
    faults += [fault for _, found, _ in corners.values() for fault in found]
    below = under(page, frames, words)
    style = page.style(is_over_photo=False)
    return Sheet(
        width=page.scale.width,
        height=page.scale.height,
        ground=style.ground,
        ink=style.ink,
        tint=_tint(page),
        safe=page.scale.safe,
        words=_around(words) or page.full,
        under=tuple(below),
        groups=tuple(tuple(group) for group in groups if group),
        signature=signature,
        is_signed_on_photo=_is_on_photo(page, signature.box, frames),
        faults=tuple(faults),
    )


def _is_on_photo(page: Page, sign: Box, frames: Mapping[str, Box]) -> bool:
    """Tell whether the signature stands on a photo that is not faded out there."""
    if sign.height <= 0:
        return False
    boxes = [
        page.box(layer.area, frames)
        for layer in page.look.layers
        if isinstance(layer, PhotoLayer) and page.path(layer.source) and layer.shade != "left"
    ]
    return any(box.meets(sign) and box.top < sign.bottom and sign.top < box.bottom for box in boxes)


def _tint(page: Page) -> Colour:
    """Return what a photo is darkened with under a light signature: the card's ground, if that is dark."""
    return min(page.colour("ground"), page.theme.colour("dark"), key=luminance)


def _around(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
