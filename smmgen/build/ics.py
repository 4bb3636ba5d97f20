"""`calendar.ics`: the month in every calendar program."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from smmgen.build.calendar_view import Entry, Timing
from smmgen.build.moment import Moment
from smmgen.build.wording import Words
from smmgen.model.brand import Brand
from smmgen.text.links import host

if TYPE_CHECKING:
    from icalendar import Event

_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""The format asks for a time of making; a fixed one keeps the file the same for the same content."""


def calendar(brand: Brand, entries: Iterable[Entry], words: Words) -> bytes:
    """Return an event for each post and time; it names its page, from the calendar's folder."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//smmgen//calendar//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", f"{brand.name} · {words.calendar}")
    made.add("x-wr-timezone", brand.timezone.key)
    for entry in entries:
        for timing in entry.timings:
            if timing.at:
                made.add_component(_event(brand, entry, timing, timing.at, words))
    return bytes(made.to_ical())


def _event(brand: Brand, entry: Entry, timing: Timing, at: Moment, words: Words) -> "Event":
    from icalendar import Event

    event = Event()
    names = [account.name for account in timing.accounts]
    event.add("uid", f"{entry.post}.{'.'.join(sorted(names))}@{host(brand.url) or 'smmgen'}")
    event.add("dtstamp", _STAMP)
    event.add("dtstart", at.at)
    event.add("summary", f"[{entry.rubric.title}] {entry.title}" if entry.rubric else entry.title)
    lines = [", ".join(names), words.statuses[entry.status], entry.href]
    event.add("description", "\n".join(lines))
    event.add("status", "CONFIRMED" if entry.status == "ready" else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event
