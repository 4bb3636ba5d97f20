"""Pictures that strangers made: each gives a right image or a finding, never an exception."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from smmgen.cards.foreign import factor
from smmgen.cards.photo import Photo, decode
from smmgen.cards.sheet import Fault
from tests.cards.world import encoded, photo

SAND = (222, 200, 160)


def opened(data: bytes, least: tuple[int, int] = (100, 100)) -> Photo | Fault:
    return decode("p.jpg", data, least, SAND)


def _png_head(width: int, height: int) -> bytes:
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))


BAD = {
    "empty": b"",
    "text": b"This is no picture.",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "bmp": encoded(photo("white", 8, 8), "BMP"),
    "tiff": encoded(photo("white", 8, 8), "TIFF"),
    "cut off": encoded(photo("busy", 800, 600))[:20_000],
    "cut off png": encoded(photo("busy", 400, 300), "PNG")[:900],
    "60 megapixels": _png_head(10_000, 6_000),
    "a bomb": _png_head(60_000, 60_000),
    "26 MB": b"\xff\xd8\xff" + bytes(26_000_000),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_a_finding(name: str) -> None:
    found = opened(BAD[name])
    assert isinstance(found, Fault)
    assert (found.code, found.severity) == ("CRD006", "error")
    assert found.message.startswith("p.jpg ")


GOOD = {
    "jpeg": encoded(photo("calm", 80, 60)),
    "progressive": encoded(photo("calm", 80, 60), progressive=True),
    "grey": encoded(photo("calm", 80, 60).convert("L")),
    "cmyk": encoded(photo("calm", 80, 60).convert("CMYK")),
    "palette": encoded(photo("calm", 80, 60).convert("P"), "PNG"),
    "16 bit": encoded(Image.new("I;16", (80, 60), 30_000), "PNG"),
    "animation": encoded(
        photo("white", 80, 60), "GIF", save_all=True, append_images=[photo("black", 80, 60)]
    ),
    "webp": encoded(photo("calm", 80, 60), "WEBP"),
    "avif": encoded(photo("calm", 80, 60), "AVIF", speed=10),
    "animated webp": encoded(
        photo("white", 80, 60), "WEBP", save_all=True, append_images=[photo("black", 80, 60)]
    ),
    "animated png": encoded(
        photo("white", 80, 60), "PNG", save_all=True, append_images=[photo("black", 80, 60)]
    ),
    "one bit": encoded(photo("calm", 80, 60).convert("1"), "PNG"),
    "clear grey": encoded(photo("calm", 80, 60).convert("LA"), "PNG"),
    "two pictures": encoded(
        photo("white", 80, 60), "MPO", save_all=True, append_images=[photo("black", 80, 60)]
    ),
    "torn note on the camera": encoded(photo("calm", 80, 60), exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff\x01"),
}


@pytest.mark.parametrize("name", GOOD)
def test_every_kind_becomes_rgb(name: str) -> None:
    found = opened(GOOD[name])
    assert isinstance(found, Photo)
    assert (found.image.mode, found.width, found.height) == ("RGB", 80, 60)


def test_deep_grey_keeps_its_light() -> None:
    found = opened(GOOD["16 bit"])
    assert isinstance(found, Photo)
    assert found.image.getpixel((5, 5)) == (117, 117, 117)


def test_cmyk_keeps_its_light() -> None:
    found = opened(encoded(Image.new("CMYK", (64, 64), (0, 0, 0, 0)), quality=95))
    assert isinstance(found, Photo)
    assert min(found.image.getpixel((5, 5))) > 245  # type: ignore[arg-type]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_cameras_rotation_is_applied(orientation: int) -> None:
    upright = Image.new("RGB", (300, 200), "white")
    upright.paste("black", (0, 0, 60, 60))
    turned = _turned(upright, orientation)
    exif = Image.Exif()
    exif[0x0112] = orientation
    found = opened(encoded(turned, exif=exif.tobytes(), quality=95), (300, 200))
    assert isinstance(found, Photo)
    assert (found.width, found.height) == found.image.size == (300, 200)
    assert max(found.image.getpixel((20, 20))) < 60  # type: ignore[arg-type]


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    """Store an upright picture as a camera held that way does."""
    flip = Image.Transpose
    ways = {2: flip.FLIP_LEFT_RIGHT, 3: flip.ROTATE_180, 4: flip.FLIP_TOP_BOTTOM, 5: flip.TRANSPOSE}
    ways |= {6: flip.ROTATE_90, 7: flip.TRANSVERSE, 8: flip.ROTATE_270}
    return image.transpose(ways[orientation]) if orientation in ways else image


def test_transparency_shows_the_themes_ground() -> None:
    found = opened(encoded(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"))
    assert isinstance(found, Photo)
    assert found.image.getpixel((5, 5)) == SAND


@pytest.mark.parametrize(("size", "is_taken"), [((9000, 6000), True), ((50_000, 1_080), False)])
def test_how_large_a_jpeg_may_be_is_how_large_it_must_be_decoded(
    size: tuple[int, int], is_taken: bool
) -> None:
    found = opened(encoded(Image.new("L", size), quality=10), (1080, 1080))
    assert isinstance(found, Photo) is is_taken


def test_a_large_jpeg_is_decoded_no_larger_than_needed() -> None:
    found = opened(encoded(photo("calm", 4000, 3000)), (1080, 1080))
    assert isinstance(found, Photo)
    assert (found.width, found.height, found.factor) == (4000, 3000, 2)
    assert found.image.size == (2000, 1500)


def test_a_large_clear_png_is_flattened_in_strips_as_it_is_whole() -> None:
    clear = photo("calm", 3001, 2003).copy()
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    found, whole = (
        opened(encoded(clear, "PNG", compress_level=1), size) for size in ((700, 700), (3000, 2000))
    )
    assert isinstance(found, Photo)
    assert isinstance(whole, Photo)
    assert found.image.tobytes() == whole.image.reduce(2).tobytes()


@pytest.mark.parametrize("name", ["animation", "animated webp", "animated png"])
def test_of_an_animation_the_first_frame_is_taken(name: str) -> None:
    found = opened(GOOD[name])
    assert isinstance(found, Photo)
    assert found.is_animated
    assert min(found.image.getpixel((5, 5))) > 250  # type: ignore[arg-type]


def test_a_phones_second_picture_is_no_animation() -> None:
    found = opened(GOOD["two pictures"])
    assert isinstance(found, Photo)
    assert not found.is_animated


FACTORS = [((3000, 2000), 1), ((4032, 3024), 2), ((9000, 4400), 4), ((20, 20), 1), ((9999, 9999), 8)]


@pytest.mark.parametrize(("full", "times"), FACTORS)
def test_a_photo_is_decoded_no_smaller_than_needed(full: tuple[int, int], times: int) -> None:
    assert factor(full, (1080, 1080)) == times


FOREIGN = {
    "heic": (b"\0\0\0\x18ftypheic" + bytes(40), "a HEIC photo", "Most compatible"),
    "svg": (BAD["svg"], "an SVG drawing", "PNG"),
    "bmp": (BAD["bmp"], "a BMP picture", "JPEG"),
    "tiff": (BAD["tiff"], "a TIFF picture", "JPEG"),
    "empty": (b"", "an empty file", "again"),
    "a video": (b"\0\0\0\x18ftypisom" + bytes(40), "a video", "frames"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS", "git lfs pull"),
    "text": (b"This is no picture.", "no JPEG, PNG", "JPEG"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_cannot_be_taken_is_named_with_the_way_out(name: str) -> None:
    data, what, hint = FOREIGN[name]
    found = opened(data)
    assert isinstance(found, Fault)
    assert what in found.message
    assert hint in found.hint


@given(st.data())
def test_damage_never_raises(data: st.DataObject) -> None:
    whole = bytearray(GOOD[data.draw(st.sampled_from(["jpeg", "palette", "animation", "webp"]))])
    for _ in range(data.draw(st.integers(1, 12))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert isinstance(opened(bytes(whole)), Photo | Fault)


def test_nothing_of_the_file_is_carried_along() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    data = encoded(photo("calm", 400, 300), exif=exif.tobytes(), comment=b"secret words")
    found = opened(data)
    assert isinstance(found, Photo)
    file = BytesIO()
    found.image.info.clear()
    found.image.save(file, "JPEG")
    assert b"secret" not in file.getvalue()
