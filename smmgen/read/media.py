"""Resolve the names of pictures and videos that a post mentions."""

import posixpath

from smmgen.model.source import Span
from smmgen.read.schema import Reading

ROOTS = ("/", "content/", "themes/")


def media_path(reading: Reading, written: str, span: Span) -> str | None:
    """Return a file's path from the repository's root; None, with a finding, where it cannot be one.

    A name is relative to the post's folder; one that starts with "/", "content/" or "themes/" to the root.
    """
    if "://" in written:
        message = "A picture must be a file of this repository, not an address."
        reading.error("FMT007", span, message, "Download it, put it beside the post and name the file.")
        return None
    base = "" if written.startswith(ROOTS) else posixpath.dirname(reading.source.path)
    path = posixpath.normpath(posixpath.join(base, written.lstrip("/")))
    if path.startswith("..") or path == ".":
        message = f"“{written}” leads out of the repository."
        reading.error("FMT007", span, message, "Put the file beside the post.")
        return None
    return path
