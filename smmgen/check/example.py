"""The examples in a code's page: small content repositories, written in a few lines."""

import re
from collections.abc import Mapping

from smmgen.check.registry import Page
from smmgen.pattern import pattern

POST = "content/posts/example.md"
"""Where an example's text stands until a line `=== PATH` says otherwise."""

SECTION = pattern(r"^(Wrong|Right):\n((?:    .*\n|\n)*    .*\n)", re.MULTILINE)
"""An example in a page that ends with a line end: its name and its lines, indented by four."""

_SPELLED = pattern(r"\{(?:U\+([0-9A-F]{4,5})|(\d+) × ([^{}\n]+))\}")
"""What nobody would see or read in an example, spelled out: {U+202E} is that sign, {300 × a} a long word."""

_PATH = pattern(r"^=== (\S+)\n", re.MULTILINE)


def examples(page: Page) -> Mapping[str, Mapping[str, str]]:
    """Return the files of the examples "Wrong" and "Right" by path, for those that the page has."""
    return {name: _files(spelled_out(dedented(text))) for name, text in SECTION.findall(page.text + "\n")}


def dedented(text: str) -> str:
    """Return an example's lines as they stand in a file."""
    return "\n".join(line.removeprefix("    ") for line in text.rstrip().split("\n")) + "\n"


def _files(text: str) -> dict[str, str]:
    first, *others = _PATH.split(text)
    files = {POST: first} if first else {}
    return files | dict(zip(others[::2], others[1::2], strict=True))


def spelled_out(text: str) -> str:
    """Return a text with the signs that are spelled out in it as themselves."""
    return _SPELLED.sub(lambda it: chr(int(it[1], 16)) if it[1] else it[3] * int(it[2]), text)
