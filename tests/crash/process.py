"""A publisher's process under the simulation: it takes steps, and at a step something may befall it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.publish.stage import DUE, Killed


class Clock:
    """The true time, in seconds since DUE. Nothing passes but what the simulation lets pass."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        self.seconds += seconds

    def now(self) -> datetime:
        return DUE + timedelta(seconds=self.seconds)


Mishap = Callable[["Process", str], None]
"""What befalls a process at a step; it is told the step's name."""


@dataclass
class Process:
    """One run of a publisher. `skew` is how far its clock is ahead of the true time, in seconds.

    `mishaps` are what befalls it, by the number of the step, or of the push that has just ended. `steps` and
    `pushes` are how many there were.
    `leaves_git`: where it is killed while pushing, git goes on without it.
    """

    by: str
    clock: Clock
    skew: float = 0.0
    mishaps: Mapping[int | str, Mishap] = field(default_factory=dict)
    leaves_git: bool = False
    tell: Callable[[str], None] | None = None
    steps: int = 0
    pushes: int = 0

    def step(self, name: str) -> None:
        """Take a step; what is to happen at it happens now."""
        self.steps += 1
        mishap = self.mishaps.get(self.steps)
        if name == "pushed":
            self.pushes += 1
            mishap = mishap or self.mishaps.get(f"push {self.pushes}")
        if self.tell:
            self.tell(f"{self.clock.seconds:8.1f}  {self.by}  {self.steps:3} {name}{' !' if mishap else ''}")
        if mishap:
            mishap(self, name)

    def now(self) -> datetime:
        return self.clock.now() + timedelta(seconds=self.skew)


def kill(process: Process, name: str) -> None:
    raise Killed(f"{process.by} at step {process.steps}, {name}")


def stall(seconds: float) -> Mishap:
    """Let time pass. Nobody can stop a call that was begun, so just before one there is no long stall."""

    def mishap(process: Process, name: str) -> None:
        process.clock.wait(min(seconds, 30.0) if name == "call" else seconds)

    return mishap
