"""Files come out in the format asked for, as good as their length allows, the same every time."""

import os
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw

from smmgen.cards import encode as encoding
from smmgen.cards.encode import Encoded, Wanted, encode
from smmgen.model.post import Format
from tests.cards.world import photo

ALL: tuple[Format, ...] = ("jpeg", "png", "webp")
BUSY = photo("busy", 40, 30).resize((1080, 1080), Image.Resampling.LANCZOS)
SMALL = BUSY.reduce(3)
"""A PNG of a photo takes seconds where it is large."""


BOUNDS = (45_000, 90_000, 120_000, 150_000, 180_000) if os.environ.get("SMMGEN_WHOLE") else (45_000, 120_000)


def drawn() -> Image.Image:
    """Return a chart: three bars and a line, with soft edges."""
    large = Image.new("RGB", (2160, 2160), "#14233b")
    draw = ImageDraw.Draw(large)
    for number, colour in enumerate(["#f2b45c", "#c8794a", "#f7eedf"]):
        draw.rounded_rectangle((200 + number * 600, 900 - number * 300, 640 + number * 600, 2000), 60, colour)
    draw.line((100, 300, 2000, 1200), "#ffffff", 9)
    return large.reduce(2)


def made(image: Image.Image, **wanted: object) -> Encoded:
    found = encode(image.copy(), Wanted(formats=ALL, **wanted))  # type: ignore[arg-type]
    assert found
    return found


def opened(encoded: Encoded) -> Image.Image:
    return Image.open(BytesIO(encoded.data)).convert("RGB")


def is_same(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is None


@pytest.mark.parametrize("kind", ALL)
def test_the_format_asked_for_is_made(kind: Format) -> None:
    found = made(drawn(), asked=kind)
    assert found.format == kind
    assert (Image.open(BytesIO(found.data)).format or "").lower() == kind


@pytest.mark.parametrize("kind", [None, *ALL])
def test_the_same_picture_is_the_same_bytes(kind: Format | None) -> None:
    assert made(SMALL, asked=kind, max_bytes=15_000) == made(SMALL, asked=kind, max_bytes=15_000)


def test_a_drawn_picture_becomes_a_png_that_loses_nothing() -> None:
    found = made(drawn())
    assert found.format == "png"
    assert is_same(opened(found), drawn())


def test_a_photo_becomes_a_jpeg() -> None:
    assert made(BUSY).format == "jpeg"


def test_where_no_png_is_taken_a_drawn_picture_becomes_a_jpeg() -> None:
    found = encode(drawn(), Wanted(formats=("jpeg",)))
    assert found
    assert found.format == "jpeg"


@pytest.mark.parametrize("colours", [2, 40, 256])
def test_few_colours_get_a_palette_and_stay_what_they_are(colours: int) -> None:
    image = Image.linear_gradient("L").point([value * colours // 256 for value in range(256)]).convert("RGB")
    found = made(image, asked="png")
    assert Image.open(BytesIO(found.data)).mode == "P"
    assert is_same(opened(found), image)


@pytest.mark.parametrize("kind", [None, "jpeg", "webp"])
@pytest.mark.parametrize("bound", BOUNDS)
def test_a_length_is_kept_and_used(kind: Format | None, bound: int) -> None:
    large = photo("busy", 1500, 1500) if kind != "webp" else Image.effect_noise((500, 500), 90).convert("RGB")
    found = encode(large.copy(), Wanted(formats=ALL, asked=kind, max_bytes=bound))
    if found:
        assert len(found.data) <= bound
        assert len(found.data) > 0.8 * bound or len(found.data) == len(made(large, asked=kind).data)


def test_a_quality_is_found_with_few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []
    write = encoding._jpeg

    def counted(image: Image.Image, quality: int, *, subsampling: int) -> bytes:
        tried.append(quality)
        return write(image, quality, subsampling=subsampling)

    monkeypatch.setattr(encoding, "_jpeg", counted)
    for bound in (150_000, 130_000, 110_000, 90_000, 70_000):
        tried.clear()
        made(BUSY, max_bytes=bound, asked="jpeg")
        assert len(tried) <= 5, (bound, tried)


def test_a_png_that_is_too_long_gets_fewer_colours_then_becomes_a_jpeg() -> None:
    free, bound = made(SMALL, asked="png"), made(SMALL, asked="png", max_bytes=100_000)
    assert (free.format, bound.format) == ("png", "png")
    assert len(free.data) > 100_000 >= len(bound.data)
    noise = Image.effect_noise((400, 400), 90).convert("RGB")
    assert made(noise, asked="png", max_bytes=60_000).format == "jpeg"


def test_what_cannot_be_made_so_short_is_nothing() -> None:
    assert encode(BUSY.copy(), Wanted(max_bytes=5_000)) is None


def test_sharp_colours_are_kept_at_full_resolution() -> None:
    lines = Image.new("RGB", (64, 64), "#1030c0")
    for x in range(1, 64, 4):
        lines.paste("#e02020", (x, 0, x + 1, 64))
    sharp, soft = (made(lines, asked="jpeg", has_sharp_colours=sharp) for sharp in (True, False))
    red, faded = (opened(one).getpixel((33, 32))[0] for one in (sharp, soft))  # type: ignore[index]
    assert red > faded + 40
