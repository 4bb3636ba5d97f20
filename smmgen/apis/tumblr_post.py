"""What Tumblr is told of a post, but for its text, and how it names one.

Source: Tumblr API documentation and Neue Post Format specification, October 2024; read 2026-11.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from smmgen.adapter import Sending, Sent, Session
from smmgen.apis.answers import text
from smmgen.apis.tumblr import Upload, name_of, permalink
from smmgen.model.bundle import File
from smmgen.model.variant import LinkCard

Block = dict[str, Any]


def uploads(sending: Sending) -> tuple[Upload, ...]:
    """Return the files under the names that the blocks give them: pictures, then that of the card."""
    return tuple((name, _file(sending, file)) for name, file in _named(sending))


def _named(sending: Sending) -> Iterator[tuple[str, File]]:
    content = sending.content
    yield from ((f"picture{number}", file) for number, file in enumerate(content.files))
    if content.message.link_card and content.thumbnail:
        yield "card", content.thumbnail


def _file(sending: Sending, file: File) -> tuple[str, bytes, str]:
    return file.path.rpartition("/")[2], sending.read(file), file.media_type


def picture(number: int, file: File) -> Block:
    """Return the block of a picture."""
    block: Block = {"type": "image", "media": _media(f"picture{number}", file)}
    return {**block, "alt_text": file.alt} if file.alt else block


def card(card: LinkCard, thumbnail: File | None) -> Block:
    """Return the block of a link."""
    block = {"type": "link", "url": card.url, "title": card.title, "description": card.description}
    made: Block = {name: value for name, value in block.items() if value}
    return {**made, "poster": _media("card", thumbnail)} if thumbnail else made


def _media(name: str, file: File) -> list[Block]:
    return [{"type": file.media_type, "identifier": name, "width": file.width, "height": file.height}]


def body(sending: Sending, content: list[Block], layout: list[Block]) -> dict[str, Any]:
    """Return a post of these blocks in this layout, with its tags, its source and the end of its address."""
    message = sending.content.message
    told: dict[str, Any] = {
        "content": content,
        "layout": layout,
        "tags": ",".join(message.tags),
        "source_url": message.options.get("source"),
        "slug": message.options.get("slug") or sending.delivery.id.post,
        "interactability_reblog": "noone" if message.options.get("reblogs") is False else None,
    }
    return {name: value for name, value in told.items() if value}


def sent(session: Session, post: Mapping[str, Any]) -> Sent:
    """Return what is public by its name and address."""
    name = name_of(post)
    return Sent(name, text(post.get("post_url")) or permalink(session, name))
