"""Do the same to many things, on as many processors as there are."""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

LEAST = 120
"""So many things make up for a process of their own; fewer are done at once."""

_OWN = 0.8
"""What this process takes of one part: it starts the others, and puts together what they send."""


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    do: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int = 1,
    meanwhile: Callable[[], object] | None = None,
    least: int = LEAST,
) -> list[Result]:
    """Return what `do` makes of each item, in order, as a plain loop would.

    With `workers` above 1 and items enough, forked processes take a part each; they start with all that
    this one knows, and only results travel. A part whose process fails is done here, so nothing is lost.
    `meanwhile` is called once they are at work; `least` things make up for a process. It must not be called
    with `workers` where threads run.
    """
    workers = min(workers, len(items) // least)
    if workers < 2 or sys.platform != "linux":
        return [do(item) for item in items]
    gc.freeze()  # what is here already would be copied into every process by a search for garbage
    size = round(len(items) / (workers - 1 + _OWN))
    own = len(items) - size * (workers - 1)
    parts = [items[:own], *(items[start : start + size] for start in range(own, len(items), size))]
    others = [_started(do, part) for part in parts[1:]]
    if meanwhile:
        meanwhile()
    results = [do(item) for item in parts[0]]
    for part, (process, pipe) in zip(parts[1:], others, strict=True):
        results += _collected(process, pipe) or [do(item) for item in part]
    return results


def _started(do: Callable[[Item], Result], part: Sequence[Item]) -> tuple[int, int]:
    """Fork a process for a part; return its number and the end of the pipe that its results come out of."""
    pipe, entrance = os.pipe()
    process = os.fork()
    if process:
        os.close(entrance)
        return process, pipe
    status = 1
    gc.disable()
    try:  # the child must end here whatever happens: above it stands the parent's program
        data = pickle.dumps([do(item) for item in part], pickle.HIGHEST_PROTOCOL)
        with os.fdopen(entrance, "wb") as file:
            file.write(data)
        status = 0
    finally:
        os._exit(status)


def _collected(process: int, pipe: int) -> list[Result] | None:
    with os.fdopen(pipe, "rb") as file:
        data = file.read()
    _, status = os.waitpid(process, 0)
    # our own child wrote these bytes a moment ago, into a pipe that nobody else has
    return pickle.loads(data) if status == 0 else None  # noqa: S301
