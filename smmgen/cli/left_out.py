"""Name what is due, but left out for its errors."""

from collections.abc import Iterable
from datetime import datetime

import click

from smmgen.ledger.state import State
from smmgen.model.project import Project
from smmgen.model.variant import Variant
from smmgen.pipeline import Built


def tell_left_out(
    project: Project, built: Built, state: State, now: datetime, post: str, account: str
) -> bool:
    """Say on stderr what is due `now` (UTC) and not in the bundle, and why; tell whether there is any.

    With `post` or `account` only theirs is looked at.
    """
    from smmgen.publish.invalid import invalid_due

    if not any(finding.severity == "error" for finding in built.findings):
        return False
    variants = _asked_for(project, post, account)
    found = invalid_due(variants, built.findings, state, project.brand.grace, now)
    for name, finding in found.items():
        place = f"{finding.span.path}:{finding.span.line}"
        click.echo(f"{name}: left out: {place}: {finding.message}", err=True)
    return bool(found)


def _asked_for(project: Project, post: str, account: str) -> Iterable[Variant]:
    from smmgen.compose.compose import compose

    composed = compose(project).variants
    return [one for one in composed if post in ("", one.post) and account in ("", one.account)]
