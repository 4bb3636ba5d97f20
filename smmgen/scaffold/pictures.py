"""Find the picture of an article on disk, wherever its site keeps pictures."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from smmgen.scaffold.article import Shown

_KNOWN = {".jpg", ".jpeg", ".png", ".gif", ".webp"}
_STATIC = ("", "static", "public", "assets", "content")
"""Folders of a site whose files lie at its root: Hugo's, Next's, and others'."""


def find_picture(article: Path, shown: Iterable[Shown]) -> tuple[Path, str] | None:
    """Return the first picture that exists, with its alt text; None where there is none.

    A name is looked for beside the article and in each folder above it, as site generators do.
    """
    for one in shown:
        if found := _file(article, one.source):
            return found, one.alt
    return None


def _file(article: Path, source: str) -> Path | None:
    name = re.sub(r"^(?:https?://[^/]+)?/+|^\{\{.*?\}\}/?", "", unquote(source.partition("?")[0]))
    if Path(name).suffix.lower() not in _KNOWN or ".." in Path(name).parts:
        return None
    for folder in (article.parent, *article.resolve().parents):
        for static in _STATIC:
            place = folder / static / name
            if place.is_file() and not place.is_symlink():
                return place
    return None
