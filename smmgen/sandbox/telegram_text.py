"""Take a message's text: parse, clean, trim, measure, mark."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from smmgen.sandbox.post import Mark, MarkKind
from smmgen.sandbox.telegram_detect import detect
from smmgen.sandbox.telegram_html import Entity, Unreadable, checked_link, parse

TEXT = 4096
CAPTION = 1024
"""Code points after parsing. Source: Bot API, sendMessage and sendPhoto; read 2026-11."""
RAW_BYTES = 1 << 15
ENTITIES = 100

_INVISIBLE = {*range(0x2028, 0x202F), 0x0D}
_STYLES = {"bold", "italic", "underline", "strikethrough", "spoiler"}
_MARKS: Mapping[str, MarkKind] = {
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "quote",
    "expandable_blockquote": "quote",
    "text_link": "link",
    "url": "link",
    "email": "email",
    "mention": "mention",
    "hashtag": "hashtag",
    "cashtag": "hashtag",
}
_VALUES = {"text_link": "url", "pre": "language", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A message's text as a reader sees it, with its entities in code points and what to warn of."""

    text: str
    entities: tuple[Entity, ...]
    warnings: tuple[str, ...] = ()

    def json(self) -> list[dict[str, Any]]:
        """Return the entities as the Bot API does: offsets and lengths in UTF-16 code units."""
        return [_entity(self.text, entity) for entity in self.entities]

    def marks(self) -> tuple[Mark, ...]:
        """Return the entities as the page draws them."""
        return tuple(
            Mark(start=e.start, end=e.end, kind=_MARKS[e.type], href=_href(self.text, e))
            for e in self.entities
            if e.type in _MARKS
        )

    def first_link(self) -> str:
        """Return the URL that the server would preview, or ""."""
        return next((_href(self.text, e) for e in self.entities if e.type in ("url", "text_link")), "")


def utf16(text: str) -> int:
    """Return the length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _entity(text: str, entity: Entity) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "offset": utf16(text[: entity.start]),
        "length": utf16(text[entity.start : entity.end]),
        "type": entity.type,
    }
    if entity.value:
        value: str | int = int(entity.value) if entity.type == "date_time" else entity.value
        shown[_VALUES[entity.type]] = value
    return shown


def _href(text: str, entity: Entity) -> str:
    shown = text[entity.start : entity.end]
    match entity.type:
        case "text_link":
            return entity.value
        case "url":
            return shown if "://" in shown else f"http://{shown}"
        case "mention":
            return f"https://t.me/{shown[1:]}"
        case _:
            return ""


def _given(text: str, given: Any) -> list[Entity]:
    """Read explicit entities, whose offsets are UTF-16 code units."""
    try:
        items = json.loads(given) if isinstance(given, str) else given
        coded = text.encode("utf-16-le")
        found = []
        for item in items:
            start = len(coded[: 2 * item["offset"]].decode("utf-16-le"))
            end = len(coded[: 2 * (item["offset"] + item["length"])].decode("utf-16-le"))
            kind = item["type"]
            value = str(item.get(_VALUES.get(kind, ""), ""))
            if kind == "text_link" and not (value := checked_link(value)):
                continue
            found.append(Entity(type=kind, start=start, end=end, value=value))
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise Unreadable("Can't parse entities JSON object") from fault
    return [entity for entity in found if entity.end > entity.start]


def _cleaned(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Drop and blank the signs that the server does, trim both ends, and move the entities along."""
    kept = [index for index, sign in enumerate(text) if ord(sign) not in _INVISIBLE]
    plain = "".join(" " if text[i] < " " and text[i] != "\n" else text[i] for i in kept)
    first = len(plain) - len(plain.lstrip())
    last = len(plain.rstrip())
    places = [0] * (len(text) + 1)
    for place, index in enumerate(kept):
        places[index] = place
    places[len(text)] = len(kept)
    for index in range(len(text) - 1, -1, -1):
        if ord(text[index]) in _INVISIBLE:
            places[index] = places[index + 1]
    moved = [
        replace(e, start=max(places[e.start], first) - first, end=min(places[e.end], last) - first)
        for e in entities
    ]
    return plain[first:last], [entity for entity in moved if entity.end > entity.start]


def _cut_by_code(entities: list[Entity]) -> list[Entity]:
    """Take bold and the like out of code: the server allows nothing inside it."""
    blocks = sorted((e.start, e.end) for e in entities if e.type in ("code", "pre"))
    kept = []
    for entity in entities:
        if entity.type not in _STYLES:
            kept.append(entity)
            continue
        start = entity.start
        for begin, end in [*blocks, (entity.end, entity.end)]:
            if start < min(begin, entity.end):
                kept.append(replace(entity, start=start, end=min(begin, entity.end)))
            if end > start:
                start = end
    return kept


def read_text(raw: str, mode: str, given: Any, limit: int) -> Text:
    """Return a text as the server keeps it; raise `Unreadable` with its words where it refuses the markup.

    The length is not checked here: `limit` (code points) only decides what is warned of.
    """
    dropped: list[str] = []
    match mode.lower():
        case "html":
            text, entities, dropped = parse(raw)
        case "" | "none":
            text, entities = raw, _given(raw, given) if given else []
        case "markdown" | "markdownv2":
            raise Unreadable("this sandbox reads parse_mode HTML only")
        case _:
            raise Unreadable("unsupported parse_mode")
    text, entities = _cleaned(text, entities)
    entities = _cut_by_code(entities)
    entities = sorted([*entities, *detect(text, entities)], key=lambda e: (e.start, -e.end))
    return Text(
        text=text,
        entities=tuple(entities[:ENTITIES]),
        warnings=tuple(_warnings(text, entities, dropped, limit)),
    )


def _warnings(text: str, entities: list[Entity], dropped: list[str], limit: int) -> list[str]:
    found = [f"Telegram drops the link to “{url}” without a word." for url in dropped]
    if len(entities) > ENTITIES:
        found.append(f"{len(entities)} entities; Telegram ignores those after the first {ENTITIES}.")
    if utf16(text) > limit >= len(text):
        found.append(f"{utf16(text)} UTF-16 units: some servers count these against {limit}.")
    found += [
        f"The text shows a literal “{name}”: Telegram knows no such reference."
        for name in ("&nbsp;", "&mdash;", "&ndash;", "&laquo;", "&raquo;", "&hellip;", "&apos;")
        if name in text
    ]
    return found
