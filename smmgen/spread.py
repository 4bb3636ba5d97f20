"""Do the same to many things, on as many processors as there are."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import TypeVar, cast

from msgspec import MsgspecError, msgpack

Item = TypeVar("Item")
Result = TypeVar("Result")

LEAST = 120
"""So many things make up for a process of their own; fewer are done at once."""

FIRST = 2
"""So many things are done before there are other processes: what they make, such as dictionaries and
patterns, all of them start with. None is where each takes long."""

_PARTS = 64
"""So many parts are there for each process: one whose processor is busy with others takes fewer of them."""

_MOST = 256
"""A part's number is a byte."""


_BYTES, _OTHERS = b"+", b"-"
"""How a part's results travel: all of them bytes, or anything else."""

_decode_parts = msgpack.Decoder(dict[int, bytes]).decode
_decode_bytes = msgpack.Decoder(list[bytes]).decode

JOBS = "SMMGEN_JOBS"
"""How many processes may work at once, for machines that others use too."""


def processors() -> int:
    """Return how many processors this process may use: `SMMGEN_JOBS` at most, if set."""
    wanted = os.environ.get(JOBS, "").strip()
    return min(int(wanted), _there()) if wanted.isdecimal() and int(wanted) else _there()


def _there() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def spread(
    do: Callable[[Item], Result],
    items: Sequence[Item],
    workers: int = 1,
    least: int = LEAST,
    first: int = FIRST,
) -> Iterator[Result]:
    """Yield what `do` makes of each item, in order, as a plain loop would.

    With `workers` above 1 and items enough, forked processes take part after part until there are none;
    they start with all that this one knows, and only results travel. A part whose process fails is done
    here, so nothing is lost. `least` things make up for a process; the `first` ones, fewer than that, are
    done before there are others. It must not be called with `workers` where threads run.
    """
    workers = min(workers, len(items) // least, _MOST)
    if workers < 2 or sys.platform != "linux":
        yield from map(do, items)
        return
    head, items = [do(item) for item in items[:first]], items[first:]
    gc.freeze()  # what is here already would be copied into every process by a search for garbage
    parts = _parts(items, min(workers * _PARTS, _MOST))
    queue = _queue(range(workers, len(parts)))
    others: list[tuple[int, int]] = []
    for number in range(1, workers):
        others.append(_started(do, parts, number, queue, [pipe for _, pipe in others]))
    made = {number: [do(item) for item in parts[number]] for number in _taken(0, queue)}
    os.close(queue)
    for _, pipe in others:
        made |= _collected(pipe)
    try:
        yield from head
        for number, part in enumerate(parts):
            yield from made.get(number) or map(do, part)
    finally:
        for process, _ in others:  # by now they have ended: giving their memory back takes them 3 ms
            os.waitpid(process, 0)


def _parts(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    size = -(-len(items) // most)
    return [items[start : start + size] for start in range(0, len(items), size)]


def _queue(numbers: range) -> int:
    """Return the end of a pipe out of which several processes can read numbers, each number once."""
    pipe, entrance = os.pipe()
    os.write(entrance, bytes(numbers))
    os.close(entrance)
    return pipe


def _taken(first: int, queue: int) -> Iterator[int]:
    """Yield the numbers of the parts that this process is to do: one of its own, then what is left."""
    yield first
    while number := os.read(queue, 1):
        yield number[0]


def _started(
    do: Callable[[Item], Result],
    parts: Sequence[Sequence[Item]],
    first: int,
    queue: int,
    pipes: Sequence[int],
) -> tuple[int, int]:
    """Fork a process that does parts; return its number and the pipe that its results come out of.

    `pipes` are those of the ones before it. It closes the reader's end of each: as long as it held one, it
    would wait for ever for a reader, had the process that forked it died.
    """
    pipe, entrance = os.pipe()
    process = os.fork()
    if process:
        os.close(entrance)
        return process, pipe
    status = 1
    gc.disable()
    try:  # the child must end here whatever happens: above it stands the parent's program
        for one in (pipe, *pipes):
            os.close(one)
        made = {number: _packed([do(item) for item in parts[number]]) for number in _taken(first, queue)}
        with os.fdopen(entrance, "wb") as file:
            file.write(msgpack.encode(made))
        status = 0
    finally:
        os._exit(status)


def _packed(made: list[Result]) -> bytes:
    if all(type(one) is bytes for one in made):
        return _BYTES + msgpack.encode(made)
    import pickle  # takes 2 ms, which a check's bytes do not need

    return _OTHERS + pickle.dumps(made, pickle.HIGHEST_PROTOCOL)


def _unpacked(data: bytes) -> list[Result]:
    if data.startswith(_BYTES):
        return cast("list[Result]", _decode_bytes(data[len(_BYTES) :]))
    import pickle  # as above

    # our own child wrote these bytes a moment ago, into a pipe that nobody else has
    return cast("list[Result]", pickle.loads(data[len(_OTHERS) :]))  # noqa: S301


def _collected(pipe: int) -> dict[int, list[Result]]:
    """Return what a process made of its parts; nothing where it died before all of it was written."""
    with os.fdopen(pipe, "rb") as file:
        data = file.read()
    with suppress(MsgspecError):
        return {number: _unpacked(made) for number, made in _decode_parts(data).items()}
    return {}
