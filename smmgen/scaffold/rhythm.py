"""When an account posts in a month: its cadence laid over its weekly slots."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from smmgen.clock import Slot, slot_times, to_utc
from smmgen.model.brand import Brand
from smmgen.model.strategy import Strategy, Times
from smmgen.scaffold.occasions import month_end

_BEST_FIRST = (2, 0, 4, 1, 3, 5, 6)
"""Weekdays in the order in which they are taken: three posts a week are Monday, Wednesday and Friday.

Each step keeps the days before, so that accounts of different cadence share their days and their posts.
"""

EVERY_DAY = (Slot(frozenset(range(7)), time(10)),)
"""Where nobody has said when an account posts."""


def days_of(first: date) -> Iterator[date]:
    """Yield the days of the month that `first` begins."""
    day, last = first, month_end(first)
    while day <= last:
        yield day
        day += timedelta(days=1)


def slots_of(account: str, brand: Brand, strategy: Strategy) -> Times:
    """Return an account's weekly times: the strategy's, else those of `smmgen.yaml`, else ten each day."""
    return strategy.slots.get(account) or Times(brand.slots.get(account) or EVERY_DAY)


def posts_a_day(cadence: int, times: Times, first: date) -> Counter[date]:
    """Return how many posts an account has on each day of a month, for a number of posts a week."""
    weekdays = {day for slot in times.slots for day in slot.weekdays}
    order = [day for day in _BEST_FIRST if day in weekdays]
    a_week = Counter(order[number % len(order)] for number in range(cadence)) if order else Counter()
    return Counter({day: a_week[day.weekday()] for day in days_of(first) if a_week[day.weekday()]})


def own_time(account: str, day: date, brand: Brand, strategy: Strategy) -> time | None:
    """Return when, on the brand's clock, an account's readers of another clock are met on a day.

    None where the strategy names no times for it: then the slots of `smmgen.yaml` hold by themselves.
    """
    times = strategy.slots.get(account)
    if times is None:
        return None
    if times.zone is None:
        return next(iter(slot_times(times.slots, day)), None)
    for near in (day, day - timedelta(days=1), day + timedelta(days=1)):
        for at in slot_times(times.slots, near):
            moment = to_utc(near, at, times.zone)
            if isinstance(moment, datetime):
                local = moment.astimezone(brand.timezone)
                if local.date() == day:
                    return local.time()
    return None


def row_time(accounts: tuple[str, ...], day: date, brand: Brand, strategy: Strategy) -> time | None:
    """Return the time of a plan's row; None where each account's own slot of the day is meant."""
    own = {account: own_time(account, day, brand, strategy) for account in accounts}
    free = [account for account, at in own.items() if at is None]
    if free and all(slot_times(brand.slots.get(account, ()), day) for account in free):
        return None
    stated = [at for at in own.values() if at is not None]
    usual = [at for account in free for at in slot_times(brand.slots.get(account, ()), day)]
    return next(iter([*usual, *stated]), EVERY_DAY[0].at)


def apart(
    row: time | None, accounts: tuple[str, ...], day: date, brand: Brand, strategy: Strategy
) -> Mapping[str, time]:
    """Return the accounts of a row whose readers are met at another time than the row's, with that time."""
    own = {account: own_time(account, day, brand, strategy) for account in accounts}
    return {account: at for account, at in own.items() if at is not None and at != row}
