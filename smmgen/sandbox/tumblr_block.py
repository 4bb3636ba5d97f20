"""Blocks of the Neue Post Format: what may stand in them, and how they look.

Source: Tumblr's NPF specification and API documentation (limits); read 2026-11. Sizes of pictures are those
of its help pages. Texts are counted and formatted by code points, as the specification says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from smmgen.sandbox.exchange import Call, World
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.image import Image, look, picture
from smmgen.sandbox.post import Card, Mark, MarkKind, Picture
from smmgen.sandbox.rich import Rich, joined, marked
from smmgen.sandbox.tumblr_answer import refused, wrong

BLOCKS, TEXT, IMAGES, VIDEOS, LINK_BLOCKS, LINKS, MENTIONS = 1000, 4096, 30, 10, 10, 100, 50
BYTES = {"image/gif": 10 * 1024 * 1024}
IMAGE_BYTES = 20 * 1024 * 1024
TYPES = ("image/jpeg", "image/png", "image/gif", "image/webp")
SUBTYPES = {
    *("heading1", "heading2", "quirky", "quote", "indented", "chat"),
    *("ordered-list-item", "unordered-list-item"),
}
FORMATS: Mapping[str, MarkKind | None] = {
    "bold": "bold",
    "italic": "italic",
    "strikethrough": "strike",
    "link": "link",
    "mention": "mention",
    "small": None,
    "color": None,
}


@dataclass(slots=True)
class Shown:
    """What is seen of the blocks, and the blocks as they are kept."""

    texts: list[tuple[str, Rich]] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    card: Card | None = None
    videos: int = 0
    blocks: list[dict[str, Any]] = field(default_factory=list)
    links: int = 0
    mentions: int = 0
    warnings: list[str] = field(default_factory=list)

    def text(self) -> Rich:
        """Return the text: items follow each other line by line, other blocks stand apart."""
        parts: list[Rich] = []
        last = ""
        for subtype, rich in self.texts:
            is_item = subtype.endswith("list-item")
            if parts:
                parts.append(Rich("\n" if is_item and last.endswith("list-item") else "\n\n"))
            parts.append(rich)
            last = subtype
        return joined(parts)


def take(call: Call, world: World, given: Any) -> Shown:
    """Read a post's content; refuse what Tumblr refuses."""
    if not isinstance(given, list) or not given:
        raise wrong("content must be an array of at least one block")
    if len(given) > BLOCKS:
        raise wrong(f"content has more than {BLOCKS} blocks")
    shown = Shown()
    numbers: list[int] = []
    for block in given:
        _take_block(call, world, block, shown, numbers)
    counts = {"image": IMAGES, "video": VIDEOS, "link": LINK_BLOCKS}
    for kind, most in counts.items():
        if sum(1 for block in shown.blocks if block["type"] == kind) > most:
            raise wrong(f"content has more than {most} {kind} blocks")
    if shown.links > LINKS or shown.mentions > MENTIONS:
        raise wrong(f"content has more than {LINKS} links or {MENTIONS} mentions")
    return shown


def _take_block(call: Call, world: World, block: Any, shown: Shown, numbers: list[int]) -> None:
    kind = block.get("type") if isinstance(block, dict) else None
    match kind:
        case "text":
            shown.texts.append((str(block.get("subtype", "")), _text(block, shown, numbers)))
            shown.blocks.append(block)
        case "image":
            _image(call, world, block, shown)
        case "video" | "audio":
            if not block.get("url") and not block.get("media"):
                raise wrong(f"a {kind} block needs url or media")
            shown.videos += 1
            shown.blocks.append(block)
        case "link":
            _link(call, world, block, shown)
        case _:
            raise wrong(f"unknown block type {kind!r}")


def _text(block: dict[str, Any], shown: Shown, numbers: list[int]) -> Rich:
    text, subtype = block.get("text"), block.get("subtype", "")
    if not isinstance(text, str):
        raise wrong("a text block needs text")
    if len(text) > TEXT:
        raise wrong(f"a text block has more than {TEXT} characters")
    if subtype and subtype not in SUBTYPES:
        raise wrong(f"unknown subtype {subtype!r}")
    level = block.get("indent_level", 0)
    if not isinstance(level, int) or not 0 <= level <= 7:
        raise wrong("indent_level must be from 0 to 7")
    rich = Rich(text, tuple(mark for one in block.get("formatting", []) if (mark := _mark(one, text, shown))))
    if not subtype.endswith("list-item"):
        numbers.clear()
        return marked(rich, _looks(subtype)) if _looks(subtype) else rich
    del numbers[level + 1 :]
    numbers += [0] * (level + 1 - len(numbers))
    numbers[level] = numbers[level] + 1 if subtype.startswith("ordered") else 0
    sign = f"{numbers[level]}. " if numbers[level] else "• "
    return joined([Rich("  " * level + sign), rich])


def _looks(subtype: str) -> Any:
    return {"heading1": "bold", "heading2": "bold", "quote": "quote", "indented": "quote"}.get(subtype)


def _mark(given: Any, text: str, shown: Shown) -> Mark | None:
    if not isinstance(given, dict) or given.get("type") not in FORMATS:
        raise wrong("unknown formatting type")
    start, end = given.get("start"), given.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise wrong("formatting must have a start before its end, within the text")
    kind, href = FORMATS[given["type"]], ""
    if kind == "link":
        shown.links += 1
        href = str(given.get("url") or "")
        if not href.startswith(("https://", "http://", "mailto:")):
            raise wrong("a link needs a url")
    if kind == "mention":
        shown.mentions += 1
        blog = given.get("blog")
        if not isinstance(blog, dict) or not blog.get("uuid"):
            raise wrong("a mention needs a blog with its uuid")
    return Mark(start=start, end=end, kind=kind, href=href) if kind else None


def _image(call: Call, world: World, block: dict[str, Any], shown: Shown) -> None:
    media = block.get("media")
    rows = media if isinstance(media, list) else [media]
    if not rows or not isinstance(rows[0], dict):
        raise wrong("an image block needs media")
    for name in ("alt_text", "caption"):
        if len(str(block.get(name) or "")) > TEXT:
            raise wrong(f"{name} has more than {TEXT} characters")
    content, seen = _seen(call, world, rows[0])
    digest = world.store.put_media(content)
    alt = str(block.get("alt_text") or "")
    if not alt.strip():
        shown.warnings.append(f"Picture {len(shown.pictures) + 1} has no alternative text.")
    shown.pictures.append(picture(content, digest, seen, alt))
    kept = {"type": seen.media_type, "width": seen.width, "height": seen.height, "media_key": digest[:32]}
    shown.blocks.append(block | {"media": [kept | {"url": f"{world.url}/media/{digest}"}]})


def _seen(call: Call, world: World, media: dict[str, Any]) -> tuple[bytes, Image]:
    """Return a picture and what it is; refuse what Tumblr refuses."""
    content = _content(call, world, media)
    seen = look(content)
    if seen is None or seen.media_type not in TYPES:
        raise refused(400, "Unsupported media format.", 8005)
    if len(content) > BYTES.get(seen.media_type, IMAGE_BYTES):
        raise refused(400, "The media is too large.", 8009)
    return content, seen


def _content(call: Call, world: World, media: dict[str, Any]) -> bytes:
    if name := media.get("identifier"):
        upload = call.uploads.get(str(name))
        if upload is None:
            raise wrong(f"no part of the request is named {name!r}")
        return upload.content
    url = str(media.get("url") or "")
    kept = re.fullmatch(rf"{re.escape(world.url)}/media/([0-9a-f]{{64}})", url)
    content = world.store.media(kept[1]) if kept else None
    if content is None and (file := fetch(world, url)):
        content = file.content
    if content is None:
        raise refused(400, "The media could not be fetched.", 8006)
    return content


def _link(call: Call, world: World, block: dict[str, Any], shown: Shown) -> None:
    url = str(block.get("url") or "")
    if not url.startswith(("https://", "http://")):
        raise wrong("a link block needs a url")
    posters, picture = block.get("poster"), ""
    if isinstance(posters, list) and posters and isinstance(posters[0], dict):
        content, seen = _seen(call, world, posters[0])
        picture = world.store.put_media(content)
        kept = {"type": seen.media_type, "width": seen.width, "height": seen.height}
        block = block | {"poster": [kept | {"url": f"{world.url}/media/{picture}"}]}
    shown.blocks.append(block)
    if shown.card is None:
        title, description = str(block.get("title") or ""), str(block.get("description") or "")
        shown.card = Card(url=url, title=title, description=description, picture=picture)


def check_layout(given: Any, blocks: int) -> None:
    """Refuse a layout that names blocks that are not there, or one twice."""
    if given is None:
        return
    if not isinstance(given, list):
        raise wrong("layout must be an array")
    for one in given:
        kind = one.get("type") if isinstance(one, dict) else None
        if kind not in ("rows", "ask"):
            raise wrong(f"unknown layout {kind!r}")
        rows = one.get("display", one.get("rows", []))
        named = [n for row in rows for n in (row.get("blocks", []) if isinstance(row, dict) else row)]
        if sorted(named) != sorted(set(named)) or any(not 0 <= n < blocks for n in named):
            raise wrong("a layout must name each block once")
        cut = one.get("truncate_after")
        if cut is not None and (not isinstance(cut, int) or not -1 <= cut < blocks):
            raise wrong("truncate_after must name a block")
