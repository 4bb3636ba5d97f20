"""What a run did, as the Markdown page that a job shows."""

import re
from collections.abc import Iterable

from smmgen.publish.report import Line, Report, command
from smmgen.publish.timing import clock_time

SHOWN = 50
"""So many public deliveries are listed; GitHub cuts a summary off at one megabyte."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+!|~-])")


def summary(report: Report) -> str:
    """Return the summary: first what a person has to do, then what waits, then what went out."""
    stuck = [line for line in report.lines if line.is_stuck]
    waiting = [line for line in report.lines if line.outcome in _BAD and not line.is_stuck]
    public = [line for line in report.lines if line.outcome in ("published", "would-publish")]
    drifted = [line for line in report.lines if line.outcome == "already" and line.note]
    parts = [
        f"## {_counted(report)}",
        *_table("Waits for you", ("delivery", "why", "what frees it"), map(_stuck, stuck)),
        *_table("Will be tried again", ("delivery", "why", "when"), (_waiting(line) for line in waiting)),
        *_table("Went out", ("delivery", "address", ""), map(_public, public[:SHOWN])),
        *([f"… and {len(public) - SHOWN} more."] if len(public) > SHOWN else []),
        *_table("Changed since it went out", ("delivery", "address", ""), map(_public, drifted)),
        *[f"- {_plain(note)}" for note in (*report.notes, *_faults(report))],
    ]
    return "\n\n".join(parts) + "\n"


def unsafe(why: str) -> str:
    """Return the summary of a run that could not trust the ledger or the clock."""
    return f"## Nothing was sent\n\n{_plain(why)}\n"


_BAD = ("held", "failed", "unknown")


def _counted(report: Report) -> str:
    return report.text().rstrip("\n").rpartition("\n")[2].rstrip(".")


def _faults(report: Report) -> list[str]:
    return [f"{account}: {why}" for account, why in report.faults.items()]


def _table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a heading and a table, or nothing where there are no rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if not lines:
        return []
    top = [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}"]
    return [f"### {title}", "\n".join([*top, *lines])]


def _stuck(line: Line) -> tuple[str, ...]:
    return (
        _plain(str(line.id)),
        _plain(line.error or line.outcome),
        f"`{command(line.id)}`".replace("|", "\\|"),
    )


def _waiting(line: Line) -> tuple[str, ...]:
    when = f"after {clock_time(line.retry_at)}" if line.retry_at else "with the next run"
    return _plain(str(line.id)), _plain(line.error or line.outcome), when


def _public(line: Line) -> tuple[str, ...]:
    return _plain(str(line.id)), f"<{line.url}>" if line.url else _plain(line.remote_id), _plain(line.note)


def _plain(text: str) -> str:
    """Write text that says the same in Markdown, on one line; nobody is mentioned by it."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("@", "@\u200b")
