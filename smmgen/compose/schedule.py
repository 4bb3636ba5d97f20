"""Give every post its time on every account."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from smmgen.clock import When, slot_times, to_utc, with_offset
from smmgen.compose.override import Mine
from smmgen.model.brand import Account, Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Span

Key = tuple[str, str]
"""A post's id and an account's name."""


class Asked(Struct, frozen=True, array_like=True):
    """A time that a post asks for on an account: `path` is the post's file, `span` where the time stands."""

    post: str
    path: str
    account: str
    when: When
    span: Span

    @property
    def key(self) -> Key:
        """Return whose time it is."""
        return self.post, self.account


class Schedule:
    """The times of all posts, in UTC, by post and account, and what was wrong with them."""

    def __init__(self, brand: Brand) -> None:
        self.times: dict[Key, datetime | None] = {}
        self.findings: list[Diagnostic] = []
        self._brand = brand
        self._taken: dict[str, set[datetime]] = defaultdict(set)

    def take(self, account: str, moment: datetime) -> None:
        """Note that a time (UTC) of an account is taken."""
        self._taken[account].add(moment)

    def fix(self, asked: Asked) -> None:
        """Enter a post whose time of day is given."""
        when = asked.when
        if when.time is None:
            return
        if when.offset is not None:
            self._enter(asked, with_offset(when.date, when.time, when.offset))
            return
        moment = to_utc(when.date, when.time, self._brand.timezone)
        if isinstance(moment, datetime):
            self._enter(asked, moment)
        else:
            self._refuse_hour(asked, moment)

    def _enter(self, asked: Asked, moment: datetime) -> None:
        self.times[asked.key] = moment
        self.take(asked.account, moment)

    def _refuse_hour(self, asked: Asked, fault: str) -> None:
        when = asked.when
        local = f"{when.date} {when.time:%H:%M}"
        zone = self._brand.timezone.key
        if fault == "gap":
            code, message = "TIM001", f"There is no {local} in {zone}: the clocks skip that hour."
            hint = "Choose an hour earlier or later."
        else:
            code, message = "TIM002", f"{local} comes twice in {zone}: the clocks are set back that night."
            hint = f"Add the offset that you mean: {local}+02:00."
        self._find(code, asked, message, hint)

    def take_slot(self, asked: Asked) -> None:
        """Enter a post whose date alone is given: it takes the first free slot of that day."""
        account, when = asked.account, asked.when
        slots = slot_times(self._brand.slots.get(account, ()), when.date)
        for at in slots:
            moment = to_utc(when.date, at, self._brand.timezone)
            if isinstance(moment, datetime) and moment not in self._taken[account]:
                self._enter(asked, moment)
                return
        weekday = f"{when.date:%A}, {when.date}"
        if slots:
            message = f"All slots of {account} on {weekday} are taken."
            self._find("TIM003", asked, message, "Give a time, add a slot, or move a post.")
        else:
            message = f"{account} has no slot on {weekday}, and the post gives no time."
            self._find("TIM004", asked, message, "Add a time, or a slot in smmgen.yaml.")

    def _find(self, code: str, asked: Asked, message: str, hint: str) -> None:
        self.findings.append(
            Diagnostic(
                code=code,
                severity="error",
                span=asked.span,
                message=message,
                hint=hint,
                post=asked.post,
                account=asked.account,
            )
        )


def appoint(brand: Brand, posts: Iterable[tuple[Mine, Account]]) -> tuple[Schedule, tuple[Asked, ...]]:
    """Give their times to the posts that ask for one by the hour; return those that ask for a slot."""
    made = Schedule(brand)
    waiting = []
    for mine, account in posts:
        if when := mine.post.publish_at:
            span = mine.span("publish_at")
            asked = Asked(mine.post.id, mine.post.source.path, account.name, when, span)
            if when.time is None:
                waiting.append(asked)
            else:
                made.fix(asked)
    return made, tuple(waiting)


def take_slots(made: Schedule, waiting: Sequence[Asked]) -> None:
    """Give free slots in order of path and account, so that the result depends on the content alone."""
    for asked in sorted(waiting, key=lambda asked: (asked.path, asked.account)):
        made.take_slot(asked)


def schedule(brand: Brand, posts: Iterable[tuple[Mine, Account]]) -> Schedule:
    """Give each post its time on each account: given times first, which leaves their slots to them."""
    made, waiting = appoint(brand, posts)
    take_slots(made, waiting)
    return made
