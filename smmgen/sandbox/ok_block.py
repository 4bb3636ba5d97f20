"""The blocks of a topic: texts, pictures, a link, a poll, in the order in which they are shown.

OK's documents name no limits, only the errors for them; those here are the sandbox's own, wide ones.
Source: OK's REST documents, `mediatopic.post` and its attachment; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from smmgen.sandbox.exchange import World
from smmgen.sandbox.ok_answer import Fault
from smmgen.sandbox.ok_photo import find_photo

BLOCKS = 50
TEXT = 20_000
QUESTION = 1000
ANSWERS = 20
ANSWER = 500

_KEYS: Mapping[str, frozenset[str]] = {
    "text": frozenset({"type", "text"}),
    "photo": frozenset({"type", "list"}),
    "link": frozenset({"type", "url"}),
    "poll": frozenset({"type", "question", "answers", "options"}),
}
_TOP = frozenset({"media", "publishAt", "publishAtMs", "onBehalfOfGroup", "disableComments"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block: a text, the tokens of pictures, an address, or a poll's question and answers."""

    kind: str
    text: str = ""
    photos: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


def read_blocks(attachment: Any, world: World, group: str) -> list[Block]:
    """Return the blocks of an attachment for a group ("" for a user's page); refuse what OK refuses."""
    media = attachment.get("media") if isinstance(attachment, dict) else None
    if not isinstance(media, list) or not media:
        raise Fault(100, "Invalid parameter attachment value : media is empty")
    if len(media) > BLOCKS:
        raise Fault(600, "Too many media parameters")
    blocks = [_block(row, world, group) for row in media]
    if sum(1 for block in blocks if block.kind == "poll") > 1:
        raise Fault(600, "Too many media parameters : one poll at most")
    if sum(len(block.text) for block in blocks if block.kind == "text") > TEXT:
        raise Fault(601, "Text limit reached")
    return blocks


def _block(row: Any, world: World, group: str) -> Block:
    match row:
        case {"type": "text", "text": str(text)} if text.strip():
            return Block(kind="text", text=text)
        case {"type": "photo", "list": [*photos]} if photos:
            return Block(kind="photo", photos=tuple(_photo(one, world, group) for one in photos))
        case {"type": "link", "url": str(url)}:
            return Block(kind="link", text=_link(url))
        case {"type": "poll", "question": str(question), "answers": [*answers]}:
            return _poll(question, answers, row.get("options", ""))
        case {"type": ("movie" | "music" | "app" | "product") as kind}:
            raise Fault(100, f"Invalid parameter attachment value : no such {kind}")
        case _:
            raise Fault(100, "Invalid parameter attachment value : unknown or incomplete media")


def _photo(row: Any, world: World, group: str) -> str:
    token = row.get("id") if isinstance(row, dict) else None
    kept = find_photo(world, token) if isinstance(token, str) else None
    if kept is None or kept["group"] != group or not isinstance(token, str):
        raise Fault(121, "Invalid photo token")
    return token


def _link(url: str) -> str:
    if not re.match(r"https?://", url) or not urlsplit(url).hostname:
        raise Fault(607, "Bad link format")
    return url


def _poll(question: str, answers: list[Any], options: Any) -> Block:
    texts = tuple(row.get("text") if isinstance(row, dict) else None for row in answers)
    if not question.strip() or not all(isinstance(text, str) and text.strip() for text in texts):
        raise Fault(100, "Invalid parameter attachment value : an empty question or answer")
    if len(question) > QUESTION:
        raise Fault(602, "Question text limit reached")
    if not 2 <= len(texts) <= ANSWERS:
        raise Fault(603, "Too few or too many answers")
    if any(len(text or "") > ANSWER for text in texts):
        raise Fault(604, "Answer text limit reached")
    if not isinstance(options, str) or not re.fullmatch(r"(\w+(,\s*\w+)*)?", options):
        raise Fault(100, "Invalid parameter attachment value : options")
    words = tuple(word.strip() for word in options.split(",") if word.strip())
    return Block(kind="poll", text=question, answers=tuple(str(text) for text in texts), options=words)


def strange_keys(attachment: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names in an attachment that OK's documents do not know."""
    yield from (name for name in attachment if name not in _TOP)
    for row in attachment["media"]:
        yield from (name for name in row if name not in _KEYS[row["type"]])


def kept_form(blocks: list[Block]) -> list[dict[str, Any]]:
    """Return blocks as the store keeps them."""
    return [{name: getattr(block, name) for name in Block.__slots__} for block in blocks]


def from_kept(rows: list[dict[str, Any]]) -> list[Block]:
    """Return the blocks that the store kept."""
    return [
        Block(
            kind=row["kind"],
            text=row["text"],
            photos=tuple(row["photos"]),
            answers=tuple(row["answers"]),
            options=tuple(row["options"]),
        )
        for row in rows
    ]
