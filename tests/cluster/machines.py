"""A Dask cluster on this machine: a scheduler and workers, each a process with an empty folder of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from smmgen.cluster.dask import Cluster
from smmgen.cluster.parcel import Do, Parcel, Read

ROOT = Path(__file__).parents[2]
PATIENCE = 60


class Machines:
    """The processes, by number: 0 is the scheduler."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen[bytes]] = []
        words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
        self._start("scheduler", [*words, "--scheduler-file", str(self._file)], ROOT)

    def join(self, program: Path = ROOT) -> None:
        """Start a worker."""
        words = ["--scheduler-file", str(self._file), "--nthreads", "1", "--no-dashboard", "--no-nanny"]
        folder = ["--local-directory", str(self._folder), "--death-timeout", "60"]
        self._start("worker", [*words, *folder], program)

    def need(self, workers: int) -> None:
        """Start workers until so many are there."""
        while sum(one.poll() is None for one in self.processes[1:]) < workers:
            self.join()

    def wait(self) -> None:
        """Wait until the worker that was started last has joined."""
        log = self._folder / f"worker{len(self.processes) - 1}" / "log"
        _awaited(lambda: b"Registered to:" in log.read_bytes())

    @property
    def address(self) -> str:
        return json.loads(_written(self._file))["address"].replace("tcp://", "dask://")

    def _start(self, what: str, words: list[str], program: Path) -> None:
        folder = self._folder / f"{what}{len(self.processes)}"
        folder.mkdir()
        command = [sys.executable, "-W", "ignore", "-m", "dask", what, *words]
        environment = {**os.environ, "PYTHONPATH": str(program)}
        with (folder / "log").open("wb") as log:
            self.processes.append(
                subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
            )

    def kill(self, number: int) -> None:
        """End a machine as a power cut does."""
        self.processes[number].send_signal(signal.SIGKILL)
        self.processes[number].wait()

    def end(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


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
        made.end()


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
