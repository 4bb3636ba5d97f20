import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.text.number import Amount, parse_amount, write_amount, write_number

READ = [
    ("42", "en", 42, "42"),
    ("1,234.5", "en", 1234.5, "1,234.5"),
    ("1,234", "en", 1234, "1,234"),
    ("1,234", "ru", 1.234, "1,234"),
    ("1.234", "de", 1234, "1.234"),
    ("1.234", "en", 1.234, "1.234"),
    ("1 234,5", "ru", 1234.5, "1 234,5"),
    ("1 234,5", "en", 1234.5, "1,234.5"),
    ("1.234.567", "ru", 1234567, "1 234 567"),
    ("12.50", "de", 12.5, "12,50"),
    ("1'200", "en", 1200, "1,200"),
    ("-30 %", "en", -30, "−30%"),
    ("−30%", "ru", -30, "−30 %"),
    ("+4,5 %", "ru", 4.5, "+4,5 %"),
    ("€12", "en", 12, "€12"),
    ("-€12", "en", -12, "−€12"),
    ("€-12", "en", -12, "−€12"),
    ("12 €", "de", 12, "12 €"),
    ("US$5", "en", 5, "US$5"),
    ("3 млн ₽", "ru", 3, "3 млн ₽"),
    ("93 °C", "en", 93, "93 °C"),
    ("12kg", "en", 12, "12 kg"),
]


@pytest.mark.parametrize(("written", "language", "value", "shown"), READ)
def test_a_number_is_read_and_written(written: str, language: str, value: float, shown: str) -> None:
    amount = parse_amount(written, language)
    assert amount is not None
    assert amount.value == value
    assert write_amount(amount, language).replace("\u00a0", " ") == shown


@pytest.mark.parametrize("written", ["", "many", "5–10", "2026-01", "1/2", "12:30", "-", "1,2,3x4", "٣٤"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse_amount(written, "en") is None


@given(st.integers(-(10**12), 10**12), st.integers(0, 3), st.sampled_from(["en", "ru", "de", "fr"]))
def test_what_is_written_is_read_back(whole: int, places: int, language: str) -> None:
    value = whole / 10**places
    shown = write_number(value, places, language)
    if places != 3:  # three decimals alone may be a group of thousands
        read = parse_amount(shown, language)
        assert read == Amount(value, places)


def test_no_minus_stands_before_nothing() -> None:
    assert write_number(-0.04, 1, "en") == "0.0"
