"""See that nothing changed since the last run, without reading a file."""

from datetime import datetime

from smmgen.recall.index import Head, Index
from smmgen.recall.mark import Mark
from smmgen.recall.scan import Scan
from smmgen.recall.world import is_same


def unchanged(index: Index, seen: Scan, world: Mark, now: datetime) -> Head | None:
    """Return what the last run found, where it would find the very same now (aware); else None."""
    head = index.head()
    if head is None or head.world != world or not head.scan or head.scan != seen.mark:
        return None
    is_valid = head.since <= now.timestamp() < head.until
    return head if is_valid and is_same(head.foreign) else None
