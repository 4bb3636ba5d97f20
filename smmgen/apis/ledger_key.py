"""The key of a delivery on a network that takes no idempotency key."""

from datetime import datetime

from smmgen.hashes import sha256
from smmgen.model.delivery import DeliveryId


def named_key(delivery: DeliveryId, due: datetime) -> str:
    """Name the delivery in the ledger, where the network itself has no use for a key.

    It is the SHA-256 of the delivery's name, as 64 hexadecimal digits: the same at every attempt, whenever
    the delivery is `due`. Ledgers hold these keys and refuse another one for the same delivery, so it must
    never change.
    """
    return sha256(str(delivery).encode()).hexdigest()
