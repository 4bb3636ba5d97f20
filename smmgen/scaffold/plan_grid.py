"""Show a month in a terminal as the sheet of a calendar."""

import calendar
from collections.abc import Iterator
from datetime import date

from smmgen.model.plan import Plan
from smmgen.model.project import Project
from smmgen.scaffold.plan_list import WEEKDAYS, head, shown_time, status
from smmgen.text.width import fitted

_MARKS = {"no post": "·", "idea": "·", "draft": "○", "review": "◐", "ready": "●", "paused": "‖"}
LEGEND = "· no post yet   ○ draft   ◐ review   ● ready   ‖ paused   ★ key date"


def as_grid(plan: Plan, project: Project, columns: int) -> str:
    """Return the month as weeks of seven days, each column as wide as `columns` allows; 8 at least."""
    wide = max(8, (columns - 8) // 7)
    rule = "+" + "+".join("-" * wide for _ in WEEKDAYS) + "+"
    lines = [head(plan, project), "", rule, _line(list(WEEKDAYS), wide), rule]
    year, month = (int(part) for part in plan.month.split("-"))
    for week in calendar.Calendar().monthdatescalendar(year, month):
        cells = [list(_cell(day, plan, project)) if day.month == month else [] for day in week]
        for number in range(max(map(len, cells))):
            lines.append(_line([cell[number] if number < len(cell) else "" for cell in cells], wide))
        lines.append(rule)
    return "\n".join([*lines, LEGEND]) + "\n"


def _line(texts: list[str], wide: int) -> str:
    return "|" + "|".join(fitted(text, wide) for text in texts) + "|"


def _cell(day: date, plan: Plan, project: Project) -> Iterator[str]:
    yield f"{day.day:2}"
    yield from (f"★ {one.name}" for one in plan.key_dates if one.date == day)
    rows = [topic for topic in plan.topics if topic.date == day]
    for topic in sorted(rows, key=lambda topic: shown_time(topic, project).lstrip("~")):
        at = shown_time(topic, project).lstrip("~")
        yield f"{_MARKS[status(topic, project)]} {at} {topic.topic}" if at else f"· {topic.topic}"
