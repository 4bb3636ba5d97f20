"""Colours come out as they were meant, whatever space the file keeps them in."""

import pytest
from PIL import Image, ImageCms

from smmgen.cards.photo import Photo, decode
from tests.cards.profiles import GREY_LINEAR, WIDE
from tests.cards.world import encoded

WHITE = (255, 255, 255)
Pixel = tuple[int, int, int]


def shown(image: Image.Image, profile: bytes | None) -> Pixel:
    found = decode("p.jpg", encoded(image, quality=95, icc_profile=profile), (10, 10), WHITE)
    assert isinstance(found, Photo)
    return found.image.getpixel((5, 5))  # type: ignore[return-value]


def near(one: Pixel, other: Pixel) -> bool:
    return all(abs(a - b) <= 4 for a, b in zip(one, other, strict=True))


def test_a_wide_space_is_brought_into_srgb() -> None:
    muted = Image.new("RGB", (16, 16), (200, 100, 100))
    red, green, blue = shown(muted, WIDE)
    assert red > 208
    assert abs(green - blue) <= 4


def test_greys_keep_their_light_in_a_wide_space() -> None:
    assert near(shown(Image.new("RGB", (16, 16), (128, 128, 128)), WIDE), (128, 128, 128))


def test_a_grey_profile_is_applied() -> None:
    assert near(shown(Image.new("L", (16, 16), 55), GREY_LINEAR), (128, 128, 128))


def test_srgb_is_left_as_it_is() -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = Image.new("RGB", (16, 16), (200, 60, 60))
    assert shown(plain, srgb) == shown(plain, None)


@pytest.mark.parametrize("profile", [b"junk", GREY_LINEAR, WIDE[:200]])
def test_a_profile_of_no_use_is_taken_for_srgb(profile: bytes) -> None:
    plain = Image.new("RGB", (16, 16), (200, 60, 60))
    assert shown(plain, profile) == shown(plain, None)


def test_a_profile_for_print_is_no_profile_for_a_screen() -> None:
    cmyk = Image.new("CMYK", (16, 16), (0, 0, 0, 0))
    assert near(shown(cmyk, WIDE), WHITE)
