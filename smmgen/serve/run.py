"""Keep a site up to date: wait for changes, build, tell the open pages."""

import secrets
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from itertools import count

from msgspec.structs import replace

from smmgen.model.fault import ConfigError, UsageError
from smmgen.serve.hub import Hub
from smmgen.serve.site import Refreshed, Site
from smmgen.serve.state import Read, State, broken, state_of
from smmgen.serve.watch import Watch

MOST_AHEAD = 8
"""So many changed files are looked at ahead of all else; more were not saved by hand."""

Say = Callable[[str, float, Refreshed | None], None]
"""Tell the person at the terminal what changed, how many seconds it took, and what came of it, if it did."""


class Preview:
    """A site and the pages of it that are open; `read` reads the content by its path."""

    def __init__(self, site: Site, read: Read, say: Say) -> None:
        run = secrets.token_hex(4)
        self._names = (f"{run}.{number}" for number in count(1))
        self._read = read
        self._say = say
        self.site = site
        self.hub = Hub(State(build=next(self._names)))

    def get_ready(self) -> None:
        """Load now what the first save would wait for."""
        with suppress(Exception):  # whatever it is, it will be told of where everything is brought up to date
            self.site.get_ready()

    def follow(self, watch: Watch, is_over: Callable[[], bool] = lambda: False) -> None:
        """Bring the site up to date after every change, until `is_over`."""
        while not is_over():
            changed = watch.next(is_over)
            if changed is None or changed:
                self.bring(changed)

    def bring(self, changed: frozenset[str] | None) -> None:
        """Bring the site up to date after a change and tell the open pages, whatever becomes of it."""
        began = time.perf_counter()
        self.hub.tell(replace(self.hub.state, is_working=True))
        if changed and len(changed) <= MOST_AHEAD:
            self._show(changed)
        done, state = self._refreshed(changed, next(self._names))
        self.hub.tell(state)
        self._say(_named(changed), time.perf_counter() - began, done)

    def _show(self, changed: frozenset[str]) -> None:
        """Show the posts of changed files at once, and leave open pages a moment to take them."""
        try:
            fresh = self.site.show(changed)
        except Exception:  # whatever it is, it will be told of where everything is brought up to date
            return
        if fresh:
            state = replace(
                self.hub.state, build=next(self._names), is_working=True, written=tuple(sorted(fresh))
            )
            self.hub.show(state)

    def _refreshed(self, changed: frozenset[str] | None, build: str) -> tuple[Refreshed | None, State]:
        try:
            done = self.site.refresh(changed)
        except (OSError, UsageError, ConfigError) as fault:
            return None, broken(build, str(fault))
        except Exception as fault:  # whatever it is, the last good pages stay, and the next save tries again
            traceback.print_exc()
            return None, broken(build, type(fault).__name__)
        return done, state_of(build, done, self.site.files, self._read)


def _named(changed: frozenset[str] | None) -> str:
    if changed is None:
        return "everything"
    first = min(changed)
    return first if len(changed) == 1 else f"{first} and {len(changed) - 1} more"
