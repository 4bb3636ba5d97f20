"""The pictures and films that Instagram fetches, and which it takes.

A picture is looked at when its container is made; what is wrong with a film is told by its container.
Source: Instagram Platform, "IG User Media" (image, reel and story specifications) and "Error codes"; read
2026-11. The width of a picture is no fault: it is scaled to 320 to 1440 pixels.
"""

from collections.abc import Iterator
from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.graph_container import kept_film, kept_picture
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.instagram_answer import fault

BYTES = 8 * 1024 * 1024
WIDTHS = (320, 1440)
RATIOS = (4 / 5, 1.91)
NEAR = 0.01
"""How far off a ratio may be: 1080x1350 is meant by 4:5, and so is 1080x1349."""
FILM_SECONDS = {"REELS": (3.0, 900.0), "STORIES": (3.0, 60.0), "VIDEO": (3.0, 60.0)}
FILM_WIDTH = 1920
CODECS = ("avc1", "avc3", "hvc1", "hev1")

Kept = dict[str, Any]


def picture(world: World, url: str, alt: str, *, is_story: bool) -> Kept:
    """Return a picture to keep; refuse what Instagram cannot fetch or does not take."""
    file = fetch(world, url)
    if file is None:
        raise fault(2207052, f"The media could not be fetched from this URI: {url}")
    if len(file.content) > BYTES:
        raise fault(2207004, "The image is too large to download. It should be less than 8 MiB.")
    kept = kept_picture(world, file, alt)
    if kept is None or kept["media_type"] != "image/jpeg":
        told = kept["media_type"] if kept else file.media_type
        raise fault(2207005, f"The image format is not supported: {told}. Supported formats are: JPEG.")
    ratio = kept["width"] / kept["height"]
    if not is_story and not RATIOS[0] - NEAR <= ratio <= RATIOS[1] + NEAR:
        raise fault(2207009, f"The submitted image with aspect ratio ('{ratio:.4f}',) cannot be published.")
    return kept


def film(world: World, url: str, kind: str) -> tuple[Kept | None, int]:
    """Return a film to keep, and the subcode of what is wrong with it, 0 for nothing."""
    file = fetch(world, url)
    if file is None:
        return None, 2207052
    found = kept_film(world, file, "")
    if found is None:
        return None, 2207026
    kept, codec = found
    low, high = FILM_SECONDS[kind]
    is_fit = codec in CODECS and kept["width"] <= FILM_WIDTH and low <= kept["seconds"] <= high
    return kept, 0 if is_fit else 2207026


def scaled(pictures: list[Kept]) -> Iterator[str]:
    """Warn of what Instagram does to pictures without a word: it scales them, and crops a carousel's."""
    ratios = [one["width"] / one["height"] for one in pictures]
    for number, (one, ratio) in enumerate(zip(pictures, ratios, strict=True), 1):
        if not one["seconds"] and not WIDTHS[0] <= one["width"] <= WIDTHS[1]:
            yield f"Picture {number} is {one['width']} pixels wide; Instagram scales it to 320 to 1440."
        if abs(ratio / ratios[0] - 1) > 0.05:
            yield f"Picture {number} has another shape than the first; Instagram crops it to that."
