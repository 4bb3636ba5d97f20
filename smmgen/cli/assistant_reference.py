"""Write what an assistant is offered into docs/assistant.md: `python -m smmgen.cli.assistant_reference`."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from smmgen.assistant.prompts import ABOUT, ARGUMENTS, WRITE_POST
from smmgen.assistant.resources import PLAN, POST, STRATEGY, VOICE
from smmgen.assistant.tool import Tool, schema
from smmgen.assistant.tools import TOOLS

START, END = "<!-- tools: python -m smmgen.cli.assistant_reference -->", "<!-- end -->"
"""Between these lines of docs/assistant.md stands the reference."""

RESOURCES: Mapping[str, str] = {
    STRATEGY: "`plans/strategy.md` as it is written",
    VOICE: "how the brand speaks, to whom, and in which languages",
    PLAN + "{month}": "a month's plan, such as `smmgen://plans/2027-01`",
    POST + "{id}": "a post's file",
}


def with_reference(page: str) -> str:
    """Return the page with the reference as it is now."""
    before, _, rest = page.partition(START)
    return f"{before}{START}\n{reference()}{END}{rest.partition(END)[2]}"


def reference() -> str:
    """Return all tools with what they take and answer, then the resources and the prompt, in Markdown."""
    lines = [line for one in TOOLS for line in _tool(one)]
    lines += ["### Resources", "", "| address | what lies there |", "|---|---|"]
    lines += [f"| `{uri}` | {about} |" for uri, about in RESOURCES.items()]
    lines += ["", f"### Prompt `{WRITE_POST}`", "", ABOUT, ""]
    lines += [f"- `{name}`: {about}" for name, about in ARGUMENTS.items()]
    return "\n".join(lines) + "\n"


def _tool(one: Tool) -> Iterator[str]:
    asked, told = schema(one.asked), schema(one.told)
    yield from (f"### `{one.name}`{' (writes a file)' if one.writes else ''}", "", one.about, "")
    if asked["properties"]:
        yield from ("| takes | kind | what it is |", "|---|---|---|")
        yield from (_row(name, part, asked) for name, part in asked["properties"].items())
        yield ""
    answers = ", ".join(f"`{name}`" for name in told["properties"] if name != "version")
    yield from (f"It answers {answers}.", "")


def _row(name: str, part: Mapping[str, Any], whole: Mapping[str, Any]) -> str:
    needed = " (needed)" if name in whole["required"] else ""
    return f"| `{name}`{needed} | {_kind(part)} | {part.get('description', '')} |"


def _kind(part: Mapping[str, Any]) -> str:
    """Return what a value may be, in words."""
    if words := part.get("enum"):
        return ", ".join(f"`{word}`" for word in words if word is not None)
    if "anyOf" in part:
        return " or ".join(_kind(one) for one in part["anyOf"] if one.get("type") != "null")
    match part.get("type"):
        case "string":
            return f"text, up to {part['maxLength']} characters"
        case "array":
            return "list of texts"
        case "integer":
            return f"number, {part['minimum']} to {part['maximum']}"
    return "yes or no"


if __name__ == "__main__":
    PAGE = Path("docs/assistant.md")
    PAGE.write_text(with_reference(PAGE.read_text("utf-8")), "utf-8")
