"""Write bytes as bech32, as Nostr names keys and events: `npub1…`, `nevent1…`.

Source: BIP-173 and NIP-19; read 2026-11.
"""

_SIGNS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_FACTORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def encoded(prefix: str, content: bytes) -> str:
    """Return bytes in bech32 under a prefix, with the checksum."""
    fives = _fives(content)
    head = [ord(sign) >> 5 for sign in prefix] + [0] + [ord(sign) & 31 for sign in prefix]
    checksum = _rest([*head, *fives, 0, 0, 0, 0, 0, 0]) ^ 1
    fives += [checksum >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{prefix}1" + "".join(_SIGNS[five] for five in fives)


def _fives(content: bytes) -> list[int]:
    """Return bytes in groups of five bits, the last filled with zeros."""
    bits = "".join(f"{byte:08b}" for byte in content)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[place : place + 5], 2) for place in range(0, len(bits), 5)]


def _rest(fives: list[int]) -> int:
    found = 1
    for five in fives:
        top = found >> 25
        found = (found & 0x1FFFFFF) << 5 ^ five
        for place, factor in enumerate(_FACTORS):
            found ^= factor if top >> place & 1 else 0
    return found
