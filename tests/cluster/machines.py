"""A Dask cluster on this machine: a scheduler and workers, each a process with an empty folder of its own."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE
from typing import Any

from smmgen.cluster.dask import Cluster
from smmgen.cluster.parcel import Do, Parcel, Read

ROOT = Path(__file__).parents[2]
NURSERY = Path(__file__).with_name("nursery.py")
PATIENCE = 60


class Machines:
    """The processes, by number: 0 is the scheduler."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self._nursery = subprocess.Popen(
            [sys.executable, "-W", "ignore", str(NURSERY)], stdin=PIPE, stdout=PIPE, text=True
        )
        self.processes: list[int] = []
        words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
        self._start("scheduler", [*words, "--scheduler-file", str(self._file)], ROOT)

    def join(self, program: Path = ROOT) -> None:
        """Start a worker."""
        words = ["--scheduler-file", str(self._file), "--nthreads", "1", "--no-dashboard", "--no-nanny"]
        folder = ["--local-directory", str(self._folder), "--death-timeout", "60"]
        self._start("worker", [*words, *folder], program)

    def need(self, workers: int) -> None:
        """Start workers until so many are there."""
        while sum(map(self._is_alive, self.processes[1:])) < workers:
            self.join()

    def wait(self) -> None:
        """Wait until the worker that was started last has joined."""
        log = self._folder / f"worker{len(self.processes) - 1}" / "log"
        _awaited(lambda: log.exists() and b"Registered to:" in log.read_bytes())

    @property
    def address(self) -> str:
        return json.loads(_written(self._file))["address"].replace("tcp://", "dask://")

    def _start(self, what: str, words: list[str], program: Path) -> None:
        folder = self._folder / f"{what}{len(self.processes)}"
        folder.mkdir()
        self.processes.append(self._order("begun", what, words, str(folder), str(program)))

    def _is_alive(self, process: int) -> bool:
        return bool(self._order("is_alive", process))

    def _order(self, *order: object) -> Any:
        assert self._nursery.stdin
        assert self._nursery.stdout
        print(json.dumps(order), file=self._nursery.stdin, flush=True)
        return json.loads(self._nursery.stdout.readline())

    def kill(self, number: int) -> None:
        """End a machine as a power cut does."""
        self._order("killed", self.processes[number])

    def end(self) -> None:
        for process in reversed(self.processes):
            self._order("killed", process)

    def close(self) -> None:
        """End whatever is still there, and who started it."""
        self._nursery.__exit__(None, None, None)


def _written(file: Path) -> str:
    _awaited(lambda: file.exists() and file.read_bytes() != b"")
    return file.read_text("utf-8")


def _awaited(is_so: Callable[[], bool]) -> None:
    for _ in range(PATIENCE * 20):
        if is_so():
            return
        time.sleep(0.05)
    raise TimeoutError


@contextmanager
def machines(folder: Path, workers: int) -> Iterator[Machines]:
    made = Machines(folder)
    try:
        made.need(workers)
        yield made
    finally:
        made.close()


class Struck:
    """A cluster that something happens to once, when the first parcel of a kind comes back."""

    def __init__(self, cluster: Cluster, strike: Callable[[], None], kind: Do) -> None:
        self._cluster = cluster
        self._strike = strike
        self._kind = kind
        self.is_struck = False

    def run(
        self, do: Do, commons: Sequence[bytes], parcels: Sequence[Parcel], read: Read
    ) -> Iterator[tuple[int, bytes | None]]:
        for one in self._cluster.run(do, commons, parcels, read):
            yield one
            if do is self._kind and not self.is_struck:
                self.is_struck = True
                self._strike()

    def close(self) -> None:
        self._cluster.close()
