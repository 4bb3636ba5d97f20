"""Our readers and JSON Schema's own validator, side by side."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from smmgen.editor.schema import schema
from smmgen.model.diagnostic import has_errors
from smmgen.model.source import Source
from smmgen.pipeline import load
from smmgen.read.brand import read_brand
from smmgen.read.plan import read_plan
from smmgen.read.post import read_post
from smmgen.read.schema import Reading
from smmgen.read.strategy import read_strategy
from smmgen.read.tree import Memory

READERS: Mapping[str, Callable[[Source], tuple[object, Reading]]] = {
    "post": read_post,
    "plan": read_plan,
    "strategy": read_strategy,
}
BRAND = "brand: {name: Northwind, timezone: Europe/Berlin}\ntheme: mine\n"
OF_FORM = ("YML", "FMT", "CRD013")
"""What is wrong with a file as such, not with colours and fonts that a theme has or lacks."""

PLACES = {"theme": "themes/mine/theme.yaml", "card": "themes/mine/cards/mine.yaml"}


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema(kind))


def reader_takes(kind: str, text: str) -> bool:
    """Tell whether our reader finds nothing wrong with a file's YAML."""
    if kind in PLACES:
        files = {"smmgen.yaml": BRAND, PLACES["theme"]: "title: Mine\n", PLACES[kind]: text}
        findings = load(Memory(files)).findings
        return not has_errors([one for one in findings if one.code.startswith(OF_FORM)])
    if kind == "config":
        return not has_errors(read_brand(Source("smmgen.yaml", text))[1].findings)
    source = Source("content/posts/2026-12-01-sale.md", f"---\n{text}\n---\nHello\n")
    return not has_errors(READERS[kind](source)[1].findings)


def schema_finds(kind: str, text: str) -> list[str]:
    """Return what the schema finds wrong with YAML, as editors read it (YAML 1.2; a date is a text)."""
    yaml = YAML(typ="safe", pure=True)
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
    value: Any = yaml.load(text)
    found = validator(kind).iter_errors({} if value is None else value)
    return [f"{error.json_path}: {error.message}" for error in found]
