"""What arrived, in one shape for all networks: what the page shows and `GET /sandbox/posts` tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

MarkKind = Literal[
    "bold",
    "italic",
    "underline",
    "strike",
    "spoiler",
    "code",
    "pre",
    "quote",
    "link",
    "hashtag",
    "mention",
    "email",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a stretch of the text looks; `start` and `end` are in code points, the end exclusive."""

    start: int
    end: int
    kind: MarkKind
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture or film of a post; its bytes are under `/media/<sha256>`. `size` is in bytes.

    `seconds` is the length of a film, 0 for a picture; `is_hidden` covers it until a reader asks. `cover` is
    the SHA-256 of the picture that a film shows before it plays, empty where it shows its own.
    """

    sha256: str
    media_type: str
    size: int
    width: int
    height: int
    alt: str = ""
    seconds: float = 0.0
    is_hidden: bool = False
    cover: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The preview of a link. `picture` is the SHA-256 of its picture, empty where it has none."""

    url: str
    title: str = ""
    description: str = ""
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """A poll as its readers see it; `ends_at` is in UTC, None where it stays open.

    `question` is empty where the post's text asks; `right` numbers the right answers of a quiz, from 0.
    """

    question: str
    options: tuple[str, ...]
    is_multiple: bool = False
    ends_at: datetime | None = None
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One message as a reader of the network would see it.

    `text` is free of markup. `entities` are the network's own (Telegram's entities, Bluesky's facets,
    Mastodon's tags and mentions), with the network's own offsets; `marks` say the same for the page.
    `at` is when it arrived, in UTC. `reply_to` and `id` are the network's ids. Posts with one `group` are
    one album. `title` is a headline of its own, where the network has one. `warnings` are faults that the
    network itself accepts without a word and people would see.
    """

    network: str
    account: str
    id: str
    at: datetime
    text: str
    url: str
    marks: tuple[Mark, ...] = ()
    entities: tuple[Any, ...] = ()
    media: tuple[Picture, ...] = ()
    card: Card | None = None
    title: str = ""
    poll: Poll | None = None
    reply_to: str = ""
    group: str = ""
    content_warning: str = ""
    buttons: tuple[tuple[str, str], ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    edited_at: datetime | None = None
    request: Mapping[str, Any] = field(default_factory=dict)
