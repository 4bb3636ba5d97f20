"""Draw a picture: a card of the theme, a card over a photo, or the photo itself."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from smmgen.cards.crop import crop, within
from smmgen.cards.encode import MEDIA_TYPE, encode
from smmgen.cards.fit import faults_of, finding, of_card
from smmgen.cards.layout import lay_out
from smmgen.cards.paint import Tone, background, faint, paint, shade, tone
from smmgen.cards.photo import Photo, decode
from smmgen.cards.sheet import Box, Fault, Mark, Sheet
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.theme import Card, Theme
from smmgen.model.variant import Picture

Read = Callable[[str], bytes]
Focus = tuple[float, float]

_KEPT = 2
"""Decoded photos that a studio keeps: posts come in order, and one photo serves several accounts."""

_ENLARGED = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A finished picture: its file, size in pixels, the point to keep in sight (0..1), and findings."""

    data: bytes
    width: int
    height: int
    media_type: str
    focus: Focus
    findings: tuple[Diagnostic, ...]


def draw(picture: Picture, theme: Theme, read: Read) -> Drawing:
    """Draw one picture; `read` gives the repository's files. For several use a `Studio`."""
    return Studio(theme, read).draw(picture)


class Studio:
    """Draw pictures with one theme, keeping for the run what several of them share."""

    def __init__(self, theme: Theme, read: Read) -> None:
        self._theme = theme
        self._read = read
        self._photos: dict[str, Photo | Fault] = {}
        self._logos: dict[tuple[str, int, int], Image.Image | None] = {}
        self._grounds: dict[tuple[object, ...], tuple[Image.Image, Tone]] = {}

    def draw(self, picture: Picture) -> Drawing:
        """Draw a picture. Never raises for what a person wrote: findings tell, and what can be is drawn.

        The bytes are the same for the same picture, theme and files.
        """
        card, faults = of_card(picture, self._theme)
        return self._plain(picture, faults) if card is None else self._card(picture, card, faults)

    def _card(self, picture: Picture, card: Card, faults: tuple[Fault, ...]) -> Drawing:
        sheet = lay_out(picture, card, self._theme)
        faults = (*faults, *faults_of(sheet))
        photo = self._photo(picture, sheet.photo) if sheet.photo else None
        if isinstance(photo, Fault):
            faults = (*faults, photo)
        elif photo and sheet.photo:
            faults = (*faults, *_enlarged(picture, photo, sheet.photo))
        canvas, ink = self._ground(picture, sheet, photo if isinstance(photo, Photo) else None)
        items = sheet.signature.light if ink == "light" else sheet.signature.dark
        paint(canvas, (*sheet.items, *items), self._logo)
        middle = (sheet.words.top + sheet.words.bottom) / 2 / sheet.height
        return self._finish(picture, canvas, (0.5, middle), faults, has_text=True)

    def _ground(self, picture: Picture, sheet: Sheet, photo: Photo | None) -> tuple[Image.Image, Tone]:
        """Return the shaded ground and the signature's tone; the last one is kept for the next language."""
        image = picture.image
        signature = (sheet.signature.box, sheet.signature.light, sheet.words.top)
        key = (
            image.photo if photo else "",
            image.focus,
            sheet.photo,
            sheet.ground,
            sheet.ink,
            sheet.width,
            sheet.height,
            signature,
        )
        if key not in self._grounds:
            placed = self._placed(picture, sheet, photo) if photo and sheet.photo else None
            canvas = background(sheet, placed)
            if placed is None:
                self._watermark(canvas, sheet)
            self._grounds.clear()
            self._grounds[key] = (canvas, shade(canvas, sheet) if placed else tone(sheet))
        canvas, ink = self._grounds[key]
        return canvas.copy(), ink

    def _placed(self, picture: Picture, sheet: Sheet, photo: Photo) -> Image.Image:
        box = sheet.photo or Box(0, 0, sheet.width, sheet.height)
        size = (round(box.right) - round(box.left), round(box.bottom) - round(box.top))
        part = crop(photo.image.size, size, picture.image.focus, sheet.aim)
        return _scaled(photo.image, part, size)

    def _watermark(self, canvas: Image.Image, sheet: Sheet) -> None:
        """Set the logo large and faint behind the text, running out of the picture at the right."""
        logo = self._theme.logo.get("light") or self._theme.logo.get("dark")
        if logo is None:
            return
        high = 0.86 * min(sheet.width, sheet.height)
        across = high * logo.width / logo.height
        left, top = sheet.width - 0.72 * across, 0.42 * sheet.height - high / 2
        paint(canvas, [Mark(logo.path, Box(left, top, left + across, top + high), faint(sheet))], self._logo)

    def _plain(self, picture: Picture, faults: tuple[Fault, ...]) -> Drawing:
        image = picture.image
        box = Box(0, 0, picture.width, picture.height)
        photo = self._photo(picture, box)
        if isinstance(photo, Fault):
            canvas = Image.new("RGB", (picture.width, picture.height), self._theme.colour("dark"))
            return self._finish(picture, canvas, (0.5, 0.5), (*faults, photo), has_text=False)
        full = (photo.width, photo.height)
        shown = crop(full, (box.width, box.height), image.focus) if image.size else Box(0, 0, *full)
        scale = min(1.0, picture.width / shown.width, picture.height / shown.height)
        size = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
        reduced = photo.image.width / photo.width
        part = Box(*(edge * reduced for edge in shown))
        canvas = _scaled(photo.image, part, size)
        return self._finish(picture, canvas, within(image.focus, full, shown), faults, has_text=False)

    def _finish(
        self,
        picture: Picture,
        canvas: Image.Image,
        focus: Focus,
        faults: tuple[Fault, ...],
        *,
        has_text: bool,
    ) -> Drawing:
        data = encode(canvas, picture.max_bytes, has_text=has_text)
        if data is None:
            data = encode(canvas, 0, has_text=has_text) or b""
            message = f"The picture cannot be brought under this network's {picture.max_bytes / 1e6:.1f} MB."
            faults = (*faults, Fault("CRD008", "error", message, "Take a calmer photo, or a smaller size."))
        findings = tuple(finding(picture, fault) for fault in faults)
        return Drawing(
            data=data,
            width=canvas.width,
            height=canvas.height,
            media_type=MEDIA_TYPE,
            focus=focus,
            findings=findings,
        )

    def _photo(self, picture: Picture, box: Box) -> Photo | Fault:
        """Return a photo with at least the pixels that the box needs, decoded once where that is enough."""
        path = picture.image.photo
        kept = self._photos.pop(path, None)
        if kept is None or (isinstance(kept, Photo) and _is_too_small(kept, box)):
            kept = self._decoded(path, box)
        self._photos[path] = kept
        while len(self._photos) > _KEPT:
            del self._photos[next(iter(self._photos))]
        return kept

    def _decoded(self, path: str, box: Box) -> Photo | Fault:
        if not path:
            return Fault(
                "CRD006", "error", "This picture has neither a card nor a photo.", "Name one.", "photo"
            )
        try:
            data = self._read(path)
        except OSError:
            return Fault(
                "CRD006", "error", f"There is no picture {path}.", "Look at its name and folder.", "photo"
            )
        least = (round(box.width), round(box.height))
        return decode(path, data, least, self._theme.colour("light"))

    def _logo(self, path: str, width: int, height: int) -> Image.Image | None:
        key = (path, width, height)
        if key not in self._logos:
            self._logos[key] = _open_logo(self._read, path, (width, height))
        return self._logos[key]


def _is_too_small(photo: Photo, box: Box) -> bool:
    """Tell whether a photo was decoded smaller than this box needs, though its file has more."""
    is_reduced = photo.image.width < photo.width
    return is_reduced and (photo.image.width < box.width or photo.image.height < box.height)


def _enlarged(picture: Picture, photo: Photo, box: Box) -> tuple[Fault, ...]:
    times = max(box.width / photo.width, box.height / photo.height)
    if times <= _ENLARGED:
        return ()
    message = (
        f"{picture.image.photo} has {photo.width} × {photo.height} pixels and is enlarged {times:.1f} times "
        f"to {box.width:.0f} × {box.height:.0f}."
    )
    return (Fault("CRD007", "info", message, "Use a larger photo.", "photo"),)


def _scaled(image: Image.Image, part: Box, size: tuple[int, int]) -> Image.Image:
    """Scale a part of a photo; Hamming costs half of Lanczos and looks alike when scaling down."""
    if part.width <= size[0] * 1.02:
        return image.resize(size, Image.Resampling.BICUBIC, box=part)
    gap = 1.6 if part.width >= 3.2 * size[0] else None
    return image.resize(size, Image.Resampling.HAMMING, box=part, reducing_gap=gap)


def _open_logo(read: Read, path: str, size: tuple[int, int]) -> Image.Image | None:
    try:
        with Image.open(BytesIO(read(path)), formats=("PNG",)) as opened:
            return opened.convert("RGBA").resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    except (OSError, ValueError, SyntaxError):
        return None
