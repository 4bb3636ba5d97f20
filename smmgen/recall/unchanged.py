"""See that nothing changed since the last run, without reading a file."""

from datetime import datetime

from smmgen.recall.entry import Head
from smmgen.recall.index import Index
from smmgen.recall.mark import Mark
from smmgen.recall.scan import Scan
from smmgen.recall.world import is_same


def unchanged(index: Index, seen: Scan, world: Mark, now: datetime) -> Head | None:
    """Return what the last run found, where it would find the very same now (aware); else None."""
    head = index.head()
    if head is None or head.scan != seen.mark:
        return None
    return head if holds(head, world, now) else None


def holds(head: Head, world: Mark, now: datetime) -> bool:
    """Tell whether this program would find now (aware) what that run found in the same files."""
    is_valid = bool(head.scan) and head.since <= now.timestamp() < head.until
    return is_valid and head.world == world and is_same(head.foreign)
