"""A long ledger as it was read the last time, so that looking at it does not read it all again.

Only those who look use it. Who publishes reads the branch itself, as nothing may be sent on the word of a
file that somebody could have changed. It lies in git's own folder, where no commit can bring another.
"""

import os
from contextlib import suppress
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path

from msgspec import DecodeError, Struct, msgpack

from smmgen.ledger.record import Amendments
from smmgen.ledger.shelf import Packed, Shelf, packed
from smmgen.ledger.state import Control, State
from smmgen.model.delivery import DeliveryId

LEAST = 2_000
"""So many files read make it worth keeping what they say; reading fewer takes less than a quarter second."""

_HEAD = b"smmgen ledger as read, 2\n"
_DIGEST_BYTES = 32


class _Kept(Struct, frozen=True):
    tip: str
    histories: Packed
    control: Control
    amendments: tuple[tuple[DeliveryId, Amendments], ...]


def load(place: Path) -> tuple[str, State] | None:
    """Return the tip that was read and what it said; None where nothing is kept, or it is not whole."""
    try:
        data = _mapped(place)
        start = len(_HEAD) + _DIGEST_BYTES
        body = data[start:]
        if data[:start] != _HEAD + sha256(body).digest():
            return None
        kept = msgpack.decode(body, type=_Kept)
    except (OSError, ValueError, DecodeError):  # `ValueError`: an empty file
        return None
    return kept.tip, State(Shelf(kept.histories), kept.control, dict(kept.amendments))


def _mapped(place: Path) -> memoryview:
    """Return what a file holds; a new one takes its place and leaves this one as it is."""
    with place.open("rb") as file:
        return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))


def save(place: Path, tip: str, state: State) -> None:
    """Keep what the ledger says at `tip`; where that cannot be written, the next reader takes longer."""
    kept = _Kept(tip, packed(state.histories), state.control, tuple(state.amendments.items()))
    body = msgpack.encode(kept)
    fresh = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        fresh.write_bytes(_HEAD + sha256(body).digest() + body)
        fresh.replace(place)
