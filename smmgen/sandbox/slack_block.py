"""Slack's blocks: check them, and read them as a member of the channel does.

Limits: 50 blocks; a header 150, a section 3,000, its fields 2,000 each, a picture's text 2,000, a block of
Markdown 12,000, all together about 13,200 characters. Source: Slack's documentation, "Block Kit reference";
the last from slackapi/bolt-js issue 2509; read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.sandbox import slack_rich
from smmgen.sandbox.commonmark import read as read_markdown
from smmgen.sandbox.exchange import World
from smmgen.sandbox.post import Picture
from smmgen.sandbox.rich import Rich, joined, marked
from smmgen.sandbox.slack_answer import refused
from smmgen.sandbox.slack_file import picture_of
from smmgen.sandbox.slack_text import read

BLOCKS = 50
SUM = 13_200
MARKDOWN = 12_000


def check(blocks: Any) -> list[dict[str, Any]]:
    """Return the blocks of a message; refuse what Slack refuses."""
    if blocks is None:
        return []
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise refused("invalid_blocks_format")
    if len(blocks) > BLOCKS:
        raise refused("invalid_blocks", f"no more than {BLOCKS} items allowed [json-pointer:/blocks]")
    for number, block in enumerate(blocks):
        _check(f"/blocks/{number}", block)
    if sum(_length(block) for block in blocks) > SUM:
        raise refused("msg_blocks_too_long")
    return blocks


def _check(path: str, block: Mapping[str, Any]) -> None:
    match block.get("type"):
        case "section":
            if not block.get("text") and not block.get("fields"):
                raise refused("invalid_blocks", f"missing required field: text [json-pointer:{path}]")
            if block.get("text"):
                _text(f"{path}/text", block["text"], 3000, ("mrkdwn", "plain_text"))
            _items(f"{path}/fields", block.get("fields") or [], 10, 2000)
        case "header":
            _text(f"{path}/text", block.get("text"), 150, ("plain_text",))
        case "context":
            elements = [one for one in block.get("elements") or [] if one.get("type") != "image"]
            _items(f"{path}/elements", elements, 10, 3000)
        case "markdown":
            _text(path, {"type": "mrkdwn", "text": block.get("text")}, MARKDOWN, ("mrkdwn",))
        case "image":
            _image(path, block)
        case "rich_text":
            slack_rich.check(path, block)
        case "divider" | "actions":
            pass
        case kind:
            raise refused("invalid_blocks", f"unsupported type: {kind} [json-pointer:{path}/type]")


def _items(path: str, items: Any, most: int, length: int) -> None:
    if not isinstance(items, list) or len(items) > most:
        raise refused("invalid_blocks", f"no more than {most} items allowed [json-pointer:{path}]")
    for number, item in enumerate(items):
        _text(f"{path}/{number}", item, length, ("mrkdwn", "plain_text"))


def _text(path: str, given: Any, most: int, kinds: tuple[str, ...]) -> None:
    if not isinstance(given, dict) or given.get("type") not in kinds:
        raise refused("invalid_blocks", f"must be one of: {', '.join(kinds)} [json-pointer:{path}/type]")
    text = given.get("text")
    if not isinstance(text, str) or not text:
        raise refused("invalid_blocks", f"must be more than 0 characters [json-pointer:{path}/text]")
    if len(text) > most:
        raise refused("invalid_blocks", f"must be less than {most + 1} characters [json-pointer:{path}/text]")


def _image(path: str, block: Mapping[str, Any]) -> None:
    alt = block.get("alt_text")
    if not isinstance(alt, str):
        raise refused("invalid_blocks", f"missing required field: alt_text [json-pointer:{path}]")
    if len(alt) > 2000:
        raise refused("invalid_blocks", f"must be less than 2001 characters [json-pointer:{path}/alt_text]")
    if bool(block.get("image_url")) == bool(block.get("slack_file")):
        raise refused("invalid_blocks", f"give image_url or slack_file [json-pointer:{path}]")


def _length(block: Mapping[str, Any]) -> int:
    if block.get("type") == "rich_text":
        return slack_rich.length(block)
    texts = [block.get("text"), *(block.get("fields") or []), *(block.get("elements") or [])]
    plain = (one.get("text") if isinstance(one, dict) else one for one in texts)
    return sum(len(one) for one in plain if isinstance(one, str))


def shown(blocks: list[dict[str, Any]]) -> Rich:
    """Return the text of all blocks, an empty line between two."""
    return joined((part for block in blocks if (part := _shown(block)).text), "\n\n")


def _shown(block: Mapping[str, Any]) -> Rich:
    match block["type"]:
        case "header":
            return marked(Rich(block["text"]["text"]), "bold")
        case "section":
            rows = [block["text"]] if block.get("text") else []
            return joined((_read(one) for one in [*rows, *(block.get("fields") or [])]), "\n")
        case "context":
            return joined((_read(one) for one in block["elements"] if one.get("type") != "image"), " ")
        case "markdown":
            return read_markdown(block["text"])
        case "rich_text":
            return slack_rich.shown(block)
        case _:
            return Rich()


def _read(given: Mapping[str, Any]) -> Rich:
    return read(given["text"]) if given["type"] == "mrkdwn" else Rich(given["text"])


def pictures(world: World, blocks: list[dict[str, Any]]) -> tuple[Picture, ...]:
    """Return the pictures of image blocks; refuse one that Slack could not fetch."""
    found = []
    for number, block in enumerate(blocks):
        if block["type"] != "image":
            continue
        seen = picture_of(world, block)
        if seen is None:
            raise refused(
                "invalid_blocks", f"downloading image failed [json-pointer:/blocks/{number}/image_url]"
            )
        found.append(seen)
    return tuple(found)
