"""A row of the table of figures, and the table."""

import os
import platform
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from bench.peers import HUGO

_MEMORY = Path("/dev/shm")


class Row(Struct, frozen=True, kw_only=True):
    """One figure: what was measured, what was seen in which unit, and what is asked (at most), if anything."""

    what: str
    seen: float
    unit: str
    asked: float | None = None
    more: str = ""

    @property
    def verdict(self) -> str:
        """Tell in a word whether it is as asked."""
        return "" if self.asked is None else "yes" if self.seen <= self.asked else "no"


def table(rows: Iterable[Row]) -> str:
    """Write the rows for people."""
    cells = [("what", "seen", "", "asked", "met", "")]
    for row in rows:
        asked = "" if row.asked is None else f"≤ {row.asked:g}"
        cells.append((row.what, f"{row.seen:.3g}", row.unit, asked, row.verdict, row.more))
    wide = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column == 1 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, wide, strict=True))
        ).rstrip()
        for row in cells
    )


def machine(folder: Path) -> str:
    """Tell in a line what the figures were seen on."""
    where = "memory" if is_memory(folder) else "disk"
    load = f"load {os.getloadavg()[0]:.1f}"
    return (
        f"{len(os.sched_getaffinity(0))} processors ({_model()}), {load}, Python {platform.python_version()}, "
        f"Hugo {HUGO}, files in {where}"
    )


def _model() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    return next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )


def in_memory() -> Path | None:
    """Return where files lie in memory on this machine; None where there is no such place."""
    return _MEMORY if is_memory(_MEMORY) else None


def is_memory(folder: Path) -> bool:
    """Tell whether a folder lies in memory."""
    mounts = [line.split()[1:3] for line in Path("/proc/mounts").read_text().splitlines()]
    kinds = {Path(place): kind for place, kind in mounts}
    return next((kinds[one] for one in (folder, *folder.parents) if one in kinds), "") == "tmpfs"
