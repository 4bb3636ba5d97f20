"""Nostr's events: how they are made, signed, and known again.

Source: NIP-01 (events), NIP-10 (threads), NIP-18 (reposts), NIP-19 (names), NIP-27 (mentions), NIP-92
(pictures), July 2026; BIP 340 (signatures); read 2026-11.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from smmgen.adapter import Session
from smmgen.apis.answers import text
from smmgen.apis.bech32 import decode, encode
from smmgen.hashes import sha256
from smmgen.model.bundle import File
from smmgen.model.fault import ConfigError
from smmgen.pattern import pattern
from smmgen.text.hashtags import find as find_hashtags

NOTE = 1
DELETION = 5
REPOST = 6
AUTHENTICATION = 22242

Event = Mapping[str, Any]
Tags = list[list[str]]

REFERENCE = pattern(r"(?<![\w/])(?:nostr:|@)(n(?:pub|profile|ote|event|addr)1[a-z0-9]+)", re.ASCII)
"""Who or what a text names, as people write them (`@npub1…`) and as they are sent (`nostr:npub1…`)."""

_KEY_BYTES = 32


class Key(Struct, frozen=True):
    """A secret key, and the public one (hex) that it speaks as."""

    secret: bytes
    public: str


def key_of(session: Session) -> Key:
    """Return the account's key; raises `ConfigError` where it is none, or where the signing library lacks."""
    written = session.secret("key").strip()
    found = decode(written)
    secret = found[1] if found and found[0] == "nsec" else _unhexed(written)
    signer = _library()
    try:
        return Key(secret, signer.PublicKeyXOnly.from_secret(secret).format().hex())
    except ValueError:
        name = session.account.secrets.get("key", "the key")
        why = f"{name} is no secret key of Nostr: it starts with nsec1, or has 64 digits from 0 to f."
        raise ConfigError(why) from None


def _unhexed(written: str) -> bytes:
    return bytes.fromhex(written) if re.fullmatch(r"[0-9a-fA-F]{64}", written) else b""


def _library() -> Any:
    """Return the library that signs. It is an extra: it holds compiled code that others need not install."""
    try:
        import coincurve
    except ImportError:
        why = (
            "Nostr needs the library coincurve, which signs: pip install 'smmgen[nostr]', on a Python that "
            "it exists for (in 2026 up to 3.13)."
        )
        raise ConfigError(why) from None
    return coincurve


def event(key: Key, kind: int, content: str, tags: Tags, created_at: int) -> Event:
    """Make a signed event. The same content at the same time is the same event, to the byte."""
    made: dict[str, Any] = {
        "pubkey": key.public,
        "created_at": created_at,
        "kind": kind,
        "tags": tags,
        "content": content,
    }
    number = identity(made)
    signature = _library().PrivateKey(key.secret).sign_schnorr(bytes.fromhex(number), bytes(_KEY_BYTES))
    return {"id": number, **made, "sig": signature.hex()}


def identity(made: Event) -> str:
    """Return an event's id: the SHA-256 (hex) of what it says."""
    names = ("pubkey", "created_at", "kind", "tags", "content")
    return sha256(compact([0, *(made.get(name) for name in names)]).encode()).hexdigest()


def compact(value: Any) -> str:
    """Write JSON without spaces, and with letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def is_true(found: Any) -> bool:
    """Tell whether what a relay hands out is an event that says what its id says."""
    return isinstance(found, dict) and text(found.get("id")) == identity(found)


def tags_of(content: str) -> Tags:
    """Return the tags for a text's hashtags, and for the people and events that it names."""
    words = dict.fromkeys(content[start + 1 : end].lower() for start, end in find_hashtags(content))
    named = dict.fromkeys(REFERENCE.findall(content))
    return [*(["t", word] for word in words), *(tag for name in named if (tag := _reference(name)))]


def _reference(name: str) -> list[str]:
    found = decode(name)
    number = _number(*found) if found else ""
    if not found or not number:
        return []
    return ["p" if found[0] in ("npub", "nprofile") else "q", number]


def _number(prefix: str, data: bytes) -> str:
    """Return the key or the event's id (hex) behind a name; empty where it has none, as an article's."""
    if prefix in ("npub", "note"):
        return data.hex() if len(data) == _KEY_BYTES else ""
    if prefix in ("nprofile", "nevent") and data[:2] == bytes([0, _KEY_BYTES]):
        return data[2 : 2 + _KEY_BYTES].hex()
    return ""


def is_reference(name: str) -> bool:
    """Tell whether a name of a person or an event was typed without a mistake."""
    found = decode(name)
    return bool(found) and (name.startswith("naddr1") or bool(found and _number(*found)))


def picture_tag(url: str, file: File) -> list[str]:
    """Return the tag that describes a picture whose address stands in the text."""
    said = [
        "imeta",
        f"url {url}",
        f"m {file.media_type}",
        f"dim {file.width}x{file.height}",
        f"x {file.sha256}",
    ]
    return [*said, f"alt {' '.join(file.alt.split())}"] if file.alt else said


def pictures(made: Event) -> list[str]:
    """Return the addresses of the pictures that an event describes."""
    said = (field for tag in _tags(made, "imeta") for field in tag[1:])
    return [field.removeprefix("url ") for field in said if field.startswith("url ")]


def reply_tags(parent: Event, relay: str) -> Tags:
    """Return the tags of an answer: where the conversation began, what is answered, and who is answered.

    People whom the parent mentions are not told again: it is our own.
    """
    number, author = text(parent.get("id")), text(parent.get("pubkey"))
    root = next((tag for tag in _tags(parent, "e") if len(tag) > 3 and tag[3] == "root"), None)
    answered = ["e", number, relay, "reply" if root else "root", author]
    return [*([root] if root else []), answered, ["p", author]]


def _tags(made: Event, name: str) -> Iterable[list[str]]:
    tags = made.get("tags")
    listed = tags if isinstance(tags, list) else []
    return [tag for tag in listed if isinstance(tag, list) and tag[:1] == [name]]


def npub(public: str) -> str:
    """Return a public key's name for people."""
    return encode("npub", bytes.fromhex(public))


def nevent(number: str, relay: str, author: str, kind: int) -> str:
    """Return an event's name for people, with where to find it."""
    parts = (
        (0, bytes.fromhex(number)),
        (1, relay.encode()),
        (2, bytes.fromhex(author)),
        (3, kind.to_bytes(4)),
    )
    return encode("nevent", b"".join(bytes([what, len(data)]) + data for what, data in parts if data))
