"""Keep what a run did in files: as JSON for programs, as Markdown for the page of a job."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import click
from msgspec import Struct

from smmgen.model.fault import LedgerUnsafe, UsageError
from smmgen.publish.report import Report
from smmgen.publish.summary import summary, unsafe


class Places(Struct, frozen=True):
    """Where the report goes besides the terminal; None for nowhere."""

    report: Path | None
    summary: Path | None


F = TypeVar("F", bound=Callable[..., object])


def options(command: F) -> F:
    """Add the options that say where a report is kept."""
    file = click.Path(dir_okay=False, path_type=Path)
    page = "Add the report to this file as Markdown; in a GitHub job, its page."
    command = click.option("--summary", type=file, envvar="GITHUB_STEP_SUMMARY", help=page)(command)
    return click.option("--report", "kept", type=file, help="Keep the report in this file too, as JSON.")(
        command
    )


@contextmanager
def unsafe_told(places: Places, redact: Callable[[str], str]) -> Iterator[None]:
    """Say on the job's page why nothing was sent, where the ledger or the clock cannot be trusted."""
    try:
        yield
    except LedgerUnsafe as fault:
        _write(places.summary, redact(unsafe(str(fault))), mode="a")
        raise


def keep(report: Report, places: Places, redact: Callable[[str], str]) -> None:
    """Write the report to where it is asked for; the terminal has it already."""
    text = json.dumps(report.data(), ensure_ascii=False, indent=2) + "\n"
    _write(places.report, redact(text), mode="w")
    _write(places.summary, redact(summary(report)), mode="a")


def _write(path: Path | None, text: str, mode: str) -> None:
    if path is None:
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open(mode, encoding="utf-8") as file:
            file.write(text)
    except OSError as fault:
        raise UsageError(f"The report could not be kept in {path}: {fault.strerror}.") from None
