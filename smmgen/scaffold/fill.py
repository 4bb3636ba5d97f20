"""Fill in the files that a new content repository begins with."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_MARKUP = re.compile(r"[\\`*_\[\]<>&#]")
FILES = Path(__file__).with_name("files")


def fill(name: str, values: Mapping[str, Any]) -> str:
    """Return the file `name` with its values: `[[ name ]]` marks one, as GitHub's files use braces."""
    return _templates().get_template(name).render(values)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FILES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  # YAML and Markdown; what people give is quoted as each needs it
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    filters: Any = made.filters  # of functions of all kinds
    filters |= {"plain": _escaped, "quoted": lambda text: json.dumps(text, ensure_ascii=False)}
    return made


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
