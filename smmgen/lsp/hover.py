"""Say what stands at a place: what a key means, or what a network will show."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from smmgen.adapter import adapter
from smmgen.editor.known import Known
from smmgen.lsp.complete import front_matter_ends, kind_of, shapes_of
from smmgen.lsp.cursor import cursor
from smmgen.model.source import Source, Span
from smmgen.model.variant import Message, Variant

_WORD = re.compile(r"[\w.-]+")
_TICKS = re.compile(r"`{3,}")


class Told(NamedTuple):
    """A text in Markdown, and the stretch that it is about."""

    text: str
    span: Span


def hover(source: Source, line: int, column: int, known: Known, variants: Iterable[Variant]) -> Told | None:
    """Return what is to be told about a place (from 1)."""
    text = source.line(line)
    word = next((one for one in _WORD.finditer(text) if one.start() < column <= one.end() + 1), None)
    whole = Span(source.path, line, 1, line, len(text) + 1)
    span = Span(source.path, line, word.start() + 1, line, word.end() + 1) if word else whole
    is_text = line > front_matter_ends(source)
    named = [one for one in variants if word and word[0] in (one.account, one.network)]
    if named and (not is_text or text.startswith(":::")):
        return Told(_all(named), span)
    if is_text:
        shown = _all(variants)
        return Told(shown, whole) if shown and text.strip() else None
    about = _about(source, line, text, word, known) if word and kind_of(source.path) else ""
    return Told(about, span) if about else None


def _about(source: Source, line: int, text: str, word: "re.Match[str]", known: Known) -> str:
    if not text[word.end() :].startswith(":"):
        return ""
    first = 1 if source.path.endswith(".md") else 0
    at = cursor(source.text.split("\n")[first : line - 1], text[: word.start()])
    return shapes_of(source, known).about((*at.keys, word[0]))


def _all(variants: Iterable[Variant]) -> str:
    return "\n\n".join(_variant(one) for one in variants)


def _variant(variant: Variant) -> str:
    at = f" · {variant.publish_at:%Y-%m-%d %H:%M} UTC" if variant.publish_at else ""
    head = f"**{variant.account}** · {adapter(variant.network).title}{at}"
    return "\n\n".join([head, *(part for message in variant.messages for part in _message(message))])


def _message(message: Message) -> Iterable[str]:
    shown = message.written.visible
    fence = max(("```", *(f"{ticks}`" for ticks in _TICKS.findall(shown))), key=len)
    yield f"{counted(message)}{' · a comment' if message.is_comment else ''}"
    yield f"{fence}text\n{shown}\n{fence}"
    if message.link:
        yield f"→ {message.link}"
    for picture in message.pictures:
        name = picture.card or "photo"
        yield f"{name}, {picture.width} × {picture.height}: {picture.image.headline or picture.alt}"


def counted(message: Message) -> str:
    """Return a message's length and limit, marked where it is too long."""
    if not message.limit:
        return str(message.length)
    return f"{message.length}/{message.limit}{' ⚠' if message.length > message.limit else ''}"
