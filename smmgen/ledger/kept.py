"""A long ledger as it was read the last time, so that looking at it does not read it all again.

Only those who look use it. Who publishes reads the branch itself, as nothing may be sent on the word of a
file that somebody could have changed. It lies in git's own folder, where no commit can bring another.
"""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from msgspec import DecodeError, Struct, msgpack

from smmgen.ledger.record import Amendments, History
from smmgen.ledger.state import Control, State
from smmgen.model.delivery import DeliveryId

LEAST = 2_000
"""So many files read make it worth keeping what they say; reading fewer takes less than a quarter second."""

_HEAD = b"smmgen ledger as read, 1\n"
_DIGEST_BYTES = 32


class _Kept(Struct, frozen=True):
    tip: str
    histories: tuple[tuple[DeliveryId, History], ...]
    control: Control
    amendments: tuple[tuple[DeliveryId, Amendments], ...]


def load(place: Path) -> tuple[str, State] | None:
    """Return the tip that was read and what it said; None where nothing is kept, or it is not whole."""
    try:
        data = place.read_bytes()
        start = len(_HEAD) + _DIGEST_BYTES
        body = memoryview(data)[start:]
        if data[:start] != _HEAD + sha256(body).digest():
            return None
        kept = msgpack.decode(body, type=_Kept)
    except (OSError, DecodeError):
        return None
    return kept.tip, State(dict(kept.histories), kept.control, dict(kept.amendments))


def save(place: Path, tip: str, state: State) -> None:
    """Keep what the ledger says at `tip`; where that cannot be written, the next reader takes longer."""
    kept = _Kept(tip, tuple(state.histories.items()), state.control, tuple(state.amendments.items()))
    body = msgpack.encode(kept)
    fresh = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        fresh.write_bytes(_HEAD + sha256(body).digest() + body)
        fresh.replace(place)
