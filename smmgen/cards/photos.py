"""Give pieces of photos, cropped and scaled, from photos that are decoded once."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from smmgen.cards.crop import Point, crop, within
from smmgen.cards.photo import Photo, decode
from smmgen.cards.sheet import Box, Fault
from smmgen.model.colour import Colour

Read = Callable[[str], bytes]
Size = tuple[int, int]

_KEPT = 2
"""Decoded photos that are kept: posts come in order, and one photo serves several accounts."""

_ENLARGED = 1.2


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a photo, RGB, nobody else's; where the photo's focus lies in it (0..1); what was found."""

    image: Image.Image
    focus: Point
    faults: tuple[Fault, ...] = ()


class Photos:
    """The photos of one run; `read` gives the repository's files, `ground` shows through clear ones."""

    def __init__(self, read: Read, ground: Colour) -> None:
        self._read = read
        self._ground = ground
        self._kept: dict[str, Photo | Fault] = {}

    def piece(self, path: str, focus: Point, size: Size, aim: Point = (0.5, 0.5)) -> Piece | Fault:
        """Return a piece of exactly this size whose focus comes as near to `aim` as the photo allows.

        A photo that is too small is enlarged, and its piece says so.
        """
        photo = self._photo(path, size)
        if isinstance(photo, Fault):
            return photo
        full = (photo.width, photo.height)
        shown = crop(full, size, focus, aim)
        return Piece(_scaled(photo, shown, size), within(focus, full, shown), _enlarged(path, full, size))

    def fitted(self, path: str, focus: Point, size: Size, *, is_cropped: bool) -> Piece | Fault:
        """Return a photo scaled down to fit into a size, whole or cropped to its shape; never enlarged."""
        photo = self._photo(path, size)
        if isinstance(photo, Fault):
            return photo
        full = (photo.width, photo.height)
        shown = crop(full, size, focus) if is_cropped else Box(0, 0, *full)
        scale = min(1.0, size[0] / shown.width, size[1] / shown.height)
        size = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
        return Piece(_scaled(photo, shown, size), within(focus, full, shown))

    def _photo(self, path: str, size: Size) -> Photo | Fault:
        """Return a photo with at least the pixels of a size, decoded once where that is enough."""
        kept = self._kept.pop(path, None)
        if kept is None or (isinstance(kept, Photo) and _is_too_small(kept, size)):
            kept = self._decoded(path, size)
        self._kept[path] = kept
        while len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]
        return kept

    def _decoded(self, path: str, size: Size) -> Photo | Fault:
        if not path:
            message = "This picture has neither a card nor a photo."
            return Fault("CRD006", "error", message, "Name one.", "photo")
        try:
            data = self._read(path)
        except OSError:
            message = f"There is no picture {path}."
            return Fault("CRD006", "error", message, "Look at its name and folder.", "photo")
        return decode(path, data, size, self._ground)


def _is_too_small(photo: Photo, size: Size) -> bool:
    """Tell whether a photo was decoded smaller than this size needs, though its file has more."""
    is_reduced = photo.image.width < photo.width
    return is_reduced and (photo.image.width < size[0] or photo.image.height < size[1])


def _enlarged(path: str, full: Size, size: Size) -> tuple[Fault, ...]:
    times = max(size[0] / full[0], size[1] / full[1])
    if times <= _ENLARGED:
        return ()
    message = (
        f"{path} has {full[0]} × {full[1]} pixels and is enlarged {times:.1f} times to {size[0]} × {size[1]}."
    )
    return (Fault("CRD007", "info", message, "Use a larger photo.", "photo"),)


def _scaled(photo: Photo, shown: Box, size: Size) -> Image.Image:
    """Scale a part of a photo; Hamming costs half of Lanczos and looks alike when scaling down."""
    reduced = photo.image.width / photo.width
    part = Box(*(edge * reduced for edge in shown))
    if part.width <= size[0] * 1.02:
        return photo.image.resize(size, Image.Resampling.BICUBIC, box=part)
    gap = 1.6 if part.width >= 3.2 * size[0] else None
    return photo.image.resize(size, Image.Resampling.HAMMING, box=part, reducing_gap=gap)
