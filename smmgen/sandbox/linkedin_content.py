"""What hangs under a LinkedIn post: a picture, two to twenty, a film, an article's card, or a poll.

Source: LinkedIn API, "Posts", "MultiImage", "Polls" and their schemas; read 2026-11.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from smmgen.sandbox.exchange import World
from smmgen.sandbox.linkedin_answer import input_error
from smmgen.sandbox.linkedin_image import usable
from smmgen.sandbox.linkedin_little import length
from smmgen.sandbox.linkedin_record import Array, Optional, Union
from smmgen.sandbox.linkedin_video import usable_video
from smmgen.sandbox.post import Card, Picture, Poll

DURATIONS = {"ONE_DAY": 1, "THREE_DAYS": 3, "SEVEN_DAYS": 7, "FOURTEEN_DAYS": 14}
QUESTION, OPTION = 140, 30
TITLE, DESCRIPTION = 400, 4086
IMAGES = range(2, 21)

CONTENT = Union(
    {
        "media": {"id": str, "title": Optional(str), "altText": Optional(str)},
        "multiImage": {"images": Array({"id": str, "altText": Optional(str)}), "altText": Optional(str)},
        "article": {
            "source": str,
            "title": str,
            "description": Optional(str),
            "thumbnail": Optional(str),
            "thumbnailAltText": Optional(str),
        },
        "poll": {
            "question": str,
            "options": Array({"text": str}),
            "settings": {
                "duration": tuple(DURATIONS),
                "voteSelectionType": Optional(("SINGLE_VOTE", "MULTIPLE_VOTE")),
                "isVoterVisibleToAuthor": Optional(bool),
            },
        },
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A post's content as its readers see it."""

    media: tuple[Picture, ...] = ()
    card: Card | None = None
    poll: Poll | None = None


def read_content(world: World, owner: str, content: dict[str, Any]) -> Content:
    """Return what the content shows; refuse what LinkedIn would, after the schema has passed."""
    match content:
        case {"media": media}:
            return Content(media=(_media(world, owner, media),))
        case {"multiImage": several}:
            return Content(media=tuple(_several(world, owner, several["images"])))
        case {"article": article}:
            return Content(card=_article(world, owner, article))
        case {"poll": poll}:
            return Content(poll=_poll(world, poll))
        case _:
            return Content()


def _media(world: World, owner: str, media: dict[str, str]) -> Picture:
    field = "/content/media/id"
    if media["id"].startswith("urn:li:video:"):
        return usable_video(world, owner, media["id"], field)
    return usable(world, owner, media["id"], field, media.get("altText", ""))


def _several(world: World, owner: str, images: list[dict[str, str]]) -> Iterator[Picture]:
    if len(images) not in IMAGES:
        what = f"A post with several images has {IMAGES[0]} to {IMAGES[-1]}, not {len(images)}"
        raise input_error(400, "INVALID_VALUE_FOR_FIELD", what, "/content/multiImage/images")
    for number, image in enumerate(images):
        field = f"/content/multiImage/images/{number}/id"
        yield usable(world, owner, image["id"], field, image.get("altText", ""))


def _article(world: World, owner: str, article: dict[str, str]) -> Card:
    address = urlsplit(article["source"])
    if address.scheme not in ("http", "https") or not address.hostname:
        raise input_error(400, "INVALID_URL", f"{article['source']} is no URL", "/content/article/source")
    _limit(article["title"], TITLE, "/content/article/title")
    check_length(article.get("description", ""), DESCRIPTION, "/content/article/description")
    thumbnail = article.get("thumbnail")
    picture = usable(world, owner, thumbnail, "/content/article/thumbnail") if thumbnail else None
    return Card(
        url=article["source"],
        title=article["title"],
        description=article.get("description", ""),
        picture=picture.sha256 if picture else "",
    )


def _poll(world: World, poll: dict[str, Any]) -> Poll:
    options = tuple(option["text"] for option in poll["options"])
    _limit(poll["question"], QUESTION, "/content/poll/question")
    if not 2 <= len(options) <= 4:
        what = f"A poll has 2 to 4 options, not {len(options)}"
        raise input_error(400, "INVALID_VALUE_FOR_FIELD", what, "/content/poll/options")
    for number, option in enumerate(options):
        _limit(option, OPTION, f"/content/poll/options/{number}/text")
    settings = poll["settings"]
    return Poll(
        question=poll["question"],
        options=options,
        is_multiple=settings.get("voteSelectionType") == "MULTIPLE_VOTE",
        ends_at=world.now() + timedelta(days=DURATIONS[settings["duration"]]),
    )


def _limit(text: str, limit: int, field: str) -> None:
    if not text.strip():
        raise input_error(400, "INVALID_VALUE_BLANK_FIELD", f"{field} is blank", field)
    check_length(text, limit, field)


def check_length(text: str, limit: int, field: str) -> None:
    """Refuse a text that is longer than so many UTF-16 units."""
    if length(text) > limit:
        what = f"{field} is {length(text)} characters long; the limit is {limit}"
        raise input_error(400, "FIELD_LENGTH_TOO_LONG", what, field)
