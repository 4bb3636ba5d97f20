"""Write which numbers each network tells, for docs/metrics.md, from the adapters themselves."""

from collections.abc import Iterable, Iterator

from smmgen.adapter import Adapter, Metrics
from smmgen.model.numbers import NAMES

START, END = "<!-- numbers: python -m smmgen.cli.network_reference -->", "<!-- end -->"
"""Between these lines of docs/metrics.md stand the tables."""


def with_numbers(page: str, networks: Iterable[Adapter]) -> str:
    """Return docs/metrics.md's text with the tables as they are now."""
    before, _, rest = page.partition(START)
    table = "\n".join(_lines(tuple(networks)))
    return f"{before}{START}\n{table}\n{END}{rest.partition(END)[2]}"


def _lines(networks: tuple[Adapter, ...]) -> Iterator[str]:
    telling = [(one, one.metrics) for one in networks if one.metrics]
    yield f"| network | {' | '.join(map(_words, NAMES))} | followers |"
    yield "|---" * (len(NAMES) + 2) + "|"
    for network, metrics in telling:
        cells = ["yes" if name in metrics.gives else "–" for name in NAMES]
        followers = "yes" if metrics.followers else "–"
        yield f"| {_link(network)} | {' | '.join(cells)} | {followers} |"
    yield from (
        "",
        "What reading needs beside the rights that publishing needs, and where the numbers come from:",
        "",
    )
    yield from (
        f"- {_link(network)}: {_needs(metrics)}Source: {metrics.source}." for network, metrics in telling
    )
    yield from ("", "Of these networks no post's numbers are read:", "")
    yield from (f"- {_link(one)}: {one.no_metrics}" for one in networks if one.no_metrics)


def _needs(metrics: Metrics) -> str:
    return f"{metrics.needs[:1].upper()}{metrics.needs[1:]}. " if metrics.needs else ""


def _link(network: Adapter) -> str:
    return f"[{network.title}](networks/{network.name}.md)"


def _words(name: str) -> str:
    return name.replace("_", " ")
