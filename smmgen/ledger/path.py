"""Where a delivery's history lies in the ledger: a pure function of its name, without dates."""

import re
from hashlib import sha256

from smmgen.model.delivery import DeliveryId
from smmgen.model.fault import LedgerUnsafe

ROOM = "v1/"
FORMAT_PATH = "v1/FORMAT"
CONTROL_PATH = "v1/CONTROL.json"
FORMAT = b"smmgen ledger 1\n"

_ACCOUNT = r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}"
_POST = r"[a-z0-9][a-z0-9-]{0,127}"
_PATH = re.compile(rf"v1/({_ACCOUNT})/([0-9a-f]{{2}})/({_POST})\.(0|[1-9]\d{{0,3}})\.jsonl")
_AMENDED = re.compile(r"(.*)\.amended\.jsonl")
_NAME = re.compile(rf"({_ACCOUNT})/({_POST})(?:\.(\d{{1,4}}))?")


def path_of(delivery: DeliveryId) -> str:
    """Return the path of a delivery's history; raise `LedgerUnsafe` for a name that no file can have."""
    path = f"v1/{delivery.account}/{_shelf(delivery.post)}/{delivery.post}.{delivery.number}.jsonl"
    if not _PATH.fullmatch(path):
        raise LedgerUnsafe(
            f"“{delivery}” cannot be kept in the ledger: accounts are named with Latin letters, digits, "
            "“-” and “_”, posts with small Latin letters, digits and “-”."
        )
    return path


def delivery_at(path: str) -> DeliveryId | None:
    """Return whose history lies at `path`, or None where it is nobody's."""
    found = _PATH.fullmatch(path)
    if not found or found[2] != _shelf(found[3]):
        return None
    return DeliveryId(found[1], found[3], int(found[4]))


def amended_path(delivery: DeliveryId) -> str:
    """Return the path of what was done to a delivery after it was public."""
    return path_of(delivery).removesuffix(".jsonl") + ".amended.jsonl"


def amended_at(path: str) -> DeliveryId | None:
    """Return whose amendments lie at `path`, or None where they are nobody's."""
    found = _AMENDED.fullmatch(path)
    return delivery_at(f"{found[1]}.jsonl") if found else None


def named(text: str) -> DeliveryId | None:
    """Read "account/post.number" as a person writes it; without a number it is the first message."""
    found = _NAME.fullmatch(text)
    return DeliveryId(found[1], found[2], int(found[3] or 0)) if found else None


def _shelf(post: str) -> str:
    return sha256(post.encode()).hexdigest()[:2]
