"""What bytes are, by a hash."""

from smmgen.hashes import blake2b

Mark = bytes
"""A hash (BLAKE2b, 128 bits) of some bytes; empty where there are none, such as those of a missing file."""

NONE: Mark = b""


def mark_of(data: bytes) -> Mark:
    """Return the mark of some bytes."""
    return blake2b(data, digest_size=16).digest()
