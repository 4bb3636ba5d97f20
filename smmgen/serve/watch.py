"""Watch a content repository, by what the system tells of its files.

watchdog does it on every system; where there is no room for more watches, it looks at the files in turns.
"""

import os
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from watchdog.events import (
    DirModifiedEvent,
    FileAttribEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileDeletedEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
    FileSystemMovedEvent,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from smmgen.read.tree import ROOMS
from smmgen.serve.burst import Burst, Change, Step, is_content

GIT_SECONDS = 10.0
"""So long git is waited for while it changes files; a lock that lies there longer was left behind."""
LOOK_SECONDS = 0.05


class Watch(FileSystemEventHandler):
    """Tells what changed below `root`; a context manager."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._seen: SimpleQueue[tuple[Change, float]] = SimpleQueue()
        self._rooms: dict[str, ObservedWatch] = {}
        self._lock = _git_lock(self._root)
        self._observer: BaseObserver = Observer()

    def __enter__(self) -> Self:
        """Begin to watch."""
        try:
            self._start()
        except OSError:  # no room for more watches
            self._observer = PollingObserver(timeout=1)
            self._start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Watch no longer."""
        self._observer.stop()
        self._observer.join()

    def next(self, is_over: Callable[[], bool] = lambda: False) -> frozenset[str] | None:
        """Wait for changes that belong together; return their paths, None for any, nothing once `is_over`."""
        burst = Burst()
        while not is_over():
            until = burst.ends()
            wait = 0.5 if until is None else until - time.monotonic()
            try:
                burst.add(*self._seen.get(timeout=max(wait, 0)))
            except Empty:
                if until is not None and until <= time.monotonic():
                    self._wait_for_git()
                    if self._seen.empty():
                        return burst.take()
        return frozenset()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take what watchdog tells; it calls this in a thread of its own."""
        now = time.monotonic()
        if isinstance(event, FileOpenedEvent | FileClosedNoWriteEvent | DirModifiedEvent):
            return
        for change in self._changes(event):
            self._seen.put((change, now))

    def _changes(self, event: FileSystemEvent) -> list[Change]:
        paths = [self._path(event.src_path)]
        if isinstance(event, FileSystemMovedEvent):
            paths.append(self._path(event.dest_path))
        if event.is_directory:
            return self._of_folders(paths)
        steps: tuple[Step, Step] = (self._step(event), "done")
        return [Change(step, path) for step, path in zip(steps, paths, strict=False) if is_content(path)]

    def _of_folders(self, paths: list[str]) -> list[Change]:
        """Take a folder that comes or goes; what lies in it is not told of file by file."""
        if any(path in ROOMS for path in paths):
            self._begin_rooms()
        return [Change("begun", "")] if any(is_content(f"{path}/any") for path in paths) else []

    def _step(self, event: FileSystemEvent) -> Step:
        if isinstance(event, FileSystemMovedEvent | FileDeletedEvent):
            return "gone"
        is_whole = isinstance(event, FileClosedEvent | FileAttribEvent) and _length(event.src_path) > 0
        return "done" if is_whole else "begun"

    def _path(self, place: bytes | str) -> str:
        path = Path(os.fsdecode(place))
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else ""

    def _start(self) -> None:
        # A folder that comes back while it is looked at is watched twice for a moment; watchdog mends that.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._observer.schedule(self, str(self._root))
        self._begin_rooms()
        self._observer.start()

    def _begin_rooms(self) -> None:
        """Watch the folders with content that are there now; one that came back is another one."""
        for room in ROOMS:
            if before := self._rooms.pop(room, None):
                with suppress(KeyError, OSError):
                    self._observer.unschedule(before)
            place = self._root / room
            if place.is_dir() and not place.is_symlink():
                self._rooms[room] = self._observer.schedule(self, str(place), recursive=True)

    def _wait_for_git(self) -> None:
        until = time.monotonic() + GIT_SECONDS
        while self._lock and self._lock.exists() and time.monotonic() < until:
            time.sleep(LOOK_SECONDS)


def _git_lock(root: Path) -> Path | None:
    """Return the file that is there while git changes files; None where no `.git` folder is above."""
    return next((one / ".git/index.lock" for one in (root, *root.parents) if (one / ".git").is_dir()), None)


def _length(place: bytes | str) -> int:
    try:
        return os.stat(place).st_size  # noqa: PTH116  (watchdog gives bytes on some systems)
    except OSError:
        return 0
