"""Draw a picture: a card of the theme, a card over a photo, or the photo itself."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from smmgen.cards.chroma import has_sharp_colours
from smmgen.cards.drawing import Drawing, finished
from smmgen.cards.effects import with_effect
from smmgen.cards.fit import faults_of, of_card, unshaped
from smmgen.cards.layout import lay_out
from smmgen.cards.paint import Logos, Tone, background, paint
from smmgen.cards.photos import Photos, Piece, Read
from smmgen.cards.sheet import Fault, Item, Photograph, Sheet
from smmgen.model.card import Card
from smmgen.model.theme import Theme
from smmgen.model.variant import Picture

_PIECES = 2
"""Photos that are kept as they were cropped and scaled: another text needs them again, darkened otherwise."""

Ground = tuple[Image.Image, Tone, tuple[Fault, ...]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A card in its parts: the sheet, its painted ground, the signature in the ink for it, and faults."""

    sheet: Sheet
    ground: Image.Image
    signature: tuple[Item, ...]
    logos: Logos
    faults: tuple[Fault, ...]


def draw(picture: Picture, theme: Theme, read: Read) -> Drawing:
    """Draw one picture; `read` gives the repository's files. For several use a `Studio`."""
    return Studio(theme, read).draw(picture)


class Studio:
    """Draw pictures with one theme, keeping for the run what several of them share."""

    def __init__(self, theme: Theme, read: Read) -> None:
        self._theme = theme
        self._read = read
        self._photos = Photos(read, theme.colour("light"))
        self._logos: dict[tuple[str, int, int], Image.Image | None] = {}
        self._grounds: dict[tuple[object, ...], Ground] = {}
        self._pieces: dict[Photograph, tuple[Image.Image | None, tuple[Fault, ...]]] = {}

    def draw(self, picture: Picture) -> Drawing:
        """Draw a picture. Never raises for what a person wrote: findings tell, and what can be is drawn.

        The bytes are the same for the same picture, theme and files.
        """
        card, faults = of_card(picture, self._theme)
        return self._plain(picture, faults) if card is None else self._card(picture, card, faults)

    def scene(self, picture: Picture) -> Scene | None:
        """Return a picture's card in its parts, to be painted more than once; None for a plain photo."""
        card, faults = of_card(picture, self._theme)
        return None if card is None else self._scene(picture, card, faults)

    def _card(self, picture: Picture, card: Card, faults: tuple[Fault, ...]) -> Drawing:
        scene = self._scene(picture, card, faults)
        sheet, canvas = scene.sheet, scene.ground
        paint(canvas, (*sheet.items, *scene.signature), self._logo)
        middle = (sheet.words.top + sheet.words.bottom) / 2 / sheet.height
        return finished(
            picture,
            canvas,
            (0.5, middle),
            scene.faults,
            suits=card.format,
            has_sharp_colours=has_sharp_colours(sheet),
        )

    def _scene(self, picture: Picture, card: Card, faults: tuple[Fault, ...]) -> Scene:
        sheet = lay_out(picture, card, self._theme)
        canvas, ink, found = self._ground(picture, sheet)
        signature = sheet.signature.light if ink == "light" else sheet.signature.dark
        return Scene(
            sheet, canvas, signature, self._logo, (*faults, *faults_of(sheet), *unshaped(sheet), *found)
        )

    def _ground(self, picture: Picture, sheet: Sheet) -> Ground:
        """Return the shaded ground, the signature's tone and what is wrong with the photos.

        The last one is kept for the next language.
        """
        key = (sheet.under, sheet.signature.box, sheet.signature.light, sheet.width, sheet.height)
        if key not in self._grounds:
            self._grounds.clear()
            self._grounds[key] = self._made(sheet)
        canvas, ink, faults = self._grounds[key]
        return canvas.copy(), ink, faults

    def _made(self, sheet: Sheet) -> Ground:
        faults: dict[Fault, None] = {}
        canvas, ink = background(sheet, lambda item: self._placed(item, faults), self._logo)
        return canvas, ink, tuple(faults)

    def _placed(self, item: Photograph, faults: dict[Fault, None]) -> Image.Image | None:
        """Return a photo cropped, scaled and with its effect; None where it cannot be had; add faults."""
        if item not in self._pieces:
            while len(self._pieces) >= _PIECES:
                del self._pieces[next(iter(self._pieces))]
            piece = self._photos.piece(item.path, item.focus, item.box.size, item.aim)
            image = with_effect(piece.image, item) if isinstance(piece, Piece) else None
            self._pieces[item] = image, (piece,) if isinstance(piece, Fault) else piece.faults
        image, found = self._pieces[item]
        faults.update(dict.fromkeys(found))
        return image.copy() if image else None

    def _plain(self, picture: Picture, faults: tuple[Fault, ...]) -> Drawing:
        image, size = picture.image, (picture.width, picture.height)
        piece = self._photos.fitted(image.photo, image.focus, size, is_cropped=bool(image.size))
        if isinstance(piece, Fault):
            canvas = Image.new("RGB", size, self._theme.colour("dark"))
            return finished(picture, canvas, (0.5, 0.5), (*faults, piece))
        return finished(picture, piece.image, piece.focus, (*faults, *piece.faults))

    def _logo(self, path: str, width: int, height: int) -> Image.Image | None:
        key = (path, width, height)
        if key not in self._logos:
            self._logos[key] = _open_logo(self._read, path, (width, height))
        return self._logos[key]


def _open_logo(read: Read, path: str, size: tuple[int, int]) -> Image.Image | None:
    try:
        with Image.open(BytesIO(read(path)), formats=("PNG",)) as opened:
            return opened.convert("RGBA").resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    except (OSError, ValueError, SyntaxError):
        return None
