"""Tell a Russian tax number (INN) from any other digits."""

_TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVENTH = (7, *_TEN)
_TWELFTH = (3, *_ELEVENTH)


def is_inn(text: str) -> bool:
    """Tell whether a text is a tax number: ten digits, or twelve of a person, that end with the right ones.

    Source: order ED-7-14/559 of the Federal Tax Service of Russia, 26 June 2025; read 2026-11.
    """
    if not (text.isascii() and text.isdecimal() and len(text) in (10, 12)) or not text.strip("0"):
        return False
    digits = [int(sign) for sign in text]
    weights = (_TEN,) if len(digits) == 10 else (_ELEVENTH, _TWELFTH)
    return all(_last(digits, one) == digits[len(one)] for one in weights)


def _last(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10
