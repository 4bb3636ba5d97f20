"""Name what is due, but left out for its errors."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import click

from smmgen.ledger.state import State
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Variant


def tell_left_out(
    variants: Iterable[Variant], findings: Sequence[Diagnostic], state: State, grace: timedelta, now: datetime
) -> bool:
    """Say on stderr which variants are due `now` (UTC) but have errors; tell whether there are any."""
    from smmgen.publish.invalid import invalid_due

    if not any(finding.severity == "error" for finding in findings):
        return False
    found = invalid_due(variants, findings, state, grace, now)
    for name, finding in found.items():
        place = f"{finding.span.path}:{finding.span.line}"
        click.echo(f"{name}: left out: {place}: {finding.message}", err=True)
    return bool(found)
