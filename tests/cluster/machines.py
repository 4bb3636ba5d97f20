"""A Dask cluster on this machine: a scheduler and workers, each a process with an empty folder of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60


class Machines:
    """The processes, by number: 0 is the scheduler."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def begin(self, workers: int, program: Path = ROOT) -> None:
        file = self._folder / "scheduler.json"
        words = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
        self._start("scheduler", [*words, "--scheduler-file", str(file)], ROOT)
        self.address = json.loads(_written(file))["address"].replace("tcp://", "dask://")
        for _ in range(workers):
            self.join(program)

    def join(self, program: Path = ROOT) -> None:
        place = self.address.replace("dask://", "tcp://")
        words = [place, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--death-timeout", "60"]
        self._start("worker", [*words, "--local-directory", str(self._folder)], program)

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
    for _ in range(PATIENCE * 20):
        if file.exists() and (text := file.read_text("utf-8")):
            return text
        time.sleep(0.05)
    raise TimeoutError(file)


@contextmanager
def machines(folder: Path, workers: int, program: Path = ROOT) -> Iterator[Machines]:
    made = Machines(folder)
    try:
        made.begin(workers, program)
        yield made
    finally:
        made.end()
