"""Lay a card out for its size: where the photo goes, and everything that is set on or beside it."""

from dataclasses import replace

from smmgen.cards.corner import Corner, disc, leaf
from smmgen.cards.scale import Scale
from smmgen.cards.sheet import Box, Item, Shade, Shape, Sheet, Text
from smmgen.cards.signature import sign
from smmgen.cards.stack import field, stacked
from smmgen.cards.style import Style, style_of
from smmgen.model.colour import Colour, luminance
from smmgen.model.theme import Card, Theme
from smmgen.model.variant import Picture

_PANEL_MOST = 0.64
_PANEL_LEAST = 0.36


def lay_out(picture: Picture, card: Card, theme: Theme) -> Sheet:
    """Lay out a picture's card. Pure: nothing is read or painted, and the same values give the same sheet."""
    scale = Scale(picture.width, picture.height)
    has_photo = bool(picture.image.photo)
    if card.layout == "panel" and has_photo:
        return _beside(picture, card, theme, scale) if scale.is_wide else _below(picture, card, theme, scale)
    return _over(picture, card, theme, scale, has_photo=has_photo)


def _over(picture: Picture, card: Card, theme: Theme, scale: Scale, *, has_photo: bool) -> Sheet:
    """Set the text on the photo, at its foot; in a wide picture on its left, where the photo fades out."""
    safe = scale.safe
    style = style_of(card, theme, scale, is_over_photo=card.layout == "scrim")
    signature = sign(picture, theme, scale, card)
    corner, faults, in_corner = _corner(picture, card, theme, style)
    right = safe.left + 0.485 * scale.width if scale.is_wide and has_photo else safe.right
    top = signature.box.bottom + scale.of(0.07)
    if not (scale.is_wide and has_photo):
        right = min(right, safe.left + scale.of(1.0))
        top = max(top, in_corner.bottom + scale.of(0.055)) if corner else top
    if has_photo and not scale.is_wide:
        top = max(top, 0.34 * scale.height)
    column = Box(safe.left, top, right, safe.bottom)
    if scale.is_wide and not has_photo:
        card = _bolder(card)
    stack = stacked(picture, card, style, column.width, column.height)
    y = _anchored(card, column, stack.height)
    said = stack.place(column.left, y, column.width, style)
    words = Box(column.left, _first(said, style, y), column.right, y + stack.height)
    shade: Shade = "none" if not has_photo else "left" if scale.is_wide else "below"
    aim = (0.5, 0.5) if shade != "below" else (0.5, 0.36)
    photo = None
    if has_photo:
        photo = Box(0.36 * scale.width if scale.is_wide else 0, 0, scale.width, scale.height)
    items = [*_frame(card, style), *said, *corner]
    return Sheet(
        width=scale.width,
        height=scale.height,
        ground=style.ground,
        veil=veil(card, theme),
        ink=style.ink,
        photo=photo,
        aim=aim,
        shade=shade,
        words=words,
        safe=safe,
        items=tuple(items),
        signature=signature,
        signature_on_photo=shade == "below",
        faults=(*stack.faults, *faults),
    )


def _beside(picture: Picture, card: Card, theme: Theme, scale: Scale) -> Sheet:
    """Set the text on a panel at the left of a wide picture, the photo at its right."""
    safe = scale.safe
    style = style_of(card, theme, scale, is_over_photo=False)
    edge = round(0.54 * scale.width)
    signature = sign(picture, theme, scale, card)
    corner, faults, _ = _corner(picture, card, theme, style)
    column = Box(safe.left, signature.box.bottom + scale.of(0.06), edge - 0.8 * scale.margin, safe.bottom)
    stack = stacked(picture, card, style, column.width, column.height)
    y = _anchored(card, column, stack.height)
    return Sheet(
        width=scale.width,
        height=scale.height,
        ground=style.ground,
        veil=veil(card, theme),
        ink=style.ink,
        photo=Box(edge, 0, scale.width, scale.height),
        aim=(0.5, 0.5),
        shade="none",
        words=Box(column.left, y, column.right, y + stack.height),
        safe=safe,
        items=(*stack.place(column.left, y, column.width, style), *corner),
        signature=signature,
        signature_on_photo=False,
        faults=(*stack.faults, *faults),
    )


def _below(picture: Picture, card: Card, theme: Theme, scale: Scale) -> Sheet:
    """Set the text on a panel below the photo; the panel is as high as its text needs."""
    safe = scale.safe
    style = style_of(card, theme, scale, is_over_photo=False)
    above = scale.of(0.07)
    most = _PANEL_MOST * scale.height - (scale.height - safe.bottom) - above
    stack = stacked(picture, card, style, safe.width, most)
    needed = above + stack.height + scale.height - safe.bottom
    edge = round(scale.height - max(needed, _PANEL_LEAST * scale.height))
    signature = sign(picture, theme, scale, card)
    corner, faults, _ = _corner(picture, card, theme, style)
    y = edge + above + (scale.height - edge - needed) / 2
    return Sheet(
        width=scale.width,
        height=scale.height,
        ground=style.ground,
        veil=veil(card, theme),
        ink=style.ink,
        photo=Box(0, 0, scale.width, edge),
        aim=(0.5, 0.5),
        shade="none",
        words=Box(safe.left, y, safe.right, y + stack.height),
        safe=safe,
        items=(*stack.place(safe.left, y, safe.width, style), *corner),
        signature=signature,
        signature_on_photo=True,
        faults=(*stack.faults, *faults),
    )


def veil(card: Card, theme: Theme) -> Colour:
    """Return what a photo is darkened with under a light signature: the card's ground, if that is dark."""
    return min(theme.colour(card.ground), theme.colour("dark"), key=luminance)


def _bolder(card: Card) -> Card:
    """Let the headline grow where it has a wide picture to itself."""
    smallest, largest = card.headline_size
    return replace(card, headline_size=(smallest, largest * 1.25))


def _first(items: list[Item], style: Style, top: float) -> float:
    """Return where the first text starts that needs its ground darkened: a pill brings its own."""
    return min(
        (item.y - item.size for item in items if isinstance(item, Text) and item.fill == style.ink),
        default=top,
    )


def _anchored(card: Card, column: Box, height: float) -> float:
    """Return where a stack starts; the optical middle lies a little above the true one."""
    part = {"top": 0.0, "middle": 0.47, "bottom": 1.0}[card.anchor]
    return column.top + (column.height - height) * part


def _frame(card: Card, style: Style) -> list[Item]:
    if not card.has_frame:
        return []
    inset = style.scale.of(0.03)
    box = Box(inset, inset, style.scale.width - inset, style.scale.height - inset)
    return [Shape(kind="frame", box=box, fill=style.accent)]


def _corner(picture: Picture, card: Card, theme: Theme, style: Style) -> Corner:
    if text := field(picture, card, "disc"):
        return disc(text, style)
    if text := field(picture, card, "date"):
        return leaf(text, picture.language, style, theme)
    return [], (), Box(0, 0, 0, 0)
