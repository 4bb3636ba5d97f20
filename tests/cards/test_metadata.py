"""Nothing of a photo's file but its pixels reaches a finished picture: no place, no camera, no words."""

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


TOLD = {
    "jpeg": encoded(photo("calm"), exif=_exif(), comment=SECRET, icc_profile=WIDE, xmp=XMP),
    "png": encoded(photo("calm"), "PNG", exif=_exif(), pnginfo=_words(), icc_profile=WIDE),
    "webp": encoded(photo("calm"), "WEBP", exif=_exif(), xmp=XMP, icc_profile=WIDE),
    "avif": encoded(photo("calm"), "AVIF", exif=_exif(), xmp=XMP, icc_profile=WIDE, speed=10),
    "gif": encoded(photo("calm"), "GIF", comment=SECRET),
}


@pytest.mark.parametrize("card", ["", "promo"])
@pytest.mark.parametrize("made", ["jpeg", "png", "webp"])
@pytest.mark.parametrize("given", TOLD)
def test_metadata_is_stripped(given: str, made: Format, card: str) -> None:
    asked = replace(picture(card, box=(300, 300)), formats=("jpeg", "png", "webp"))
    asked = replace(asked, image=replace(asked.image, format=made))
    drawing = draw(asked, northwind(), reading({"beans.jpg": TOLD[given]}))
    written = Image.open(BytesIO(drawing.data))
    assert (written.format or "").lower() == made
    assert SECRET not in drawing.data
    assert not written.getexif()
    assert {name for name, value in written.info.items() if value} <= PLAIN


def test_what_is_looked_for_is_in_the_files() -> None:
    assert all(SECRET in data for data in TOLD.values())
