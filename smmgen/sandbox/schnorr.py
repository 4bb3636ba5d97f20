"""Verify a Schnorr signature over secp256k1, in plain numbers.

Only public values pass through here, so that nothing can leak through time. Source: BIP-340, "Verification";
read 2026-11.
"""

import hashlib

_P = 2**256 - 2**32 - 977
_N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
_G = (
    0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
    0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8,
)

_Point = tuple[int, int, int]
"""x / z², y / z³; z is 0 at infinity."""
_INFINITY: _Point = (1, 1, 0)


def is_signed(message: bytes, public_key: bytes, signature: bytes) -> bool:
    """Tell whether a signature of 64 bytes over a message is that of a public key of 32 bytes."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    point = _lifted(int.from_bytes(public_key, "big"))
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if point is None or r >= _P or s >= _N:
        return False
    tag = hashlib.sha256(b"BIP0340/challenge").digest()
    digest = hashlib.sha256(tag + tag + signature[:32] + public_key + message).digest()
    e = int.from_bytes(digest, "big") % _N
    x, y, z = _sum(_times((*_G, 1), s), _times((*point, 1), _N - e))
    if z == 0:
        return False
    inverse = pow(z, -1, _P)
    is_even = y * pow(inverse, 3, _P) % _P % 2 == 0
    return is_even and x * inverse * inverse % _P == r


def _lifted(x: int) -> tuple[int, int] | None:
    """Return the curve's point with an even y at x, or None where there is none."""
    if x >= _P:
        return None
    square = (pow(x, 3, _P) + 7) % _P
    y = pow(square, (_P + 1) // 4, _P)
    if y * y % _P != square:
        return None
    return x, y if y % 2 == 0 else _P - y


def _doubled(point: _Point) -> _Point:
    x, y, z = point
    if z == 0 or y == 0:
        return _INFINITY
    yy = y * y % _P
    s = 4 * x * yy % _P
    m = 3 * x * x % _P
    doubled = (m * m - 2 * s) % _P
    return doubled, (m * (s - doubled) - 8 * yy * yy) % _P, 2 * y * z % _P


def _sum(one: _Point, other: _Point) -> _Point:
    if one[2] == 0:
        return other
    if other[2] == 0:
        return one
    (x1, y1, z1), (x2, y2, z2) = one, other
    zz1, zz2 = z1 * z1 % _P, z2 * z2 % _P
    u1, u2 = x1 * zz2 % _P, x2 * zz1 % _P
    s1, s2 = y1 * zz2 * z2 % _P, y2 * zz1 * z1 % _P
    if u1 == u2:
        return _doubled(one) if s1 == s2 else _INFINITY
    h, r = u2 - u1, s2 - s1
    hh = h * h % _P
    hhh, v = h * hh % _P, u1 * hh % _P
    x3 = (r * r - hhh - 2 * v) % _P
    return x3, (r * (v - x3) - s1 * hhh) % _P, h * z1 * z2 % _P


def _times(point: _Point, factor: int) -> _Point:
    found = _INFINITY
    for bit in bin(factor)[2:]:
        found = _doubled(found)
        if bit == "1":
            found = _sum(found, point)
    return found
