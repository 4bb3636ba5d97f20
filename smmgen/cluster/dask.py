"""Do parcels on a Dask cluster that shares no disk with this machine."""

import logging
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from typing import Any

import dask
from distributed import Client, as_completed
from distributed.client import ClosedClientError
from distributed.comm.core import CommClosedError

from smmgen.cluster.own import own_mark
from smmgen.cluster.parcel import Do, Parcel, Read
from smmgen.model.fault import UsageError

SCHEME = "dask://"
_PATIENCE = 20
"""Seconds to wait for the cluster to answer, and for its first worker."""

_RETRIES = 3
"""So often a parcel is tried again where its call fails; where its worker is lost, Dask counts for itself."""

_AHEAD = 3
"""So many parcels for each thread of the cluster are on their way at once: photos are large."""

_LOST = (ClosedClientError, CommClosedError, OSError, TimeoutError, RuntimeError)


class Cluster:
    """A Dask cluster, by the address of its scheduler, dask://HOST:PORT; raises `UsageError`.

    Files travel as results of tasks that are named by content: each goes out once while it is needed, is
    handed on by workers that have it, and is made again where its worker is lost. Only use a cluster that
    you trust: its workers see the content, and this program takes what they answer with.
    """

    def __init__(self, address: str, tell: Callable[[str], None] = lambda line: None) -> None:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told in our own words
        self.address = address
        self._tell = tell
        self._client = _connected(address)
        _check_workers(self._client, address)

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()

    def run(
        self, do: Do, common: bytes, parcels: Sequence[Parcel], read: Read
    ) -> Iterator[tuple[int, bytes | None]]:
        """Yield each parcel's number with what came of it, in any order; None where nobody could do it."""
        left = set(range(len(parcels)))
        try:
            for number, made in _results(self._client, do, common, parcels, read):
                left.discard(number)
                yield number, made
        except _LOST as fault:
            self._tell(f"The cluster at {self.address} was lost ({_said(fault)}); the rest is done here.")
        for number in sorted(left):
            yield number, None


def _results(
    client: Any, do: Do, common: bytes, parcels: Sequence[Parcel], read: Read
) -> Iterator[tuple[int, bytes | None]]:
    """Keep a few parcels on their way, and their files no longer than one of these needs them."""
    shared = _sent(client, common)
    waiting = iter(range(len(parcels)))
    running: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]
    numbers: dict[str, int] = {}
    held: dict[str, list[Any]] = {}

    def begin() -> int | None:
        """Send the next parcel; return its number where one of its files cannot be read."""
        number = next(waiting, None)
        if number is None:
            return None
        parcel = parcels[number]
        try:
            files = [(path, read(path)) for path in parcel.files]
        except OSError:
            return number
        name = (
            f"smmgen-{parcel.key(common, [sha256(data).hexdigest() for _, data in files])}-{own_mark()[:16]}"
        )
        sent = [(path, _sent(client, data)) for path, data in files]
        future = client.submit(_work, do, shared, parcel.body, sent, key=name, retries=_RETRIES)
        if name in numbers:  # the same work, asked for twice
            return number
        numbers[name], held[name] = number, [future, *sent]
        running.add(future)
        return None

    width = max(4, _AHEAD * sum(client.nthreads().values()))
    for _ in range(min(width, len(parcels))):
        if (number := begin()) is not None:
            yield number, None
    for future in running:
        if future.status in ("cancelled", "lost"):  # so are all, once the scheduler is given up
            raise ConnectionError("it does not answer any more")
        made = future.result() if future.status == "finished" else None
        held.pop(future.key)
        yield numbers.pop(future.key), made
        if (number := begin()) is not None:
            yield number, None


def _work(do: Do, common: bytes, body: bytes, files: Sequence[tuple[str, bytes]]) -> bytes:
    return do(common, body, files)


def _sent(client: Any, data: bytes) -> Any:
    return client.submit(_same, data, key=f"smmgen-file-{sha256(data).hexdigest()}")


def _same(data: bytes) -> bytes:
    return data


def _connected(address: str) -> Any:
    place = address.removeprefix(SCHEME)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"})  # a photo is what it is
    try:
        return Client(  # type: ignore[no-untyped-call]
            f"tcp://{place}", timeout=_PATIENCE, set_as_default=False, name="smmgen"
        )
    except (OSError, TimeoutError, ValueError) as fault:
        raise UsageError(f"No Dask scheduler answers at {address}: {_said(fault)}.") from None


def _check_workers(client: Any, address: str) -> None:
    """Refuse a cluster without workers, and one whose workers run another program than this one."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError:
        client.close()
        raise UsageError(f"The cluster at {address} has no workers.") from None
    marks = client.run(own_mark, on_error="return")
    others = sorted(worker for worker, mark in marks.items() if mark != own_mark())
    if others:
        client.close()
        raise UsageError(
            f"Workers of the cluster at {address} do not have this very smmgen and Pillow: "
            f"{', '.join(others)}. Install the same there: pictures would differ from machine to machine."
        )


def _said(fault: BaseException) -> str:
    return (str(fault) or type(fault).__name__).splitlines()[0].rstrip(".")
