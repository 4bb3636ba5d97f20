"""What lies below a card's texts: photos and their shading, fills, shapes, frames and the faint mark."""

from collections.abc import Iterator, Mapping

from smmgen.cards.box import Box
from smmgen.cards.page import Page
from smmgen.cards.sheet import Fade, Fill, Mark, Photograph, Shape, Under, Veil
from smmgen.model.card import (
    FillLayer,
    FrameLayer,
    MarkLayer,
    PanelLayer,
    PhotoLayer,
    ShapeLayer,
)
from smmgen.model.colour import Colour, contrast, luminance, mix

_LEAST = 0.3
"""A veil under texts is never weaker: it also gives them a place of their own."""

_DEEPER = 0.22
"""How far a ground without a photo darkens towards the foot."""

_REACH = 0.86
"""A photo that comes out of the ground is whole at this part of the picture's width."""


def under(page: Page, frames: Mapping[str, Box], words: list[Box]) -> Iterator[Under]:
    """Give what to paint below the texts, the lowest first; `words` is where texts stand."""
    full = page.full
    ground = page.colour("ground")
    yield Fill(full, ground, ground if page.shows_photo else _deeper(page))
    for layer in page.look.layers:
        match layer:
            case PhotoLayer():
                yield from _photo(page, layer, frames, words)
            case FillLayer():
                colours = [page.colour(name) for name in layer.colours] or [ground]
                yield Fill(page.box(layer.area, frames), colours[0], colours[-1], layer.angle)
            case PanelLayer() if page.shows_photo:
                colour = page.colour(layer.colour)
                yield Fill(_beside(full, frames), colour, colour)
            case ShapeLayer():
                yield _shape(page, layer, frames)
            case MarkLayer():
                yield from _mark(page, layer)


def _deeper(page: Page) -> Colour:
    """Let the ground grow a little deeper towards the foot, away from the ink."""
    ground = page.colour("ground")
    away: Colour = (0, 0, 0) if luminance(page.colour("ink")) > luminance(ground) else (255, 255, 255)
    return mix(ground, away, _DEEPER)


def _beside(full: Box, frames: Mapping[str, Box]) -> Box:
    """Return the panel itself: all that the rest does not take."""
    rest = frames.get("rest", full)
    if rest.bottom < full.bottom:
        return Box(0, rest.bottom, full.right, full.bottom)
    return Box(0, 0, rest.left, full.bottom) if rest.left > 0 else Box(rest.right, 0, full.right, full.bottom)


def _photo(page: Page, layer: PhotoLayer, frames: Mapping[str, Box], words: list[Box]) -> Iterator[Under]:
    path = page.path(layer.source)
    if not path:
        return
    box = page.box(layer.area, frames)
    focus = page.picture.image.focus if layer.source == "photo" else None
    tints = tuple(page.colour(name) for name in layer.colours) or (page.colour("ground"), page.colour("ink"))
    aim = (layer.aim[0], layer.aim[1]) if len(layer.aim) == 2 else (0.5, 0.5)
    yield Photograph(path, box, focus, aim, layer.effect, tints, page.scale.of(layer.radius))
    ground = page.colour("ground")
    if layer.shade == "left":
        is_left = not page.is_mirrored
        reach = round(_REACH * page.full.width)
        stretch = (
            Box(box.left, box.top, reach, box.bottom)
            if is_left
            else Box(page.full.width - reach, box.top, box.right, box.bottom)
        )
        yield Fade(stretch, ground, round(0.04 * page.full.width), is_left)
    elif layer.shade != "none":
        covered = [one for one in words if one.height > 0 and one.meets(box)]
        if covered:
            top, bottom = min(one.top for one in covered), max(one.bottom for one in covered)
            yield Veil(Box(box.left, top, box.right, bottom), layer.shade, _ink(page), ground, _LEAST)


def _ink(page: Page) -> Colour:
    """Return the one of the inks of texts over a photo that is the hardest to read on the ground."""
    style = page.style(is_over_photo=True)
    return min((style.ink, style.strong), key=lambda ink: contrast(ink, style.ground))


def _shape(page: Page, layer: ShapeLayer, frames: Mapping[str, Box]) -> Shape:
    box = page.box(layer.area, frames)
    fill, radius = page.colour(layer.colour), page.scale.of(layer.radius)
    if layer.form == "line":
        points = ((0.0, 0.0), (box.width, box.height))
        return Shape(
            kind="line", box=box, fill=fill, points=points, thick=page.scale.of(0.004), opacity=layer.opacity
        )
    kind = "round" if layer.form == "rect" else layer.form
    return Shape(kind=kind, box=box, fill=fill, radius=radius, opacity=layer.opacity)  # type: ignore[arg-type]


def frame(page: Page, layer: FrameLayer) -> Shape:
    """Return the line around a picture; it is set over the signature's ground, which would dim it."""
    inset, full = page.scale.of(layer.inset), page.full
    box = Box(inset, inset, full.right - inset, full.bottom - inset)
    return Shape(
        kind="frame", box=box, fill=page.colour(layer.colour), thick=max(2, page.scale.of(layer.line))
    )


def _mark(page: Page, layer: MarkLayer) -> Iterator[Under]:
    """Set the logo large and faint behind the text, running out of the picture at the right."""
    logo = page.theme.logo.get("light") or page.theme.logo.get("dark")
    if logo is None:
        return
    full = page.full
    high = layer.size * min(full.width, full.height)
    across = high * logo.width / logo.height
    left, top = full.width - 0.72 * across, 0.42 * full.height - high / 2
    if page.is_mirrored:
        left = -0.28 * across
    ground, ink = page.colour("ground"), page.colour("ink")
    is_light = luminance(ink) > luminance(ground)
    faint = mix(ground, ink, layer.strength if is_light else 0.6 * layer.strength)
    yield Mark(logo.path, Box(left, top, left + across, top + high), faint)
