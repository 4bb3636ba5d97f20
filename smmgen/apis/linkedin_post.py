"""What a post on LinkedIn is made of.

Source: LinkedIn's documentation, posts, multi-image, polls, articles (2026 editions); read 2026-11.
"""

from collections.abc import Mapping
from typing import Any

from smmgen.adapter import Sending, Session
from smmgen.apis import linkedin
from smmgen.apis.answers import text

DURATIONS = {24: "ONE_DAY", 72: "THREE_DAYS", 168: "SEVEN_DAYS", 336: "FOURTEEN_DAYS"}
"""How long a poll may be open, in hours. Source: LinkedIn's documentation, polls."""


def duration(hours: int) -> int:
    """Return the shortest time that LinkedIn has and that is not shorter than asked."""
    return next((one for one in DURATIONS if hours <= one), max(DURATIONS))


def body(session: Session, sending: Sending, speaker: str, commentary: str) -> Mapping[str, Any]:
    """Return what is posted, with its pictures uploaded; raises `Stopped`."""
    message = sending.content.message
    made = {
        "author": speaker,
        "commentary": commentary,
        "visibility": text(message.options.get("visibility")).upper() or "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": message.options.get("sharing") is False,
    }
    content = _content(session, sending, speaker)
    return made | {"content": content} if content else made


def _content(session: Session, sending: Sending, speaker: str) -> Mapping[str, Any]:
    """Return what stands below the text: a poll, pictures, or a link's card. LinkedIn takes one of them."""
    message, files = sending.content.message, sending.content.files
    if poll := message.poll:
        options = [{"text": option} for option in poll.options]
        open_for = {"duration": DURATIONS[duration(poll.hours)]}
        return {"poll": {"question": poll.question, "options": options, "settings": open_for}}
    images = [_image(linkedin.upload(session, speaker, sending.read(one)), one.alt) for one in files]
    if images:
        return {"media": images[0]} if len(images) == 1 else {"multiImage": {"images": images}}
    if card := message.link_card:
        article = {"source": card.url, "title": card.title, "description": card.description}
        picture = sending.content.thumbnail
        if picture:
            article["thumbnail"] = linkedin.upload(session, speaker, sending.read(picture))
        return {"article": {name: value for name, value in article.items() if value}}
    return {}


def _image(urn: str, alt: str) -> Mapping[str, str]:
    return {"id": urn, "altText": alt} if alt else {"id": urn}
