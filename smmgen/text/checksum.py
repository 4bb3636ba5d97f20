"""Tell numbers that end with digits made of the others from any other digits."""

import re


def is_card(text: str) -> bool:
    """Tell whether 16 digits can be a bank card's number. Source: ISO/IEC 7812-1, annex B; read 2026-11."""
    digits = [int(sign) for sign in re.sub(r"\D", "", text)]
    doubled = [digit * 2 - 9 * (digit > 4) if place % 2 == 0 else digit for place, digit in enumerate(digits)]
    return (
        len(digits) == 16 and digits[0] in (2, 3, 4, 5, 6) and len(set(digits)) > 2 and sum(doubled) % 10 == 0
    )


def is_snils(text: str) -> bool:
    """Tell whether eleven digits can be a Russian insurance number (SNILS).

    Source: the Pension Fund of Russia, rules of personified accounts, on check numbers; read 2026-11.
    """
    digits = [int(sign) for sign in re.sub(r"\D", "", text)]
    if len(digits) != 11:
        return False
    total = sum(digit * weight for digit, weight in zip(digits, range(9, 0, -1), strict=False))
    return total % 101 % 100 == digits[9] * 10 + digits[10]
