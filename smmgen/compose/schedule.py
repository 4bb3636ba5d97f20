"""Give every post its time on every account."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from smmgen.clock import When, slot_times, to_utc, with_offset
from smmgen.compose.override import Mine
from smmgen.model.brand import Account, Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.source import Span

Key = tuple[str, str]
"""A post's id and an account's name."""


class Schedule:
    """The times of all posts, in UTC, by post and account, and what was wrong with them."""

    def __init__(self, brand: Brand) -> None:
        self.times: dict[Key, datetime | None] = {}
        self.findings: list[Diagnostic] = []
        self._brand = brand
        self._taken: dict[str, set[datetime]] = defaultdict(set)

    def fix(self, post: Post, account: Account, when: When, span: Span) -> None:
        """Enter a post whose time of day is given."""
        if when.time is None:
            return
        if when.offset is not None:
            self._enter(post, account, with_offset(when.date, when.time, when.offset))
            return
        moment = to_utc(when.date, when.time, self._brand.timezone)
        if isinstance(moment, datetime):
            self._enter(post, account, moment)
        else:
            self._refuse_hour(post, account, when, span, moment)

    def _enter(self, post: Post, account: Account, moment: datetime) -> None:
        self.times[post.id, account.name] = moment
        self._taken[account.name].add(moment)

    def _refuse_hour(self, post: Post, account: Account, when: When, span: Span, fault: str) -> None:
        local = f"{when.date} {when.time:%H:%M}"
        zone = self._brand.timezone.key
        if fault == "gap":
            code, message = "TIM001", f"There is no {local} in {zone}: the clocks skip that hour."
            hint = "Choose an hour earlier or later."
        else:
            code, message = "TIM002", f"{local} comes twice in {zone}: the clocks are set back that night."
            hint = f"Add the offset that you mean: {local}+02:00."
        self._find(code, post, account, span, message, hint)

    def take_slot(self, post: Post, account: Account, when: When, span: Span) -> None:
        """Enter a post whose date alone is given: it takes the first free slot of that day."""
        slots = slot_times(self._brand.slots.get(account.name, ()), when.date)
        for at in slots:
            moment = to_utc(when.date, at, self._brand.timezone)
            if isinstance(moment, datetime) and moment not in self._taken[account.name]:
                self._enter(post, account, moment)
                return
        weekday = f"{when.date:%A}, {when.date}"
        if slots:
            message = f"All slots of {account.name} on {weekday} are taken."
            self._find("TIM003", post, account, span, message, "Give a time, add a slot, or move a post.")
        else:
            message = f"{account.name} has no slot on {weekday}, and the post gives no time."
            self._find("TIM004", post, account, span, message, "Add a time, or a slot in smmgen.yaml.")

    def _find(self, code: str, post: Post, account: Account, span: Span, message: str, hint: str) -> None:
        self.findings.append(
            Diagnostic(
                code=code,
                severity="error",
                span=span,
                message=message,
                hint=hint,
                post=post.id,
                account=account.name,
            )
        )


def schedule(brand: Brand, posts: Iterable[tuple[Mine, Account]]) -> Schedule:
    """Give each post its time on each account: given times first, then free slots in order of path.

    The order makes the result depend on the content alone, and leaves a slot to whoever asked for it.
    """
    made = Schedule(brand)
    waiting: list[tuple[Post, Account, When, Span]] = []
    for mine, account in posts:
        when = mine.post.publish_at
        if when is None:
            continue
        if when.time is None:
            waiting.append((mine.post, account, when, mine.span("publish_at")))
        else:
            made.fix(mine.post, account, when, mine.span("publish_at"))
    for item in sorted(waiting, key=lambda item: (item[0].source.path, item[1].name)):
        made.take_slot(*item)
    return made
