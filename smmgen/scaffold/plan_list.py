"""Show a month in a terminal, row by row: all of it, or by account, rubric or owner."""

import calendar
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from smmgen.clock import slot_times
from smmgen.model.plan import Plan, Topic
from smmgen.model.project import Project
from smmgen.scaffold.starter import month_words
from smmgen.text.width import fitted, width

Grouping = Literal["account", "rubric", "owner"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WIDEST = 34
"""Columns that a list of accounts may take before it is cut."""


def head(plan: Plan, project: Project) -> str:
    """Return the plan's first line: the month, how many rows it has, how far their posts are."""
    rows = plan.topics
    states = Counter(status(topic, project) for topic in rows)
    told = [
        f"{states[name]} {name}"
        for name in ("no post", "idea", "draft", "review", "ready", "paused")
        if states[name]
    ]
    day = next((topic.date for topic in rows if topic.date), None)
    title = month_words(day, "en") if day and f"{day:%Y-%m}" == plan.month else plan.month
    return f"{title} · {len(rows)} rows" + (f": {', '.join(told)}" if told else "")


def status(topic: Topic, project: Project) -> str:
    """Return how far a row's post is."""
    post = next((post for post in project.posts if post.id == topic.post), None) if topic.post else None
    return post.status if post else "no post"


def as_list(plan: Plan, project: Project, columns: int, by: Grouping | None = None) -> str:
    """Return the rows in order of date, at most so many columns wide, under a heading for each group."""
    rows = sorted(plan.topics, key=_moment)
    parts = [head(plan, project)]
    for title, group in _groups(rows, by, plan):
        parts += ["", *([title] if title else []), *_lines(group, project, columns)]
    return "\n".join(line.rstrip() for line in parts) + "\n"


def _moment(topic: Topic) -> tuple[str, str, str]:
    return str(topic.date or ""), str(topic.time or ""), topic.topic


def _groups(rows: list[Topic], by: Grouping | None, plan: Plan) -> Iterator[tuple[str, list[Topic]]]:
    if by is None:
        yield "", rows
        return
    keys: Mapping[Grouping, Callable[[Topic], Iterable[str]]] = {
        "account": lambda topic: topic.accounts or ("all accounts",),
        "rubric": lambda topic: (topic.rubric or "no rubric",),
        "owner": lambda topic: (topic.owner or "nobody",),
    }
    groups: dict[str, list[Topic]] = {}
    for topic in rows:
        for name in keys[by](topic):
            groups.setdefault(name, []).append(topic)
    for name, group in sorted(groups.items()):
        yield _title(name, group, by, plan, len(rows)), group


def _title(name: str, group: list[Topic], by: Grouping, plan: Plan, total: int) -> str:
    if by == "rubric":
        wanted = f"; the mix says {plan.mix[name]:.0%}" if name in plan.mix else ""
        return f"{name}: {len(group)}, {len(group) / total:.0%} of the rows{wanted}"
    if by == "account":
        year, month = (int(part) for part in plan.month.split("-"))
        a_week = len(group) * 7 / calendar.monthrange(year, month)[1]
        wanted = f"; the cadence says {plan.cadence[name]}" if name in plan.cadence else ""
        return f"{name}: {len(group)}, {a_week:.1f} a week{wanted}"
    return f"{name}: {len(group)}"


def _lines(rows: list[Topic], project: Project, columns: int) -> Iterator[str]:
    cells = [_cells(topic, project) for topic in rows]
    widths = [min(_WIDEST, max((width(row[number]) for row in cells), default=0)) for number in range(6)]
    rest = max(12, columns - sum(widths) - 2 * len(widths))
    for topic, row in zip(rows, cells, strict=True):
        before = "  ".join(fitted(text, at) for text, at in zip(row[:4], widths, strict=False))
        behind = "  ".join(fitted(text, at) for text, at in zip(row[4:], widths[4:], strict=True))
        yield f"{before}  {fitted(topic.topic, rest)}  {behind}"


def _cells(topic: Topic, project: Project) -> tuple[str, ...]:
    day = f"{WEEKDAYS[topic.date.weekday()]} {topic.date.day:2}" if topic.date else "?"
    return (
        day,
        f"{shown_time(topic, project):>6}",
        status(topic, project),
        topic.rubric,
        ", ".join(topic.accounts),
        topic.owner,
    )


def shown_time(topic: Topic, project: Project) -> str:
    """Return a row's time; where each account's slot is meant, the earliest of them with "~"."""
    if topic.time:
        return f"{topic.time:%H:%M}"
    slots = project.brand.slots
    names = topic.accounts or tuple(slots)
    times = (
        [at for name in names for at in slot_times(slots.get(name, ()), topic.date)[:1]] if topic.date else []
    )
    return f"~{min(times):%H:%M}" if times else ""
