"""The baseline of `smmgen check`: read, applied, written."""

from collections import Counter
from collections.abc import Mapping, Set
from pathlib import Path

import click

from smmgen.check.about import BASELINE
from smmgen.check.baseline import Baseline, Known, baseline_of, compare, merged, told
from smmgen.cli.check_choice import Choice, Held
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source
from smmgen.whole import write_whole


def hold(
    root: Path,
    findings: tuple[Diagnostic, ...],
    sources: Mapping[str, Source],
    ahead: Set[str],
    choice: Choice,
    wish: str | None,
) -> Held:
    """Leave out what the baseline has, after writing it anew where that is wished: "write" or "prune".

    `ahead` are the files of posts that have errors and are still to go out.
    """
    place = root / BASELINE
    known = Known(sources, ahead)
    before = place.read_bytes() if place.is_file() else b""
    baseline = Baseline.parse(before) if before else Baseline()
    now = baseline_of(findings, known)
    if wish == "write":
        baseline = merged(baseline, now, choice.has)
    elif wish == "prune":
        baseline = merged(baseline, Baseline(baseline.counts & now.counts), choice.has)
    if wish:
        before = _write(place, baseline)
    compared = compare(findings, baseline, known)
    vain = Counter({one: count for one, count in compared.vain.items() if choice.has(one.path, one.code)})
    return Held((*compared.kept, *told(before, vain)), compared.left_out)


def _write(place: Path, baseline: Baseline) -> bytes:
    count = baseline.counts.total()
    if count:
        write_whole(place, baseline.data())
    else:
        place.unlink(missing_ok=True)
    click.echo(f"{BASELINE}: {count} {'finding' if count == 1 else 'findings'}.", err=True)
    return baseline.data()
