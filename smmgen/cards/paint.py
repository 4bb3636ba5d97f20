"""Paint a laid-out card: what lies below its texts, the signature's ground, then all that stands on it."""

from collections.abc import Callable, Iterable
from typing import Literal

from PIL import Image

from smmgen.cards.box import Box
from smmgen.cards.gradient import gradient
from smmgen.cards.letters import write
from smmgen.cards.scrim import lay, ramp, strength_for
from smmgen.cards.shape import draw_shape, rounded
from smmgen.cards.sheet import Fade, Fill, Item, Mark, Photograph, Shape, Sheet, Text, Under, Veil
from smmgen.cards.veil import shade, veil_above
from smmgen.model.colour import Colour, luminance

Logos = Callable[[str, int, int], Image.Image | None]
"""Returns the logo at a path, at a size in pixels, with transparency; None where it cannot be read."""

Photos = Callable[[Photograph], Image.Image | None]
"""Returns a photo cropped to its box, scaled and with its effect; None where it cannot be read."""

Tone = Literal["light", "dark"]
"""Which signature: the light one for dark grounds, or the dark one."""

_SIGN_LIGHTENED = 0.2
"""On a bright photo the dark signature is taken where so weak a veil is enough for it."""


def background(sheet: Sheet, photos: Photos, logos: Logos) -> tuple[Image.Image, Tone]:
    """Paint what lies under the texts; return it with the signature's tone."""
    canvas = _start(sheet, photos)
    if canvas is None:
        canvas = Image.new("RGB", (sheet.width, sheet.height), sheet.ground)
        rest: Iterable[Under] = sheet.under
    else:
        rest = sheet.under[2:]
    for item in rest:
        _paint_under(canvas, item, photos, logos)
    return canvas, _sign_ground(canvas, sheet) if sheet.is_signed_on_photo else tone(sheet)


def _start(sheet: Sheet, photos: Photos) -> Image.Image | None:
    """Return the photo itself where it covers the whole picture: copying it once more costs time."""
    whole = Box(0, 0, sheet.width, sheet.height)
    photo = sheet.under[1] if len(sheet.under) > 1 else None
    if not isinstance(photo, Photograph) or photo.radius:
        return None
    is_whole = photo.box.corner == whole.corner and photo.box.size == whole.size
    return photos(photo) if is_whole else None


def _paint_under(canvas: Image.Image, item: Under, photos: Photos, logos: Logos) -> None:
    match item:
        case Fill():
            canvas.paste(gradient(item.start, item.end, item.box.size, item.angle), item.box.corner)
        case Photograph():
            _place(canvas, item, photos(item))
        case Fade():
            across, down = item.box.size
            mask = ramp(across, down, item.full, is_sideways=True, from_end=not item.is_from_left)
            lay(canvas, item.colour, item.box.corner, mask)
        case Veil():
            shade(canvas, item)
        case Shape():
            draw_shape(canvas, item)
        case Mark():
            _stamp(canvas, item, logos)


def _place(canvas: Image.Image, item: Photograph, photo: Image.Image | None) -> None:
    if photo is None:
        return
    mask = rounded(photo.size, item.radius) if item.radius else None
    canvas.paste(photo, item.box.corner, mask)


def tone(sheet: Sheet) -> Tone:
    """Return the signature's tone on the card's own ground."""
    return "light" if luminance(sheet.ink) > luminance(sheet.ground) else "dark"


def _sign_ground(canvas: Image.Image, sheet: Sheet) -> Tone:
    """Darken or lighten the photo behind the signature, whichever takes less; return the tone it needs."""
    box = sheet.signature.box
    if box.height <= 0:
        return "light"
    pad = 0.012 * sheet.height
    around = Box(box.left - pad, box.top - pad, box.right + pad, box.bottom + pad)
    region = canvas.crop(around.pixels)
    light = _ink_of(sheet.signature.light, (255, 255, 255))
    dark = _ink_of(sheet.signature.dark, (0, 0, 0))
    needs_dark_ground = strength_for(region, light, sheet.tint)
    needs_light_ground = strength_for(region, dark, (255, 255, 255))
    is_dark = needs_light_ground <= _SIGN_LIGHTENED and needs_light_ground < needs_dark_ground
    strength, tint = (needs_light_ground, (255, 255, 255)) if is_dark else (needs_dark_ground, sheet.tint)
    veil_above(canvas, around, _foot_of_photo(sheet), strength, tint)
    return "dark" if is_dark else "light"


def _foot_of_photo(sheet: Sheet) -> float:
    """Return how far down the photo behind the signature reaches."""
    boxes = [item.box for item in sheet.under if isinstance(item, Photograph)]
    sign = sheet.signature.box
    return max(
        (box.bottom for box in boxes if box.meets(sign) and box.top <= sign.top), default=float(sheet.height)
    )


def _ink_of(items: Iterable[Item], fallback: Colour) -> Colour:
    return next((item.fill for item in items if isinstance(item, Text)), fallback)


def paint(canvas: Image.Image, items: Iterable[Item], logos: Logos) -> None:
    """Paint items on the picture, in order."""
    for item in items:
        match item:
            case Text():
                write(canvas, item)
            case Shape():
                draw_shape(canvas, item)
            case Mark():
                _stamp(canvas, item, logos)


def _stamp(canvas: Image.Image, mark: Mark, logos: Logos) -> None:
    size = (max(1, round(mark.box.width)), max(1, round(mark.box.height)))
    logo = logos(mark.path, *size)
    if logo is None:
        return
    place = (round(mark.box.left), round(mark.box.top))
    if mark.ink is None:
        canvas.paste(logo, place, logo)
    else:
        canvas.paste(mark.ink, place, logo.getchannel("A"))
