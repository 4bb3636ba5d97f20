"""An article as blocks of Tumblr's Neue Post Format.

Source: Neue Post Format specification, October 2024; read 2026-11.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from smmgen.markup.article_parts import Part, Stretch, parts, trimmed
from smmgen.model.document import Mark

BLOCK = 4096
"""Code points of a text block. Source: Post Content Limits."""
DEEPEST = 7
_LOOKS = ((Mark.BOLD, "bold"), (Mark.ITALIC, "italic"), (Mark.STRIKE, "strikethrough"))
_CELLS = Stretch(" \u2003")

Block = dict[str, Any]


def blocks_of(html: str, images: Mapping[str, Block]) -> Iterator[Block]:
    """Yield an article's blocks; `images` has the block of each figure's source.

    Offsets count code points, as Tumblr's do. Tables become lines, as there are none; code is set like a
    chat, in letters of one width.
    """
    for part in parts(html):
        if part.kind == "figure":
            if part.source in images:
                yield images[part.source]
        elif stretches := trimmed(_stretches(part)):
            shape = _shape(part)
            yield from ({**one, **shape} for one in _texts(stretches))


def _stretches(part: Part) -> Iterable[Stretch]:
    if part.kind != "row":
        return part.stretches
    made: list[Stretch] = []
    for cell in part.cells:
        made += [*([_CELLS] if made else []), *(_bold(one) if part.is_head else one for one in cell)]
    return made


def _bold(one: Stretch) -> Stretch:
    return Stretch(one.text, one.marks | Mark.BOLD, one.href)


def _shape(part: Part) -> Block:
    """Return how a block looks, and how far it is set in."""
    match part.kind:
        case "heading":
            return {"subtype": "heading1" if part.level < 3 else "heading2"}
        case "code":
            return {"subtype": "chat"}
        case "bullet" | "number":
            deep = min(part.level + part.quotes, DEEPEST)
            kind = "unordered" if part.kind == "bullet" else "ordered"
            return {"subtype": f"{kind}-list-item", **({"indent_level": deep} if deep else {})}
    deep = min(part.level + part.quotes, DEEPEST + 1)
    if not deep:
        return {}
    return {"subtype": "indented", **({"indent_level": deep - 1} if deep > 1 else {})}


def _texts(stretches: tuple[Stretch, ...]) -> Iterator[Block]:
    """Yield text blocks, none longer than Tumblr takes; a longer text is parted at a space."""
    words = "".join(one.text for one in stretches)
    looks = list(_looks(stretches))
    start = 0
    while start < len(words):
        end = _end(words, start)
        text = words[start:end].rstrip()
        last = start + len(text)
        inside = [_moved(look, start, last) for look in looks if look["start"] < last and look["end"] > start]
        yield {"type": "text", "text": text, **({"formatting": inside} if inside else {})}
        start = end
        while start < len(words) and words[start].isspace():
            start += 1


def _end(words: str, start: int) -> int:
    if len(words) - start <= BLOCK:
        return len(words)
    space = max(words.rfind(" ", start, start + BLOCK), words.rfind("\n", start, start + BLOCK))
    return space if space > start else start + BLOCK


def _looks(stretches: Iterable[Stretch]) -> Iterator[Block]:
    position = 0
    for one in stretches:
        span = {"start": position, "end": position + len(one.text)}
        position = span["end"]
        yield from ({**span, "type": kind} for mark, kind in _LOOKS if mark in one.marks)
        if one.href.startswith(("http://", "https://", "mailto:")):
            yield {**span, "type": "link", "url": one.href}


def _moved(look: Block, start: int, end: int) -> Block:
    return {**look, "start": max(look["start"], start) - start, "end": min(look["end"], end) - start}


def layout(album: int, total: int) -> list[Block]:
    """Set the pictures before the text in rows of two, the first alone where their number is odd.

    Rows name every block of the post, and have several only of pictures. Source: Layout Block Type: Rows.
    """
    if album < 2:
        return []
    first = album % 2
    rows = [[0]] if first else []
    rows += [[number, number + 1] for number in range(first, album, 2)]
    rows += [[number] for number in range(album, total)]
    return [{"type": "rows", "display": [{"blocks": row} for row in rows]}]


def shown(content: object) -> str:
    """Return the words of a post's text blocks."""
    found = content if isinstance(content, list) else []
    return "\n".join(
        str(one.get("text", "")) for one in found if isinstance(one, dict) and one.get("type") == "text"
    )
