"""A code's page for a terminal, and all pages as one document."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from smmgen.check.example import SECTION, dedented
from smmgen.check.ignore import KEPT
from smmgen.check.registry import Page

_FOUND = {
    "check": "check",
    "read": "reading",
    "compose": "composing",
    "cards": "drawing",
    "build": "building",
    "network": "a network's own check",
    "online": "check --online",
}


def explain(page: Page) -> str:
    """Return a code's page: code, severity and who finds it, then what, why, wrong, right, source."""
    return f"{page.code} ({page.severity}, found by {_FOUND[page.found_by]})\n\n{page.text.rstrip()}\n"


def rule_documents(pages: Iterable[Page]) -> dict[str, str]:
    """Return all pages as Markdown documents by file name: a table of the codes, and one for each topic."""
    pages = sorted(pages, key=lambda page: page.code)
    rows = [f"| [{page.code}]({_address(page)}) | {page.severity} | {page.summary} |" for page in pages]
    table = "\n".join(["| code | severity | in a line |", "|---|---|---|", *rows])
    topics = {
        f"{topic}.md": _topic(topic, tuple(of_topic))
        for topic, of_topic in groupby(pages, key=lambda page: page.code[:3])
    }
    return {"README.md": f"{_HEAD}\n{table}\n", **topics}


def _address(page: Page) -> str:
    return f"{page.code[:3]}.md#{page.code.lower()}"


def _topic(topic: str, pages: Sequence[Page]) -> str:
    """Return the document of one topic; it is named after the shortest of the modules that it stands in."""
    name = min((page.topic for page in pages), key=len).replace("_", " ")
    head = f"# {topic}: {name}\n\n[All rules](README.md)\n"
    return "\n".join([head, *map(_section, pages)])


_HEAD = f"""\
# Rules

What `smmgen check` can find, a page for each topic. `smmgen check --explain CODE` prints what a page says
of a code.

[Checking](../checking.md) tells how findings are ignored, mended, and left for later.

Errors of the topics {", ".join(sorted(KEPT))} are always told: after them the
content was not read as it was meant, or publishing it would not be safe. Warnings and infos of these
topics may be ignored.

Packages may bring rules of their own: an entry point of the group `smmgen.rules` names a module with
functions marked `@rule(code, severity=…, on=…)` of `smmgen.check.registry`.

An example is a post of a small brand, with the accounts `tg`, `masto` and `bsky`; a line `=== PATH` starts
another file, {{U+202E}} stands for a sign that nobody would see, and {{1501 × a}} for so many letters.
"""


def marked(page: Page) -> str:
    """Return a page in Markdown, its examples in fences."""
    return SECTION.sub(_fenced, page.text.rstrip() + "\n")


def _section(page: Page) -> str:
    about = f"*{page.severity}*, found by {_FOUND[page.found_by]}"
    return f"## {page.code}\n\n**{page.summary}** ({about})\n{marked(page).partition(chr(10))[2]}"


def _fenced(found: re.Match[str]) -> str:
    return f"{found[1]}:\n\n````markdown\n{dedented(found[2])}````\n"


def write_documents(folder: Path, pages: Iterable[Page]) -> None:
    """Write the documents of all pages into a folder, and delete what else in Markdown lies there."""
    documents = rule_documents(pages)
    folder.mkdir(parents=True, exist_ok=True)
    for place in folder.glob("*.md"):
        if place.name not in documents:
            place.unlink()
    for name, text in documents.items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":  # python -m smmgen.check.explain
    from smmgen.check.registry import load_registry

    write_documents(Path("docs/rules"), load_registry().pages.values())
