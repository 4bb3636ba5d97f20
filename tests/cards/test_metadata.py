"""Nothing of a photo's file but its pixels reaches a finished picture: no place, no camera, no words."""

from functools import cache
from io import BytesIO

import pytest
from msgspec.structs import replace
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from smmgen.cards.picture import draw
from smmgen.model.post import Format
from tests.cards.profiles import WIDE
from tests.cards.world import encoded, northwind, photo, picture, reading

SECRET = b"secret-place"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"
PLAIN = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "loop", "background", "timestamp", "duration"}
"""What Pillow tells of a file that says nothing."""


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[0x001D] = SECRET.decode()
    return exif.tobytes()


def _words() -> PngInfo:
    info = PngInfo()
    info.add_text("Comment", SECRET.decode())
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return info


KINDS = ("jpeg", "png", "webp", "avif", "gif")


@cache
def told(kind: str) -> bytes:
    """Return a photo whose file says in every way that its format has what nobody may read."""
    plain = photo("calm", 800, 600)
    match kind:
        case "jpeg":
            return encoded(plain, exif=_exif(), comment=SECRET, icc_profile=WIDE, xmp=XMP)
        case "png":
            return encoded(plain, "PNG", exif=_exif(), pnginfo=_words(), icc_profile=WIDE)
        case "webp":
            return encoded(plain, "WEBP", exif=_exif(), xmp=XMP, icc_profile=WIDE)
        case "avif":
            return encoded(plain, "AVIF", exif=_exif(), xmp=XMP, icc_profile=WIDE, speed=10)
    return encoded(plain, "GIF", comment=SECRET)


@pytest.mark.parametrize("card", ["", "promo"])
@pytest.mark.parametrize("made", ["jpeg", "png", "webp"])
@pytest.mark.parametrize("given", KINDS)
def test_metadata_is_stripped(given: str, made: Format, card: str) -> None:
    asked = replace(picture(card, box=(300, 300)), formats=("jpeg", "png", "webp"))
    asked = replace(asked, image=replace(asked.image, format=made))
    drawing = draw(asked, northwind(), reading({"beans.jpg": told(given)}))
    written = Image.open(BytesIO(drawing.data))
    assert (written.format or "").lower() == made
    assert SECRET not in drawing.data
    assert not written.getexif()
    assert {name for name, value in written.info.items() if value} <= PLAIN


def test_what_is_looked_for_is_in_the_files() -> None:
    assert all(SECRET in told(kind) for kind in KINDS)
