"""Which picture files are taken, and what others are: told from their first bytes, not from their name."""

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
TAKEN = "JPEG, PNG, GIF, WebP or AVIF"
"""The same formats, in words."""

JPEGS = ("JPEG", "MPO")
"""A phone's JPEG with a second picture behind it (depth, brightness) is an MPO; the first is the photo."""

MAX_BYTES = 25_000_000
MAX_PIXELS = 40_000_000
_MAX_PIXELS_OF = {"WEBP": 20_000_000, "AVIF": 20_000_000}
"""Decoders of these hold the whole picture two or three times, and cannot decode it smaller."""

_MAX_PIXELS_BY_ROWS = 110_000_000
"""Phones take 108 million. A JPEG that is not progressive is decoded smaller, a few rows at a time."""

_JPEG = "Export it as JPEG"
_STARTS = (
    (b"BM", "a BMP picture", f"{_JPEG}, or as PNG if it is a drawing."),
    (b"II*\0", "a TIFF picture or a camera's raw file", f"{_JPEG}, at quality 90 or better."),
    (b"MM\0*", "a TIFF picture or a camera's raw file", f"{_JPEG}, at quality 90 or better."),
    (b"II+\0", "a TIFF picture", f"{_JPEG}, at quality 90 or better."),
    (b"8BPS", "a Photoshop document", f"{_JPEG}, or as PNG if it has transparency."),
    (b"%PDF", "a PDF document", "Export its page as PNG."),
    (b"%!PS", "a PostScript drawing", "Export it as PNG, 3000 pixels wide."),
    (b"\xff\x0a", "a JPEG XL picture", f"{_JPEG}."),
    (b"\0\0\0\x0cJXL ", "a JPEG XL picture", f"{_JPEG}."),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000 picture", f"{_JPEG}."),
    (b"\0\0\x01\0", "an icon", "Export it as PNG, at least 1080 pixels wide."),
    (b"\x1aE\xdf\xa3", "a video", "Export one of its frames as JPEG."),
    (b"PK\x03\x04", "a ZIP archive", "Unpack it and name the picture in it."),
    (b"version https://git-lfs", "a pointer of Git LFS, not the picture itself", "Run: git lfs pull."),
)
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def foreign(data: bytes) -> tuple[str, str]:
    """Say what a file is that cannot be decoded ("a HEIC photo"), and what to do about it."""
    if not data:
        return "an empty file", "Copy it again."
    if data[4:8] == b"ftyp":
        if data[8:12] in _HEIF:
            what = "Set the phone to “Most compatible”, or export the photo as JPEG."
            return "a HEIC photo, as iPhones store them", what
        return "a video", "Export one of its frames as JPEG."
    for start, name, hint in _STARTS:
        if data.startswith(start):
            return name, hint
    if b"<svg" in data[:2000].lower():
        return "an SVG drawing", "Export it as PNG, 3000 pixels wide."
    return f"no {TAKEN} picture", f"{_JPEG}."


def factor(full: tuple[int, int], least: tuple[int, int]) -> int:
    """Return by which factor (1, 2, 4 or 8) a photo can be decoded smaller and still covers `least`."""
    whole = min(full[0] // max(1, least[0]), full[1] // max(1, least[1]))
    return next((times for times in (8, 4, 2) if whole >= times), 1)


def most_pixels(kind: str, *, is_progressive: bool, times: int) -> int:
    """Return how many pixels a picture of a format may have, so that no file fills the memory.

    `times` is the factor by which it is decoded smaller, where its format allows that.
    """
    if kind in JPEGS and not is_progressive:
        return min(_MAX_PIXELS_BY_ROWS, MAX_PIXELS * times * times)
    return _MAX_PIXELS_OF.get(kind, MAX_PIXELS)
