"""Go on until nothing waits for another try, for runs that would rather wait than come again."""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec.structs import replace

from smmgen.publish.report import Line, Report

SHORTEST = timedelta(seconds=5)
"""So long is waited at least: a network that is still at work is not asked without pause."""


def until_settled(
    publish: Callable[[], Report],
    now: Callable[[], datetime],
    wait: Callable[[timedelta], None],
    longest: timedelta,
) -> Report:
    """Publish, wait for the next time that the report names, and publish again; return all of it as one.

    It ends where nothing waits any more, or what waits does so beyond `longest` from the start.
    """
    end, report = now() + longest, publish()
    while (again := _next(report)) is not None and again <= end:
        wait(max(again - now(), SHORTEST))
        report = _joined(report, publish())
    return report


def _next(report: Report) -> datetime | None:
    times = [line.retry_at for line in report.lines if line.retry_at and not line.is_stuck]
    return min(times, default=None)


def _joined(before: Report, after: Report) -> Report:
    """Return the later report, in which what the earlier one published still counts as published."""
    published = {line.id: line for line in before.lines if line.outcome == "published"}

    def kept(line: Line) -> Line:
        return published.get(line.id, line) if line.outcome == "already" else line

    notes = tuple(dict.fromkeys((*before.notes, *after.notes)))
    return replace(after, lines=tuple(map(kept, after.lines)), notes=notes)
