"""For GitHub Actions: workflow commands that put each finding on its line of the pull request."""

from collections.abc import Iterable, Mapping

from smmgen.check.about import About
from smmgen.check.group import grouped
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def show(findings: Iterable[Diagnostic], sources: Mapping[str, Source], about: About | None = None) -> str:
    """Return one workflow command a line.

    Text and properties are escaped, so nothing that a person wrote can start a command of its own.
    Source: GitHub documentation, workflow commands for GitHub Actions, and the escaping of the actions
    toolkit's `command.ts`; read 2026-11.
    """
    about = about or About()
    return "".join(f"{_command(*group, about)}\n" for group in grouped(findings))


def _command(finding: Diagnostic, accounts: tuple[str, ...], about: About) -> str:
    span = finding.span
    values: dict[str, str | int] = {
        "file": about.path(span.path),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.line == span.end_line:
        values |= {"col": span.column, "endColumn": span.end_column}
    values["title"] = finding.code + (f" ({', '.join(accounts)})" if accounts else "")
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items())
    text = finding.message + (f" {finding.hint}" if finding.hint else "")
    return f"::{_LEVELS[finding.severity]} {properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
