import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.text.spreadsheet import guarded, unguarded

DANGEROUS = [
    "=1+1",
    "+7 900 000",
    "-5",
    "@cmd",
    "\t=1",
    "'quoted",
    "2027",
    "1/2",
    "3-4",
    "1e5",
    "12 Mar",
    "Mar 3",
    "TRUE",
    "10:00",
]
HARMLESS = ["Winter sale", "кофе", "2 bags of beans", "a=b", "’tis", "", "V60 for two", "x-1"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_a_spreadsheet_would_reckon_with_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(st.text(alphabet="'=+-@\t\r09/.:eEaмар ", max_size=8))
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
