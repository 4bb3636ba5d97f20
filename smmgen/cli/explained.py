"""Tell why files of a site were made anew: each reason once, with what it is the reason of."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from smmgen.build.why import NEW, REMOVED, Why

SHOWN = 8
"""So many files of a reason are named; people who want all of them say --verbose."""


def explained(why: Iterable[Why], *, is_whole: bool) -> Iterator[str]:
    """Yield the lines to print: what a person changed first, what follows from it, what is gone last."""
    files: dict[str, list[str]] = defaultdict(list)
    for path, reason in why:
        files[reason].append(path)
    if not files:
        yield "Nothing changed: all files are as the last build left them."
    for reason in sorted(files, key=lambda reason: (_rank(reason), reason)):
        yield f"{reason}:"
        yield from _named(sorted(files[reason]), is_whole=is_whole)


def _rank(reason: str) -> int:
    if reason.startswith(REMOVED):
        return 2
    is_of_files = reason != NEW and reason.endswith((" changed", " is new", " is gone"))
    return 0 if is_of_files else 1


def _named(paths: Sequence[str], *, is_whole: bool) -> Iterator[str]:
    shown = len(paths) if is_whole or len(paths) <= SHOWN + 1 else SHOWN
    yield from (f"  {path}" for path in paths[:shown])
    if shown < len(paths):
        yield f"  and {len(paths) - shown} more"
