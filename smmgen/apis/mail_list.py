"""Who gets a letter: the addresses of a list, in an order that a run which broke off can be taken up in."""

import hmac
import re
from hashlib import sha256
from urllib.parse import quote

from msgspec import Struct

from smmgen.adapter import NotSent
from smmgen.apis.answers import Stopped
from smmgen.pattern import pattern

MOST = 1000
"""One delivery goes to so many at most: a run has minutes, and a longer list belongs to a list service."""

_NAMED = pattern(r"[^<>\r\n]*<([^<>]+)>")
_ADDRESS = pattern(r"[^\s@<>(),;:\\\"\[\]]+@[^\s@<>(),;:\\\"\[\]]+")
_EMAIL = pattern(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+")


class Reader(Struct, frozen=True):
    """One of a list: the bare address, the line of the list that it stands in, and its mark in a delivery."""

    address: str
    line: int
    mark: str


def bare(written: str) -> str:
    """Return the address of “Name <anna@example.com>” as mail servers take it, empty where it is none.

    A domain of other letters is written in its ASCII form; a name of other letters before the "@" is refused,
    as few servers take it.
    """
    found = _NAMED.fullmatch(written.strip())
    address = (found[1] if found else written).strip()
    if not _ADDRESS.fullmatch(address):
        return ""
    name, _, domain = address.rpartition("@")
    try:
        return f"{name}@{domain.encode('idna').decode()}" if name.isascii() else ""
    except UnicodeError:
        return ""


def readers(written: str, to: str, key: str, after: str = "") -> tuple[Reader, ...]:
    """Return everybody of a list (addresses by line, comma or semicolon) and the one address `to`, once.

    They are in the order of their marks, which `key`, the delivery's, shuffles. `after` leaves out whoever
    stands at that mark or before: they had the letter. Raises `Stopped` for an address that is none, which is
    named by its line alone.
    """
    found: dict[str, Reader] = {}
    for line, address in [*_addresses(written), *_addresses(to)]:
        mark = sha256(f"{key} {address.casefold()}".encode()).hexdigest()[:12]
        found.setdefault(address.casefold(), Reader(address, line, mark))
    if len(found) > MOST:
        why = f"The list has {len(found)} addresses; smmgen writes to {MOST} at most. Use a list service."
        raise Stopped(NotSent(why, is_account_wide=True))
    kept = sorted(found.values(), key=lambda one: one.mark)
    return tuple(one for one in kept if one.mark > after)


def _addresses(written: str) -> list[tuple[int, str]]:
    made = []
    for number, line in enumerate(written.splitlines(), 1):
        for part in re.split("[,;]", line.partition("#")[0]):
            if not part.strip():
                continue
            if not (address := bare(part)):
                raise Stopped(NotSent(f"Line {number} of the list is no address.", is_account_wide=True))
            made.append((number, address))
    return made


def unsubscribe(template: str, address: str, key: str) -> str:
    """Return one reader's address for unsubscribing: {address} and {token} of the template are filled in.

    The token is the HMAC-SHA256 of the address in small letters under `key`, in hexadecimal, 32 digits of it.
    Source: RFC 8058, 3.1: the address must be hard to forge and name the reader; read 2026-11.
    """
    token = hmac.new(key.encode(), address.casefold().encode(), sha256).hexdigest()[:32]
    return template.replace("{address}", quote(address, safe="")).replace("{token}", token)


def covered(said: str) -> str:
    """Return a mail server's words without the addresses that it quotes."""
    return _EMAIL.sub("•••", said)
