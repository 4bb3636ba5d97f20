"""Instagram's own errors: each subcode with its code and what it tells people.

Source: Instagram Platform, "Error codes" (June 2026); read 2026-11. The words of 2207006 and 2207027 are
those that clients report.
"""

from collections.abc import Mapping

from smmgen.sandbox.exchange import Refused
from smmgen.sandbox.graph_answer import refused

TABLE: Mapping[int, tuple[int, str, str]] = {
    2207004: (36000, "The image size is too large.", "Image size too large"),
    2207005: (36001, "The image format is not supported.", "Image format not supported"),
    2207006: (24, "The requested resource does not exist", "Media Not Found"),
    2207008: (24, "The requested resource does not exist", "Media builder expired"),
    2207009: (36003, "The aspect ratio is not supported.", "Invalid aspect ratio"),
    2207010: (36004, "The caption was too long.", "Caption Too Long"),
    2207020: (-2, "Media expired", "Media has expired"),
    2207023: (100, "The media type is unknown.", "Media type unknown"),
    2207026: (352, "The video format is not supported.", "Video format not supported"),
    2207027: (9007, "Media ID is not available", "Cannot Publish"),
    2207028: (100, "Fatal", "Carousel validation failed"),
    2207032: (-1, "Fatal", "Media creation failed"),
    2207040: (100, "Cannot use more than 20 tags", "Too many tags"),
    2207042: (9, "Application request limit reached", "Publishing limit reached"),
    2207052: (
        9004,
        "Only photo or video can be accepted as media type.",
        "Media download has failed. The media URI doesn't meet our requirements.",
    ),
}


def fault(subcode: int, told: str) -> Refused:
    """Return the exception of a subcode; `told` is what it tells people."""
    code, message, title = TABLE[subcode]
    return refused(code, message, subcode=subcode, title=title, told=told)
