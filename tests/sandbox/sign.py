"""Sign Nostr's events, as a client would."""

import hashlib
import json
import time
from typing import Any

from coincurve import PrivateKey

KEY = PrivateKey(b"\x07" * 32)


def signed(content: str = "Good morning", key: PrivateKey = KEY, **more: Any) -> dict[str, Any]:
    """Return a signed event."""
    event = {
        "pubkey": key.public_key_xonly.format().hex(),
        "created_at": int(time.time()),
        "kind": 1,
        "tags": [],
    }
    event |= {"content": content, **more}
    parts = [0, *(event[name] for name in ("pubkey", "created_at", "kind", "tags", "content"))]
    digest = hashlib.sha256(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()).digest()
    return event | {"id": digest.hex(), "sig": key.sign_schnorr(digest).hex()}
