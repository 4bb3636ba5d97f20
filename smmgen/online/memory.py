"""Keep what was seen of links for a day, so that the next run need not ask again."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from smmgen.online.visit import Look

DAY = timedelta(days=1)
VERSION = 1


class Memory:
    """What was seen, in one file; only what is well is kept, as everything else is about to be mended."""

    def __init__(self, place: Path, now: datetime) -> None:
        self._place = place
        self._now = now
        self._kept = {url: entry for url, entry in _read(place).items() if self._is_fresh(entry)}

    def recall(self, url: str) -> Look | None:
        """Return what was seen of a link within a day; None where nothing was."""
        entry = self._kept.get(url)
        if entry is None:
            return None
        target = str(entry.get("target", ""))
        return Look(outcome="moved" if target else "good", target=target)

    def keep(self, looks: Mapping[str, Look]) -> None:
        """Write what was seen; a disk that cannot be written to costs the next run some questions."""
        for url, look in looks.items():
            if look.outcome in ("good", "moved") and not look.lacks_place:
                self._kept[url] = {"at": self._now.timestamp(), "target": look.target}
        text = json.dumps({"version": VERSION, "links": self._kept}, ensure_ascii=False, sort_keys=True)
        beside = self._place.with_suffix(f".{os.getpid()}.tmp")
        try:
            self._place.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, "utf-8")
            beside.replace(self._place)
        except OSError:
            with suppress(OSError):
                beside.unlink()

    def _is_fresh(self, entry: Any) -> bool:
        at = entry.get("at") if isinstance(entry, dict) else None
        if not isinstance(at, int | float):
            return False
        return timedelta(0) <= timedelta(seconds=self._now.timestamp() - at) < DAY


def _read(place: Path) -> dict[str, Any]:
    try:
        kept = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    links = kept.get("links") if isinstance(kept, dict) and kept.get("version") == VERSION else None
    return links if isinstance(links, dict) else {}
