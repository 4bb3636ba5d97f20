"""What should wake somebody up: nobody publishes, a post waits for a person, schedules are about to stop."""

from datetime import datetime, timedelta

from smmgen.publish.status import Status
from smmgen.publish.timing import told

OVERDUE = timedelta(hours=1)
"""Runs come every 15 minutes and GitHub delays them at busy times; so late they do not come at all."""

STOPS_AFTER = timedelta(days=60)
"""GitHub disables the schedules of a public repository after so many days without activity.

https://docs.github.com/actions, "Disabling and enabling a workflow", read on 2026-11-27.
"""

WARNED_AFTER = timedelta(days=45)


def alarms(found: Status, last_commit: datetime | None) -> tuple[str, ...]:
    """Return what somebody has to look at now; `last_commit` (UTC) is that of the content."""
    late = [entry for entry in found.due if entry.at and found.now - entry.at > OVERDUE]
    waiting = [entry for entry in late if entry.state == "ready"]
    told_late = (
        f"{len(waiting)} due since {told(max(found.now - entry.at for entry in waiting if entry.at))} and "
        "no run has sent them: is the publishing workflow disabled, or are its runs failing?"
        if waiting
        else ""
    )
    stuck = f"{len(found.stuck)} waiting for a person: see smmgen status" if found.stuck else ""
    return tuple(text for text in (told_late, stuck, falling_asleep(last_commit, found.now)) if text)


def falling_asleep(last_commit: datetime | None, now: datetime) -> str:
    """Warn where the last commit is so old that GitHub will soon stop a public repository's schedules."""
    if last_commit is None or now - last_commit <= WARNED_AFTER:
        return ""
    age = (now - last_commit).days
    return (
        f"The last commit is {age} days old: GitHub stops the schedules of a public repository after "
        f"{STOPS_AFTER.days} days without one. Push any commit."
    )
