"""Count while somebody writes: how long each message is on each account, beside the line above it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from smmgen.lsp.hover import counted
from smmgen.model.source import Source
from smmgen.model.variant import Variant


class Counter(NamedTuple):
    """A text to be shown at the end of a line (from 1)."""

    line: int
    text: str


def counters(source: Source, variants: Iterable[Variant]) -> list[Counter]:
    """Return the counters of a post: a line for each place where messages start."""
    lines: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for variant in variants:
        for message in variant.messages:
            if message.span.path == source.path and not message.is_comment:
                lines[_above(source, message.span.line)][variant.account].append(counted(message))
    return [
        Counter(line, " · ".join(f"{account} {' + '.join(each)}" for account, each in found.items()))
        for line, found in sorted(lines.items())
    ]


def _above(source: Source, line: int) -> int:
    """Return the nearest line above that is no blank, where it parts messages; else the line itself."""
    above = line - 1
    while above > 1 and not source.line(above).strip():
        above -= 1
    return above if source.line(above).startswith(("---", "***", "___", ":::")) else line
