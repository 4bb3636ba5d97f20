"""Paint a laid-out card: ground, photo, scrim, then everything that stands on it."""

from collections.abc import Callable, Iterable
from typing import Literal

from PIL import Image, ImageDraw

from smmgen.cards.font import font, runs, width
from smmgen.cards.scrim import apply, ramp, strength_for
from smmgen.cards.shape import draw_shape
from smmgen.cards.sheet import Box, Item, Mark, Shape, Sheet, Text
from smmgen.model.colour import Colour, luminance, mix
from smmgen.text.count import split_graphemes

Logos = Callable[[str, int, int], Image.Image | None]
"""Returns the logo at a path, at a size in pixels, with transparency; None where it cannot be read."""

Tone = Literal["light", "dark"]
"""Which signature: the light one for dark grounds, or the dark one."""

_LEAST = 0.3
"""A scrim is never weaker: it also gives the text a place of its own."""

_SIGN_LIGHTENED = 0.2
"""On a bright photo the dark signature is taken where so weak a veil is enough for it."""

_DEEPER = 0.4
"""How much of the ground's own colour lies over the photo at the very foot."""

_FAINT = 0.07


def background(sheet: Sheet, photo: Image.Image | None) -> Image.Image:
    """Paint what lies under the texts: the photo (already cropped to its box, used up) or the ground."""
    size = (sheet.width, sheet.height)
    if photo is None:
        return _gradient(sheet)
    if photo.size == size:
        return photo
    canvas = Image.new("RGB", size, sheet.ground)
    if sheet.photo:
        canvas.paste(photo, (round(sheet.photo.left), round(sheet.photo.top)))
    if sheet.shade == "left" and sheet.photo:
        _fade(canvas, sheet)
    return canvas


def _gradient(sheet: Sheet) -> Image.Image:
    """Let the ground grow a little deeper towards the foot, away from the ink."""
    away: Colour = (0, 0, 0) if luminance(sheet.ink) > luminance(sheet.ground) else (255, 255, 255)
    canvas = Image.new("RGB", (sheet.width, sheet.height), sheet.ground)
    mask = ramp(sheet.width, sheet.height, 0)
    canvas.paste(mix(sheet.ground, away, 0.22), (0, 0), mask)
    return canvas


def _fade(canvas: Image.Image, sheet: Sheet) -> None:
    """Let the photo come out of the ground from the left."""
    start = round(sheet.photo.left) if sheet.photo else 0
    reach = round(0.86 * sheet.width) - start
    mask = ramp(reach, sheet.height, round(0.04 * sheet.width), is_sideways=True, from_end=False)
    canvas.paste(sheet.ground, (start, 0, start + reach, sheet.height), mask)


def shade(canvas: Image.Image, sheet: Sheet) -> Tone:
    """Darken the photo where texts lie on it; return the signature's tone."""
    if sheet.shade == "below":
        _shade_words(canvas, sheet)
    return _shade_signature(canvas, sheet) if sheet.signature_on_photo else tone(sheet)


def tone(sheet: Sheet) -> Tone:
    """Return the signature's tone on the card's own ground."""
    return "light" if luminance(sheet.ink) > luminance(sheet.ground) else "dark"


def _shade_words(canvas: Image.Image, sheet: Sheet) -> None:
    pad = 0.012 * sheet.height
    top = max(0.0, sheet.words.top - pad)
    region = canvas.crop((0, round(top), sheet.width, sheet.height))
    strength = strength_for(region, sheet.ink, sheet.ground, _LEAST)
    fade = 0.26 * sheet.height
    start = max(0, round(top - fade))
    full = sheet.height - round(top)
    mask = ramp(sheet.width, sheet.height - start, full)
    apply(canvas, mask, Box(0, start, sheet.width, sheet.height), strength, sheet.ground)
    deep = ramp(sheet.width, full, 0, peak=_DEEPER)
    canvas.paste(sheet.ground, (0, sheet.height - full, sheet.width, sheet.height), deep)


def _shade_signature(canvas: Image.Image, sheet: Sheet) -> Tone:
    box = sheet.signature.box
    if box.height <= 0:
        return "light"
    pad = 0.012 * sheet.height
    region = canvas.crop(
        (round(box.left - pad), round(box.top - pad), round(box.right + pad), round(box.bottom + pad))
    )
    light, dark = (
        _ink_of(items, fallback)
        for items, fallback in ((sheet.signature.light, (255, 255, 255)), (sheet.signature.dark, (0, 0, 0)))
    )
    needs_dark_ground = strength_for(region, light, sheet.veil)
    needs_light_ground = strength_for(region, dark, (255, 255, 255))
    tone: Tone = "light"
    tint, strength = sheet.veil, needs_dark_ground
    if needs_light_ground <= _SIGN_LIGHTENED and needs_light_ground < needs_dark_ground:
        tone, tint, strength = "dark", (255, 255, 255), needs_light_ground
    full = round(box.bottom + pad)
    foot = sheet.photo.bottom if sheet.photo else sheet.height
    high = min(round(foot), round(full + 0.16 * sheet.height))
    mask = ramp(sheet.width, high, full, from_end=False)
    apply(canvas, mask, Box(0, 0, sheet.width, high), strength, tint)
    return tone


def _ink_of(items: Iterable[Item], fallback: Colour) -> Colour:
    return next((item.fill for item in items if isinstance(item, Text)), fallback)


def paint(canvas: Image.Image, items: Iterable[Item], logos: Logos) -> None:
    """Paint items on the picture, in order."""
    draw = ImageDraw.Draw(canvas)
    for item in items:
        match item:
            case Text():
                _write(draw, item)
            case Shape():
                draw_shape(canvas, item)
            case Mark():
                _stamp(canvas, item, logos)


def _write(draw: ImageDraw.ImageDraw, item: Text) -> None:
    x = item.x
    pieces = split_graphemes(item.text) if item.tracking else [item.text]
    for piece in pieces:
        start = x
        for run in runs(piece, item.faces):
            drawn = font(run.face, item.size)
            draw.text((start, item.y), run.text, font=drawn, fill=item.fill, anchor="ls")
            start += drawn.getlength(run.text)
        x += width(piece, item.faces, item.size) + item.tracking * item.size


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


def faint(sheet: Sheet) -> Colour:
    """Return the colour of the large mark behind the text of a card without a photo."""
    return mix(sheet.ground, sheet.ink, _FAINT if tone(sheet) == "light" else 0.6 * _FAINT)
