"""Give pieces of photos, cropped and scaled, from photos that are decoded once."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from smmgen.cards.box import Box
from smmgen.cards.crop import Point, crop, within
from smmgen.cards.foreign import factor
from smmgen.cards.photo import Photo, decode
from smmgen.cards.saliency import focus_of
from smmgen.cards.scaled import scaled
from smmgen.cards.sheet import Fault
from smmgen.model.colour import Colour

Read = Callable[[str], bytes]
Size = tuple[int, int]

_USUAL = 1080
"""A photo is decoded large enough for a square of so many pixels, whatever is asked for first.

So the pieces of one photo share one decoding, and none depends on which one was wanted before.
"""

_KEPT_PIXELS = 5_000_000
"""Decoded photos that are kept while another is decoded, 4 bytes a pixel.

Pictures come in order of their photos, so that one is enough for all but cards with several.
"""

_REUSED_BLOCKS = 1
"""Of the blocks of 16 MB that freed pictures leave, so many are kept for the next one.

Without them the system hands out fresh pages for every photo, which costs up to a third of a card's time.
"""

_ENLARGED = 1.2


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a photo, RGB, the caller's own; where the photo's focus lies in it (0..1); what was found."""

    image: Image.Image
    focus: Point
    faults: tuple[Fault, ...] = ()


class Photos:
    """The photos of one run; `read` gives the repository's files, `ground` shows through clear ones."""

    def __init__(self, read: Read, ground: Colour) -> None:
        Image.core.set_blocks_max(_REUSED_BLOCKS)  # type: ignore[attr-defined]
        self._read = read
        self._ground = ground
        self._kept: dict[tuple[str, int], Photo] = {}
        self._full: dict[str, Size] = {}
        self._faults: dict[str, Fault] = {}
        self._focus: dict[tuple[str, int], Point] = {}

    def piece(self, path: str, focus: Point | None, size: Size, aim: Point = (0.5, 0.5)) -> Piece | Fault:
        """Return a piece of exactly this size whose focus comes as near to `aim` as the photo allows.

        Without a focus the point is taken that the photo itself leads the eye to. A photo that is too small
        is enlarged, and its piece says so.
        """
        photo = self._photo(path, size)
        if isinstance(photo, Fault):
            return photo
        full, focus = (photo.width, photo.height), focus or self._seen(path, photo)
        shown = crop(full, size, focus, aim)
        faults = (*_still(path, photo), *_enlarged(path, full, size))
        return Piece(_cut(photo, shown, size), within(focus, full, shown), faults)

    def fitted(self, path: str, focus: Point | None, size: Size, *, is_cropped: bool) -> Piece | Fault:
        """Return a photo scaled down to fit into a size, whole or cropped to its shape; never enlarged."""
        photo = self._photo(path, size)
        if isinstance(photo, Fault):
            return photo
        full, focus = (photo.width, photo.height), focus or self._seen(path, photo)
        shown = crop(full, size, focus) if is_cropped else Box(0, 0, *full)
        scale = min(1.0, size[0] / shown.width, size[1] / shown.height)
        size = (max(1, round(shown.width * scale)), max(1, round(shown.height * scale)))
        return Piece(_cut(photo, shown, size), within(focus, full, shown), _still(path, photo))

    def _seen(self, path: str, photo: Photo) -> Point:
        key = (path, photo.factor)
        if key not in self._focus:
            self._focus[key] = focus_of(photo.image)
        return self._focus[key]

    def _photo(self, path: str, size: Size) -> Photo | Fault:
        """Return a photo with the pixels that a size needs, decoded once where that is enough."""
        if path in self._faults:
            return self._faults[path]
        least = (max(size[0], _USUAL), max(size[1], _USUAL))
        photo: Photo | Fault | None = None
        if path in self._full:
            photo = self._kept.pop((path, factor(self._full[path], least)), None)
        photo = photo or self._decoded(path, least)
        if isinstance(photo, Fault):
            self._faults[path] = photo
            return photo
        self._keep(path, photo)
        return photo

    def _keep(self, path: str, photo: Photo) -> None:
        self._kept[path, photo.factor] = photo
        self._full[path] = (photo.width, photo.height)

    def _make_room(self) -> None:
        while sum(kept.pixels for kept in self._kept.values()) > _KEPT_PIXELS:
            del self._kept[next(iter(self._kept))]

    def _decoded(self, path: str, least: Size) -> Photo | Fault:
        if not path:
            message = "This picture has neither a card nor a photo."
            return Fault("CRD006", "error", message, "Name one.", "photo")
        try:
            data = self._read(path)
        except OSError:
            message = f"There is no picture {path}."
            return Fault("CRD006", "error", message, "Look at its name and folder.", "photo")
        self._make_room()
        return decode(path, data, least, self._ground)


def _still(path: str, photo: Photo) -> tuple[Fault, ...]:
    if not photo.is_animated:
        return ()
    message = f"{path} is an animation; only its first frame is shown."
    return (Fault("CRD020", "info", message, "Give the frame that you want as a JPEG.", "photo"),)


def _enlarged(path: str, full: Size, size: Size) -> tuple[Fault, ...]:
    times = max(size[0] / full[0], size[1] / full[1])
    if times <= _ENLARGED:
        return ()
    message = (
        f"{path} has {full[0]} × {full[1]} pixels and is enlarged {times:.1f} times to {size[0]} × {size[1]}."
    )
    return (Fault("CRD007", "info", message, "Use a larger photo.", "photo"),)


def _cut(photo: Photo, shown: Box, size: Size) -> Image.Image:
    reduced = photo.image.width / photo.width
    right, bottom = photo.image.size
    left, top, far, foot = (edge * reduced for edge in shown)
    return scaled(photo.image, Box(left, top, min(far, right), min(foot, bottom)), size)
