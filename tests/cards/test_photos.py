"""Pieces of photos: of the size asked for, the same whatever was asked before, decoded once."""

from collections import Counter
from functools import cache
from io import BytesIO

import pytest
from PIL import Image

from smmgen.cards.photos import Photos, Piece
from smmgen.cards.sheet import Fault
from tests.cards.world import encoded, photo

SAND = (222, 200, 160)
SIZES = [(1080, 1080), (1080, 1350), (1200, 675), (1080, 1920), (300, 200)]
FILES = ("beans.jpg", "large.jpg", "small.jpg", "moving.gif")


@cache
def file(path: str) -> bytes:
    match path:
        case "beans.jpg":
            return encoded(photo("busy", 3000, 2000))
        case "large.jpg":
            return encoded(photo("busy", 4032, 3024))
        case "small.jpg":
            return encoded(photo("calm", 400, 300))
    frames = [photo("black", 400, 300)]
    return encoded(photo("white", 400, 300), "GIF", save_all=True, append_images=frames)


class Shelf:
    """The photos above, and how often each file was read."""

    def __init__(self) -> None:
        self.read: Counter[str] = Counter()
        self.photos = Photos(self._give, SAND)

    def _give(self, path: str) -> bytes:
        self.read[path] += 1
        return file(path)

    def piece(self, path: str, size: tuple[int, int], focus: tuple[float, float] | None = None) -> Piece:
        found = self.photos.piece(path, focus, size)
        assert isinstance(found, Piece)
        return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", FILES)
def test_a_piece_has_the_size_asked_for(path: str, size: tuple[int, int]) -> None:
    assert Shelf().piece(path, size).image.size == size


@pytest.mark.parametrize("path", ["beans.jpg", "large.jpg"])
def test_a_piece_does_not_depend_on_those_before(path: str) -> None:
    there, back = Shelf(), Shelf()
    first = [there.piece(path, size).image.tobytes() for size in SIZES]
    second = [back.piece(path, size).image.tobytes() for size in reversed(SIZES)]
    assert first == second[::-1]


def test_all_sizes_share_one_decoding() -> None:
    shelf = Shelf()
    for size in SIZES:
        shelf.piece("beans.jpg", size)
    assert shelf.read == {"beans.jpg": 1}


def test_a_piece_may_be_changed() -> None:
    shelf = Shelf()
    before = shelf.piece("beans.jpg", (1080, 1080)).image
    untouched = before.tobytes()
    before.paste("black", (0, 0, 900, 900))
    assert shelf.piece("beans.jpg", (1080, 1080)).image.tobytes() == untouched


def test_a_photo_nearly_of_the_size_is_cut_pixel_for_pixel() -> None:
    source = Image.open(BytesIO(file("beans.jpg")))
    cut = Shelf().piece("beans.jpg", (1080, 1920), (0.5, 0.5)).image
    assert cut.tobytes() == source.crop((960, 40, 2040, 1960)).tobytes()


def test_only_a_given_focus_moves_the_crop_off_what_is_seen() -> None:
    left, right = (Shelf().piece("beans.jpg", (1080, 1920), (x, 0.5)).image for x in (0.0, 1.0))
    assert left.tobytes() != right.tobytes()


def test_of_an_animation_it_is_told_that_it_stands_still() -> None:
    codes = [fault.code for fault in Shelf().piece("moving.gif", (300, 200)).faults]
    assert codes == ["CRD020"]


def test_what_is_enlarged_is_told() -> None:
    (fault,) = Shelf().piece("small.jpg", (1080, 1080)).faults
    assert (fault.code, "3.6 times" in fault.message) == ("CRD007", True)


def test_a_missing_photo_is_looked_for_once() -> None:
    reads: list[str] = []

    def read(path: str) -> bytes:
        reads.append(path)
        raise FileNotFoundError(path)

    photos = Photos(read, SAND)
    found = [photos.piece("gone.jpg", None, (100, 100)) for _ in range(3)]
    assert all(isinstance(one, Fault) for one in found)
    assert reads == ["gone.jpg"]
