"""What one account will show: composed messages, before pictures are drawn."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

from smmgen.model.option import OptionValue as OptionValue
from smmgen.model.post import Format, Image, Poll, Status
from smmgen.model.size import Insets
from smmgen.model.source import Span

EntityKind = Literal["bold", "italic", "strike", "code", "pre", "quote", "link", "mention", "hashtag"]
TextFormat = Literal["plain", "html", "wiki", "article", "markdown"]


class Entity(Struct, frozen=True):
    """Say what a stretch of a message's text is: `start` and `end` in the adapter's `offsets` unit.

    `value` is a link's target, a hashtag without "#", a mention without "@".
    """

    kind: EntityKind
    start: int
    end: int
    value: str = ""


class Written(Struct, frozen=True):
    """Text as a network takes it.

    `text` is what is sent; `visible` what a reader sees, without markup, for counting and comparing.
    `entities` stretch over `text` where the network takes them beside it (Bluesky's facets).
    """

    text: str
    visible: str
    format: TextFormat = "plain"
    entities: tuple[Entity, ...] = ()


class Picture(Struct, frozen=True, kw_only=True):
    """A picture to draw for one account: what was asked, its size in pixels, and its bounds.

    A `card` that is empty means the photo itself, scaled down to fit `width` × `height` uncropped where
    no size was asked for. `handle` is the account's name as the picture shows it. `max_bytes` bounds the
    finished file. `span` is where the post asks for it. `safe` is how far in from each edge the network
    covers it, in parts of its size; None where it is not known. `formats` are those that the network takes.
    `link` is the post's, for cards that show it. `mark` is the word that a card of an advertisement shows.
    """

    image: Image
    card: str
    width: int
    height: int
    alt: str
    handle: str
    language: str
    max_bytes: int
    span: Span
    safe: Insets | None = None
    formats: tuple[Format, ...] = ("jpeg", "png")
    link: str = ""
    mark: str = ""


class Video(Struct, frozen=True):
    """A video to publish: its path from the repository's root, its alternative text, its place."""

    path: str
    alt: str
    span: Span


class LinkCard(Struct, frozen=True, kw_only=True):
    """The box that a network shows for a link: its target, title, description and picture."""

    url: str
    title: str
    description: str
    picture: Picture | None = None


class Message(Struct, frozen=True, kw_only=True):
    """Text in the network's own form, pictures, link and options; `number` counts from 0.

    `length` and `limit` are in the network's own unit. `options` are what the network is told beside the
    text: language, visibility, silence …. `video_cover` is what is shown before the post's video plays.
    `poll` is asked below the text; where the network has no place for its question, the text ends with it.
    `title` and `tags` are given where the network has fields for them. A comment is no part of the post: it
    stands below the first message. `span` is where the message's text starts in the post's file.
    """

    number: int
    written: Written
    length: int
    limit: int
    pictures: tuple[Picture, ...] = ()
    video_cover: Picture | None = None
    link: str = ""
    link_card: LinkCard | None = None
    poll: Poll | None = None
    video: Video | None = None
    title: str = ""
    tags: tuple[str, ...] = ()
    is_comment: bool = False
    options: Mapping[str, OptionValue] = {}
    span: Span


class Variant(Struct, frozen=True, kw_only=True):
    """A post as one account will show it. `publish_at` is UTC; None while it has no time.

    `reply_to` is the id of the post that this one answers, `repost` that of the post that it shows again;
    empty if none. Only a `ready` one is published.
    """

    post: str
    account: str
    network: str
    publish_at: datetime | None
    messages: tuple[Message, ...]
    reply_to: str = ""
    repost: str = ""
    status: Status = "draft"
