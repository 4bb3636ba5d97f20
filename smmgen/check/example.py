"""The examples in a code's page: small content repositories, written in a few lines."""

import re
from collections.abc import Mapping

from smmgen.check.registry import Page

POST = "content/posts/example.md"
"""Where an example's text stands until a line `=== PATH` says otherwise."""

_SECTION = re.compile(r"^(Wrong|Right):\n((?:    .*\n|\n)+)", re.MULTILINE)
_PATH = re.compile(r"^=== (\S+)\n", re.MULTILINE)


def examples(page: Page) -> Mapping[str, Mapping[str, str]]:
    """Return the files of the examples "Wrong" and "Right" by path, for those that the page has."""
    return {name: _files(_dedented(text)) for name, text in _SECTION.findall(page.text + "\n")}


def _dedented(text: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in text.rstrip().split("\n")) + "\n"


def _files(text: str) -> dict[str, str]:
    first, *others = _PATH.split(text)
    files = {POST: first} if first else {}
    return files | dict(zip(others[::2], others[1::2], strict=True))
