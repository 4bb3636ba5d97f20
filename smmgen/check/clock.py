"""The time of a check, and until when what was found by it holds."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from smmgen.clock import midnight

END = datetime.max.replace(tzinfo=UTC)


class Clock:
    """Tells the time (UTC), the same for the whole check, and notes for how long the answers stay true."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._until = END

    @property
    def until(self) -> datetime:
        """Return the first moment (UTC) at which an answer given so far would be another; `END` for never."""
        return self._until

    def now(self) -> datetime:
        """Return the time; what is made of it may be another the next moment."""
        self._until = self._now
        return self._now

    def today(self, zone: ZoneInfo) -> date:
        """Return the day that it is in a zone."""
        self._until = min(self._until, midnight(self._now, zone))
        return self._now.astimezone(zone).date()

    def is_past(self, moment: datetime) -> bool:
        """Tell whether a moment (aware) is past."""
        if moment < self._now:
            return True
        self._until = min(self._until, moment)
        return False
