"""An entry as LiveJournal takes it: HTML with its pictures, who may read it, what is said beside it.

Source: LiveJournal's server, its protocol module, manual and list of properties (2015); read 2026-11.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from smmgen.adapter import Refused, Sending, Session
from smmgen.apis.answers import Stopped, text
from smmgen.apis.article import cover_of, figure_of, placed
from smmgen.apis.livejournal import journal
from smmgen.apis.xmlrpc import Value
from smmgen.hashes import sha256
from smmgen.model.variant import Message

LONGEST = 65_534
"""Bytes of an entry's HTML. Source: the server's constants, BMAX_EVENT, and its comparison."""

SCREENING = {"all": "A", "anonymous": "R", "strangers": "F", "none": "N"}


def entry(session: Session, sending: Sending) -> dict[str, Value]:
    """Return all that an entry is but its time; raises `Stopped` where it is too long."""
    message = sending.content.message
    event = _event(sending)
    if (size := len(event.encode())) > LONGEST:
        raise Stopped(Refused(f"The entry has {size} bytes with its pictures; LiveJournal takes {LONGEST}."))
    return {
        "event": event,
        "subject": message.title,
        "lineendings": "unix",
        **_readers(message),
        "props": _properties(message),
        **journal(session),
    }


def _event(sending: Sending) -> str:
    """Return the HTML: the front matter's picture first, the others in the text or below it."""
    content = sending.content
    cover = cover_of(content)
    addresses = {place: sending.public_url(file) for place, file in enumerate(content.files)}
    first = "" if cover is None else figure_of(addresses[cover], content.files[cover])
    whole = placed(content, addresses, cover)
    return _plainer("\n".join(part for part in (first, whole, _mark(sending)) if part))


def _mark(sending: Sending) -> str:
    """Return a comment that no reader sees: the server takes two posts with the same words for one repeat."""
    return f"<!-- {sha256(str(sending.delivery.id).encode()).hexdigest()[:12]} -->"


def _plainer(html: str) -> str:
    """Put pictures into paragraphs: whether today's server lets figures through, nobody says."""
    captioned = re.sub(r"<figcaption>(.*?)</figcaption>", r"<br><em>\1</em>", html)
    return captioned.replace("<figure>", "<p>").replace("</figure>", "</p>")


def _readers(message: Message) -> dict[str, Value]:
    match message.options.get("security"):
        case "friends":
            return {"security": "usemask", "allowmask": 1}
        case "private":
            return {"security": "private"}
        case _:
            return {"security": "public"}


def _properties(message: Message) -> dict[str, Value]:
    options = message.options
    properties: dict[str, Value] = {"opt_preformatted": 1, "taglist": ", ".join(message.tags)}
    properties["opt_nocomments"] = int(options.get("comments") is False)
    properties["opt_screening"] = SCREENING.get(str(options.get("screening", "")), "")
    properties["picture_keyword"] = str(options.get("userpic", ""))
    properties["adult_content"] = str(options.get("adult", ""))
    return properties


def time_of(session: Session) -> dict[str, Value]:
    """Return the time now, as clocks show it where the journal is."""
    now = session.now().astimezone(ZoneInfo(session.account.text("timezone")))
    return {"year": now.year, "mon": now.month, "day": now.day, "hour": now.hour, "min": now.minute}


def number_of(post: Mapping[str, Any]) -> int:
    """Return the number in an entry's address; 0 where it has none."""
    try:
        return int(post["itemid"]) * 256 + int(post["anum"])
    except (KeyError, ValueError, TypeError):
        return 0


def moment(post: Mapping[str, Any]) -> datetime | None:
    """Return when an entry was written, in UTC: the server's time, else the latest that its own can mean."""
    for name, lag in (("logtime", timedelta()), ("eventtime", timedelta(hours=12))):
        try:
            return datetime.fromisoformat(text(post.get(name))).replace(tzinfo=UTC) + lag
        except ValueError:
            continue
    return None
