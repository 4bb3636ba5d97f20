"""What an editor finds in a content repository: how files are written, and skeletons of posts."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from smmgen.scaffold.formula import FORMULAS, formula
from smmgen.text.prompts import PROMPT

SCHEMAS: Mapping[str, str] = {
    "config": "smmgen.yaml",
    "theme": "themes/*/theme.yaml",
    "card": "themes/*/cards/*.yaml",
}
"""Kinds of files that are YAML from end to end, which YAML extensions can look after, and where they lie."""

SCHEMA_FOLDER = ".vscode/schemas"

_EDITORCONFIG = """root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
trim_trailing_whitespace = true

[*.md]
# two spaces at a line's end are a line break
trim_trailing_whitespace = false

[*.{yaml,yml,json}]
indent_style = space
indent_size = 2
"""

_WRITING = {
    "editor.wordWrap": "on",
    "editor.quickSuggestions": {"other": "on", "comments": "off", "strings": "off"},
    "editor.unicodeHighlight.ambiguousCharacters": False,
}
"""Cyrillic letters are no mistake in a post; `smmgen check` finds those among Latin ones."""

_NAMES = {"4u": "4U", "aida": "AIDA", "fab": "FAB", "pas": "PAS", "storytelling": "Storytelling"}


def editor_files(language: str) -> dict[str, str]:
    """Return settings of editors by path; posts' skeletons are in a language, such as "ru"."""
    return {
        ".editorconfig": _EDITORCONFIG,
        ".vscode/settings.json": _json(_settings()),
        ".vscode/extensions.json": _json(
            {"recommendations": ["redhat.vscode-yaml", "editorconfig.editorconfig"]}
        ),
        ".vscode/smmgen.code-snippets": _json(_snippets(language)),
    }


def write_missing(folder: Path, texts: Mapping[str, str]) -> list[Path]:
    """Write those files that are not there yet, and return them."""
    missing = {folder / path: text for path, text in texts.items() if not (folder / path).exists()}
    for path, text in missing.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return list(missing)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _settings() -> dict[str, Any]:
    schemas = {f"./{SCHEMA_FOLDER}/{kind}.json": place for kind, place in SCHEMAS.items()}
    return {"yaml.schemas": schemas, "[markdown]": _WRITING}


def _snippets(language: str) -> dict[str, Any]:
    posts = {
        f"Post: {_NAMES[name]}": _snippet(f"post-{name}", _HEAD + _with_stops(formula(name, language)))
        for name in FORMULAS
    }
    return {
        "Post": _snippet("post", _HEAD + "$0\n"),
        **posts,
        "Only for": _snippet("only", "::: only ${1:tg}\n$0\n:::\n"),
        "Instead for": _snippet("instead", "::: instead ${1:tg}\n$0\n:::\n"),
        "Picture": _snippet(
            "image", 'image: {card: ${1:promo}, photo: ${2:photo.jpg}, headline: "$3", alt: "$4"}\n'
        ),
    }


_HEAD = """---
title: ${1:Title}
status: draft
publish_at: $CURRENT_YEAR-$CURRENT_MONTH-${2:$CURRENT_DATE} ${3:10:00}
rubric: $4
---
"""


def _with_stops(text: str) -> str:
    """Turn the prompts of a skeleton into places that the Tab key leads to."""
    made, end = "", 0
    for number, found in enumerate(PROMPT.finditer(text), _FIRST_STOP):
        made += f"{_escaped(text[end : found.start()])}${{{number}:{_escaped(found[0])}}}"
        end = found.end()
    return made + _escaped(text[end:])


_FIRST_STOP = 10
"""Those before it are the front matter's."""


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _snippet(prefix: str, body: str) -> dict[str, Any]:
    return {"scope": "markdown", "prefix": prefix, "body": body.rstrip("\n").split("\n")}
