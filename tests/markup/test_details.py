import pytest

from smmgen.markup.plain import plain
from smmgen.markup.run import is_address
from smmgen.model.document import Paragraph, Quote, Run
from smmgen.model.source import Span

SPAN = Span("post.md")


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("https://www.northwind.example/sale?utm_source=x", True),
        ("https://northwind.example/sale", True),
        ("Northwind.example/sale", True),
        ("northwind.example/s…", True),
        ("northwind.example", False),
        ("northwind.example/sales", False),
        ("the sale", False),
        ("northwind.example/sale?seen=in june", True),
        ("write to anna@northwind.example/sale", False),
        ("…", False),
    ],
)
def test_words_that_are_the_address_itself(words: str, is_one: bool) -> None:
    assert is_address(words, "https://www.northwind.example/sale?utm_source=x") is is_one


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ru", "«Да.»"), ("de", "„Да.“"), ("en-GB", "“Да.”"), ("", "«Да.»"), ("sv", "“Да.”")],
)
def test_quotation_marks_are_those_of_the_language(language: str, expected: str) -> None:
    assert plain((Quote((Paragraph((Run("Да."),), SPAN),), SPAN),), language).text == expected


def test_nothing_gives_nothing() -> None:
    assert plain((Paragraph((Run(" \n "),), SPAN), Quote((), SPAN))).text == ""
