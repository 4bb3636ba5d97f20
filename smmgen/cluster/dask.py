"""Do parcels on a Dask cluster that shares no disk with this machine."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import dask
from distributed import Client, as_completed
from distributed.client import ClosedClientError
from distributed.comm.core import CommClosedError

from smmgen.cluster.own import differences, own_mark, own_parts
from smmgen.cluster.parcel import Do, Parcel, Read
from smmgen.model.fault import UsageError

SCHEME = "dask://"
PATIENCE = 20.0
"""Seconds to wait for the cluster to answer, and for its first worker."""

_RETRIES = 3
"""So often a parcel is tried again where its call fails; where its worker is lost, Dask counts for itself."""

_AHEAD = 3
"""So many parcels for each thread of the cluster are on their way at once: photos are large."""

_SMALL = 50_000
"""A file of fewer bytes travels inside its parcel: it costs less than to keep account of it."""

_LOST = (ClosedClientError, CommClosedError, OSError, TimeoutError, RuntimeError)


class Cluster:
    """A Dask cluster, by the address of its scheduler, dask://HOST:PORT; raises `UsageError`.

    Files travel as results of tasks that are named by content: each goes out once while it is needed, is
    handed on by workers that have it, and is made again where its worker is lost. What all parcels share
    stays there until `close`. Only use a cluster that you trust: its workers see the content, and this
    program takes what they answer with.
    """

    def __init__(
        self, address: str, tell: Callable[[str], None] = lambda line: None, patience: float = PATIENCE
    ) -> None:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told in our own words
        self.address = address
        self._tell = tell
        self._client = _connected(address, patience)
        self._is_lost = False
        self._shared: dict[str, Any] = {}
        _check_workers(self._client, address, patience)

    def close(self) -> None:
        """Leave the cluster."""
        self._shared.clear()
        self._client.close()

    def run(
        self, do: Do, commons: Sequence[bytes], parcels: Sequence[Parcel], read: Read
    ) -> Iterator[tuple[int, bytes | None]]:
        """Yield each parcel's number with what came of it, in any order; None where nobody could do it."""
        left = set(range(len(parcels)))
        try:
            for number, made in self._results(do, commons, parcels, read) if not self._is_lost else ():
                left.discard(number)
                yield number, made
        except _LOST as fault:
            self._is_lost = True
            self._tell(f"The cluster at {self.address} was lost ({_said(fault)}); the rest is done here.")
        for number in sorted(left):
            yield number, None

    def _results(
        self, do: Do, commons: Sequence[bytes], parcels: Sequence[Parcel], read: Read
    ) -> Iterator[tuple[int, bytes | None]]:
        """Keep a few parcels on their way, and their files no longer than one of these needs them."""
        shared = {sha256(data).hexdigest(): data for data in commons}
        for digest, data in shared.items():
            if digest not in self._shared:
                self._shared[digest] = _sent(self._client, data, digest)
        sender = _Sender(self._client, do, {digest: self._shared[digest] for digest in shared}, read)
        waiting = enumerate(parcels)
        width = max(4, _AHEAD * sum(self._client.nthreads().values()))
        while True:
            while len(sender.held) < width and (one := next(waiting, None)):
                if not sender.send(*one):
                    yield one[0], None
            if not sender.held:
                return
            numbers, made = sender.received()
            yield from ((number, made) for number in numbers)


class _Sender:
    """Parcels on their way: their numbers, and what has to be kept for them, by the names of their tasks."""

    def __init__(self, client: Any, do: Do, shared: Mapping[str, Any], read: Read) -> None:
        self._client = client
        self._do = do
        self._shared = shared
        self._read = read
        self._running: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]
        self.held: dict[str, tuple[list[int], list[Any]]] = {}

    def send(self, number: int, parcel: Parcel) -> bool:
        """Send a parcel; tell whether all its files could be read."""
        try:
            files = [(path, self._read(path)) for path in parcel.files]
        except OSError:
            return False
        digests = [sha256(data).hexdigest() for _, data in files]
        name = f"smmgen-{parcel.key(tuple(self._shared), digests)}-{own_mark()[:16]}"
        if name in self.held:  # the same work, asked for twice
            self.held[name][0].append(number)
            return True
        sent = [
            (path, data if len(data) < _SMALL else _sent(self._client, data, digest))
            for (path, data), digest in zip(files, digests, strict=True)
        ]
        shared = list(self._shared.values())
        future = self._client.submit(
            _work, own_mark(), self._do, shared, parcel.body, sent, key=name, retries=_RETRIES
        )
        self.held[name] = [number], [future, *sent]
        self._running.add(future)
        return True

    def received(self) -> tuple[list[int], bytes | None]:
        """Wait for a parcel; return its numbers, and what came of it, None where it failed."""
        future = next(self._running)
        while future.status == "lost":  # its worker went before it could tell; another does it again
            self._running.add(future)
            future = next(self._running)
        if future.status == "cancelled":  # so are all, once the scheduler is given up
            raise ConnectionError("it does not answer any more")
        made = future.result() if future.status == "finished" else None
        return self.held.pop(future.key)[0], made


def _work(
    mark: str, do: Do, commons: Sequence[bytes], body: bytes, files: Sequence[tuple[str, bytes]]
) -> bytes:
    if own_mark() != mark:  # it has come since the others were looked at
        raise RuntimeError("this worker has another smmgen")
    return do(commons, body, files)


def _sent(client: Any, data: bytes, digest: str) -> Any:
    return client.submit(_same, data, key=f"smmgen-file-{digest}")


def _same(data: bytes) -> bytes:
    return data


def _connected(address: str, patience: float) -> Any:
    place = address.removeprefix(SCHEME)
    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1GiB"})  # a photo is what it is
    try:
        return Client(f"tcp://{place}", timeout=patience, set_as_default=False, name="smmgen")
    except (OSError, ValueError) as fault:
        raise UsageError(f"No Dask scheduler answers at {address}: {_said(fault)}.") from None


def _check_workers(client: Any, address: str, patience: float) -> None:
    """Refuse a cluster without workers, and one whose workers run another program than this one."""
    try:
        client.wait_for_workers(1, timeout=patience)
    except TimeoutError:
        client.close()
        raise UsageError(f"The cluster at {address} has no workers.") from None
    told = client.run(own_parts, on_error="return")
    others = {worker: parts for worker, parts in sorted(told.items()) if parts != own_parts()}
    if others:
        client.close()
        named = "; ".join(f"{worker} ({differences(parts)})" for worker, parts in others.items())
        raise UsageError(
            f"Workers of the cluster at {address} do not have this very smmgen and all that it works with: "
            f"{named}. Install the same there: what they make would differ from machine to machine."
        )


def _said(fault: BaseException) -> str:
    return (str(fault) or type(fault).__name__).splitlines()[0].rstrip(".")
