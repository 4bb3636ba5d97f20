"""Bech32, in which Nostr writes keys and names for people: a prefix, data, and a sum that finds mistypings.

Source: BIP 173; NIP-19, 2026; read 2026-11.
"""

from collections.abc import Iterable, Iterator

_DIGITS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_SUM = 6
"""So many digits at the end are the sum."""


def encode(prefix: str, data: bytes) -> str:
    """Write data with its prefix and sum, in lower case."""
    digits = list(_regrouped(data, 8, 5))
    total = _polymod([*_expanded(prefix), *digits, *[0] * _SUM]) ^ 1
    digits += [total >> 5 * (_SUM - 1 - place) & 31 for place in range(_SUM)]
    return f"{prefix}1{''.join(_DIGITS[digit] for digit in digits)}"


def decode(text: str) -> tuple[str, bytes] | None:
    """Return the prefix and the data; None where the text is none or was mistyped."""
    prefix, one, tail = text.lower().rpartition("1")
    is_mixed = text not in (text.lower(), text.upper())
    if is_mixed or not one or not prefix or len(tail) < _SUM or not set(tail) <= set(_DIGITS):
        return None
    digits = [_DIGITS.index(sign) for sign in tail]
    if _polymod([*_expanded(prefix), *digits]) != 1:
        return None
    data = bytes(_regrouped(digits[:-_SUM], 5, 8))
    return prefix, data[: (len(digits) - _SUM) * 5 // 8]


def _expanded(prefix: str) -> list[int]:
    return [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]


def _polymod(digits: Iterable[int]) -> int:
    total = 1
    for digit in digits:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ digit
        for place, generator in enumerate(_GENERATORS):
            total ^= generator if top >> place & 1 else 0
    return total


def _regrouped(values: Iterable[int], old: int, new: int) -> Iterator[int]:
    """Cut a row of numbers of `old` bits anew into numbers of `new` bits; the last is filled with zeros."""
    kept, bits = 0, 0
    for value in values:
        kept, bits = kept << old | value, bits + old
        while bits >= new:
            bits -= new
            yield kept >> bits & (1 << new) - 1
        kept &= (1 << bits) - 1
    if bits:
        yield kept << new - bits & (1 << new) - 1
