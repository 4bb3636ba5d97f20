"""Name content as the AT Protocol does: CIDs over DAG-CBOR for records, over raw bytes for blobs.

Source: atproto.com, "Data Model" and "Blobs"; IPLD, "DAG-CBOR"; read 2026-11.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from typing import Any

RECORD, BLOB = b"\x71", b"\x55"
"""Codecs: dag-cbor and raw."""
_CID = re.compile(r"b[a-z2-7]{58}")


def cid_of(content: bytes, codec: bytes = RECORD) -> str:
    """Return the CID (version 1, SHA-256, base32) of bytes."""
    whole = b"\x01" + codec + b"\x12\x20" + hashlib.sha256(content).digest()
    return "b" + base64.b32encode(whole).decode().rstrip("=").lower()


def record_cid(record: Any) -> str:
    """Return the CID of a record; raise `ValueError` where it holds what the data model does not allow."""
    return cid_of(encode(record))


def is_cid(text: Any) -> bool:
    """Tell whether a text has the shape of the CIDs in use: version 1, base32, SHA-256."""
    return isinstance(text, str) and _CID.fullmatch(text) is not None


def encode(value: Any) -> bytes:
    """Return a JSON value as DAG-CBOR: `{"$link": …}` becomes a CID, `{"$bytes": …}` bytes."""
    match value:
        case None | bool():
            return {None: b"\xf6", False: b"\xf4", True: b"\xf5"}[value]
        case int():
            return _head(0, value) if value >= 0 else _head(1, -1 - value)
        case str():
            text = value.encode()
            return _head(3, len(text)) + text
        case bytes():
            return _head(2, len(value)) + value
        case list() | tuple():
            return _head(4, len(value)) + b"".join(encode(item) for item in value)
        case {"$link": str(link)} if len(value) == 1:
            return b"\xd8\x2a" + encode(b"\x00" + _decoded(link))
        case {"$bytes": str(text)} if len(value) == 1:
            return encode(base64.b64decode(text + "=" * (-len(text) % 4), validate=True))
        case Mapping():
            return _mapping(value)
        case _:
            raise ValueError(f"a {type(value).__name__} cannot stand in a record")


def _mapping(value: Mapping[str, Any]) -> bytes:
    items = sorted(
        ((key.encode(), item) for key, item in value.items()), key=lambda pair: (len(pair[0]), pair[0])
    )
    return _head(5, len(items)) + b"".join(_head(3, len(key)) + key + encode(item) for key, item in items)


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for extra, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * size:
            return bytes([kind << 5 | extra]) + number.to_bytes(size, "big")
    raise ValueError(f"the number {number} is too large for a record")


def _decoded(link: str) -> bytes:
    if not is_cid(link):
        raise ValueError(f"“{link}” is no CID")
    body = link[1:].upper()
    return base64.b32decode(body + "=" * (-len(body) % 8))
