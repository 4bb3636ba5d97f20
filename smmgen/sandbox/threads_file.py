"""The pictures and films that Threads fetches, and which it takes.

A picture is looked at when its container is made; what is wrong with a film is told by its container.
Source: Threads API, "Threads posts" (media specifications), "Troubleshooting"; read 2026-11.
"""

from typing import Any

from smmgen.sandbox.exchange import World
from smmgen.sandbox.graph_answer import refused
from smmgen.sandbox.graph_container import kept_film, kept_picture
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.instagram_answer import fault

BYTES = 8 * 1024 * 1024
TYPES = ("image/jpeg", "image/png")
RATIO = 10
WIDTHS = (320, 1440)
SECONDS = 300
FILM_WIDTH = 1920
CODECS = ("avc1", "avc3", "hvc1", "hev1")

Kept = dict[str, Any]


def picture(world: World, url: str, alt: str) -> Kept:
    """Return a picture to keep; refuse what Threads cannot fetch or does not take."""
    file = fetch(world, url)
    if file is None:
        told = f"The media could not be fetched from this URI: {url}"
        title = "Media download has failed. The media URI doesn't meet our requirements."
        raise refused(1, "An unknown error occurred", subcode=2207052, title=title, told=told)
    if len(file.content) > BYTES:
        raise fault(2207004, "The image is too large to download. It should be less than 8 MiB.")
    kept = kept_picture(world, file, alt)
    if kept is None or kept["media_type"] not in TYPES:
        raise fault(2207005, "Supported formats are: JPEG, PNG.")
    ratio = kept["width"] / kept["height"]
    if not 1 / RATIO <= ratio <= RATIO:
        raise fault(2207009, f"The submitted image with aspect ratio ('{ratio:.4f}',) cannot be published.")
    return kept


def film(world: World, url: str, alt: str) -> tuple[Kept | None, str]:
    """Return a film to keep, and what is wrong with it in Threads' words, "" for nothing."""
    file = fetch(world, url)
    if file is None:
        return None, "FAILED_DOWNLOADING_VIDEO"
    found = kept_film(world, file, alt)
    if found is None or found[1] not in CODECS or found[0]["width"] > FILM_WIDTH:
        return None, "FAILED_PROCESSING_VIDEO"
    return found[0], "" if 0 < found[0]["seconds"] <= SECONDS else "INVALID_DURATION"


def scaled(pictures: list[Kept]) -> list[str]:
    """Warn of pictures that Threads scales without a word."""
    return [
        f"Picture {number} is {one['width']} pixels wide; Threads scales it to 320 to 1440."
        for number, one in enumerate(pictures, 1)
        if not one["seconds"] and not WIDTHS[0] <= one["width"] <= WIDTHS[1]
    ]
