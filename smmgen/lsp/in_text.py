"""Offer what may be written behind the front matter: names of accounts, files, cells of a plan's table."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping

from smmgen.editor.known import Known
from smmgen.lsp.shapes import Choice
from smmgen.model.source import Source

_BLOCK = re.compile(r":{3,}\s*(?:(?:only|instead)\s+(?:\S+\s+)*(?P<name>\S*)|(?P<kind>\w*))")
_PICTURE = re.compile(r".*!\[[^\]]*\]\((?P<file>[^)\s]*)")
_MEDIA = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".mp4", ".mov")

Offer = tuple[list[Choice], str]
"""What may be written, and the letters of it that stand there already."""


def in_text(source: Source, line: int, text: str, known: Known, paths: Iterable[str]) -> Offer:
    """Return what may be written behind `text`, the beginning of a line (counted from 1)."""
    if text.startswith("|"):
        return _in_table(source, line, text, known)
    if found := _PICTURE.fullmatch(text):
        return list(files(source.path, paths)), found["file"]
    if found := _BLOCK.fullmatch(text):
        return _in_block(found, known)
    return [], ""


def _in_block(found: "re.Match[str]", known: Known) -> Offer:
    if found["name"] is None:
        kinds = {"only": "for these accounts or networks alone", "instead": "in place of all the rest"}
        return [Choice(name, about, "value") for name, about in kinds.items()], found["kind"]
    networks = dict.fromkeys(known.accounts.values(), "network")
    names = {**networks, **known.accounts}
    return [Choice(name, about, "account") for name, about in names.items()], found["name"]


def _in_table(source: Source, line: int, text: str, known: Known) -> Offer:
    """Offer the names of a plan's column; its head is the first row."""
    head = line
    while source.line(head - 1).startswith("|"):
        head -= 1
    columns = [cell.strip().lower() for cell in source.line(head).split("|")]
    number = text.count("|")
    column = columns[number] if number < len(columns) else ""
    names: Mapping[str, Iterable[str]] = {
        "rubric": known.rubrics,
        "accounts": known.accounts,
        "owner": known.owners,
        "post": known.posts,
    }
    word = re.split(r"[|,]", text)[-1].lstrip()
    return [Choice(name, "", column.removesuffix("s")) for name in names.get(column, ())], word


def files(path: str, paths: Iterable[str]) -> Iterator[Choice]:
    """Return pictures and videos as a post names them: beside it by their names, else from the root."""
    folder = posixpath.dirname(path) + "/"
    for one in paths:
        if one.lower().endswith(_MEDIA):
            yield Choice(one.removeprefix(folder), "", "file")
