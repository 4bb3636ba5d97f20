"""Slack's rich text block: check it, and read it as a member of the channel does.

Source: Slack's documentation, "Rich text block", and the types of slackapi/node-slack-sdk; read 2026-11.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from smmgen.sandbox.post import MarkKind
from smmgen.sandbox.rich import Rich, joined, marked, plain
from smmgen.sandbox.slack_answer import refused

NEEDED = {
    "text": "text",
    "link": "url",
    "user": "user_id",
    "usergroup": "usergroup_id",
    "channel": "channel_id",
    "emoji": "name",
    "broadcast": "range",
}
"""The field that each element must have."""
_STYLES: dict[str, MarkKind] = {"bold": "bold", "italic": "italic", "strike": "strike", "code": "code"}
_FRAMES: dict[str, MarkKind] = {"rich_text_quote": "quote", "rich_text_preformatted": "pre"}


def check(path: str, block: Mapping[str, Any]) -> None:
    """Refuse a block that Slack refuses."""
    frames = block.get("elements")
    if not isinstance(frames, list) or not frames:
        raise refused("invalid_blocks", f"missing required field: elements [json-pointer:{path}]")
    for number, frame in enumerate(frames):
        _frame(f"{path}/elements/{number}", frame)


def _frame(path: str, frame: Any) -> None:
    kind = frame.get("type") if isinstance(frame, dict) else None
    inside = frame.get("elements") if isinstance(frame, dict) else None
    if kind not in ("rich_text_section", "rich_text_list", *_FRAMES) or not isinstance(inside, list):
        raise refused("invalid_blocks", f"unsupported type: {kind} [json-pointer:{path}/type]")
    for number, element in enumerate(inside):
        if kind == "rich_text_list":
            _frame(f"{path}/elements/{number}", element)
        else:
            _element(f"{path}/elements/{number}", element)


def _element(path: str, element: Any) -> None:
    kind = element.get("type") if isinstance(element, dict) else None
    if kind not in NEEDED:
        raise refused("invalid_blocks", f"unsupported type: {kind} [json-pointer:{path}/type]")
    value = element.get(NEEDED[kind])
    if not isinstance(value, str) or not value:
        raise refused(
            "invalid_blocks", f"must be more than 0 characters [json-pointer:{path}/{NEEDED[kind]}]"
        )
    if unknown := set(element.get("style") or {}) - {*_STYLES, "underline", "highlight"}:
        raise refused("invalid_blocks", f"unexpected style: {min(unknown)} [json-pointer:{path}/style]")
    if kind == "broadcast" and value not in ("here", "channel", "everyone"):
        raise refused("invalid_blocks", f"unknown range: {value} [json-pointer:{path}/range]")


def length(block: Mapping[str, Any]) -> int:
    """Return how many characters a checked block shows."""
    return len(shown(block).text)


def shown(block: Mapping[str, Any]) -> Rich:
    """Return the text of a checked block: its frames stand apart."""
    return joined((_shown(frame) for frame in block["elements"]), "\n\n")


def _shown(frame: Mapping[str, Any]) -> Rich:
    if frame["type"] == "rich_text_list":
        signs = _signs(frame)
        return joined((joined((Rich(next(signs)), _shown(one))) for one in frame["elements"]), "\n")
    part = joined(_read(element) for element in frame["elements"])
    kind = _FRAMES.get(frame["type"])
    return marked(part, kind) if kind else part


def _signs(frame: Mapping[str, Any]) -> Iterator[str]:
    for number, _ in enumerate(frame["elements"], 1):
        yield f"{number}. " if frame.get("style") == "ordered" else "• "


def _read(element: Mapping[str, Any]) -> Rich:
    value = element[NEEDED[element["type"]]]
    match element["type"]:
        case "text":
            part = Rich(value)
        case "link":
            part = plain(element.get("text") or value, "link", value)
        case "emoji":
            part = Rich(f":{value}:")
        case "channel":
            part = plain(f"#{value}", "mention")
        case _:
            part = plain(f"@{value}", "mention")
    for style, is_on in (element.get("style") or {}).items():
        part = marked(part, _STYLES[style]) if is_on and style in _STYLES else part
    return part
