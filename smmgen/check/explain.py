"""A code's page for a terminal, and all pages as one document."""

import re
from collections.abc import Iterable
from itertools import groupby

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
}


def explain(page: Page) -> str:
    """Return a code's page: code, severity and who finds it, then what, why, wrong, right, source."""
    return f"{page.code} ({page.severity}, found by {_FOUND[page.found_by]})\n\n{page.text.rstrip()}\n"


def codes_document(pages: Iterable[Page]) -> str:
    """Return all pages as one Markdown document: a table of the codes, then a chapter for each topic."""
    pages = sorted(pages, key=lambda page: page.code)
    rows = [f"| [{page.code}](#{page.code.lower()}) | {page.severity} | {page.summary} |" for page in pages]
    table = "\n".join(["| code | severity | in a line |", "|---|---|---|", *rows])
    chapters = [
        f"## {topic}\n\n" + "\n".join(map(_section, of_topic))
        for topic, of_topic in groupby(pages, key=lambda page: page.code[:3])
    ]
    return "\n".join([_HEAD, table + "\n", *chapters])


_HEAD = f"""\
# Codes

What `smmgen check` can find. `smmgen check --explain CODE` prints one of these pages.

A brand may ignore codes, or whole topics such as `ALT`, in `smmgen.yaml`:

```yaml
rules:
  ignore: [ALT003]
  per_path: {{"content/posts/archive/*": [LNK002, MED]}}
```

Errors of the topics {", ".join(sorted(KEPT))} are always told: after them the
content was not read as it was meant, or publishing it would not be safe. Warnings and infos of these
topics may be ignored.

Packages may bring rules of their own: an entry point of the group `smmgen.rules` names a module with
functions marked `@rule(code, severity=…, on=…)` of `smmgen.check.registry`.

An example is a post of a small brand, with the accounts `tg`, `masto` and `bsky`; a line `=== PATH` starts
another file.
"""


def marked(page: Page) -> str:
    """Return a page in Markdown, its examples in fences."""
    return SECTION.sub(_fenced, page.text.rstrip() + "\n")


def _section(page: Page) -> str:
    about = f"*{page.severity}*, found by {_FOUND[page.found_by]}"
    return f"### {page.code}\n\n**{page.summary}** ({about})\n{marked(page).partition(chr(10))[2]}"


def _fenced(found: re.Match[str]) -> str:
    return f"{found[1]}:\n\n````markdown\n{dedented(found[2])}````\n"


if __name__ == "__main__":  # python -m smmgen.check.explain > docs/codes.md
    import sys

    from smmgen.check.registry import load_registry

    sys.stdout.write(codes_document(load_registry().pages.values()))
