"""One post: one thing to say, as its file states it."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct, field

from smmgen.clock import When
from smmgen.model.ads import Ad
from smmgen.model.document import Blocks, Document
from smmgen.model.ignore import Ignore
from smmgen.model.source import Source, Spans

Status = Literal["idea", "draft", "review", "ready", "paused"]
Format = Literal["jpeg", "png", "webp"]
Overflow = Literal["error", "thread", "truncate"]


class Image(Struct, frozen=True, kw_only=True):
    """A picture asked for: a photo, a card of the theme, or a card over a photo.

    `photo` is a path from the repository's root, already resolved against the post's folder. `focus` is
    the point that a crop keeps, 0..1 from the left and the top; None lets the photo itself tell. `size` is
    a name of the network's sizes ("square", "portrait", "landscape"), empty for its usual one. `fields` are
    the card's other texts. `table` holds the numbers of a chart: rows of cells as written, the first of them
    the head. `format` is the kind of file to make, None for the one that suits the picture.
    """

    card: str | None = None
    photo: str = ""
    focus: tuple[float, float] | None = None
    headline: str = ""
    alt: str = ""
    size: str = ""
    fields: Mapping[str, str] = {}
    table: tuple[tuple[str, ...], ...] = ()
    format: Format | None = None

    @property
    def photos(self) -> tuple[str, ...]:
        """Return the paths of all its photos: its own, and those that fields of its card name."""
        others = (text for text in self.fields.values() if is_picture_file(text))
        return (*((self.photo,) if self.photo else ()), *others)


def is_picture_file(text: str) -> bool:
    """Tell whether a text names a file with a picture."""
    return text.lower().endswith(_PICTURES) and "\n" not in text


_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif")


class Carousel(Struct, frozen=True, kw_only=True):
    """Pictures to swipe through: a cover, pages and an end, each on a card of its own, all of one size.

    Their `card` is the name of the card, such as "carousel-page". `size` is a name of the network's sizes.
    """

    cover: Image | None = None
    pages: tuple[Image, ...] = ()
    end: Image | None = None
    size: str = ""


class Poll(Struct, frozen=True):
    """A question with its options, open for `hours`."""

    question: str
    options: tuple[str, ...]
    hours: int = 24


OptionText = str | tuple[str, ...]
"""An option of a network as a post writes it; its kind is known where the account is."""


class Post(Struct, frozen=True, kw_only=True):
    """A post as its file states it, before any account's overrides.

    `accounts` is None where the file does not name them (then: the rubric's, else all). `overrides` maps
    an account's or network's name to fields of this class that differ there. `spans.at("image", "alt")`
    tells where a value stands. `options` are those of the network that this post sets for itself; they
    stand under an account's or network's name only. An override's path starts with ("variants", NAME).
    `ignores` are those of the key `ignore` and of comments to smmgen.
    """

    id: str
    source: Source
    title: str = ""
    publish_at: When | None = None
    status: Status = "draft"
    rubric: str = ""
    accounts: tuple[str, ...] | None = None
    tags: tuple[str, ...] = ()
    link: str = ""
    image: Image | None = None
    images: tuple[Image, ...] = ()
    carousel: Carousel | None = None
    video: str = ""
    poll: Poll | None = None
    first_comment: Blocks = ()
    reply_to: str = ""
    repost: str = ""
    language: str = ""
    contest: str = ""
    overflow: Overflow = "error"
    numbering: bool | None = None
    options: Mapping[str, OptionText] = {}
    campaign: str = ""
    owner: str = ""
    ad: Ad | None = None
    overrides: Mapping[str, Mapping[str, Any]] = {}
    ignores: tuple[Ignore, ...] = ()
    body: Document = field(default_factory=Document)
    spans: Spans
