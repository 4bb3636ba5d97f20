import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.cards.fitting import Room, capacity, fit
from smmgen.cards.font import Faces, width
from smmgen.cards.glue import NBSP, atoms
from tests.cards.world import northwind

WORDS = st.lists(st.text("abcdeгджзW", min_size=1, max_size=12), min_size=1, max_size=14)


def faces() -> Faces:
    return (northwind().fonts["display"], *northwind().fallback)


def room(across: float = 900, down: float = 600, smallest: float = 40) -> Room:
    return Room(width=across, height=down, smallest=smallest, largest=max(smallest, 120), lines=6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("кофе в зёрнах", ["кофе", "в зёрнах"]),
        ("и в снег и с мёдом", ["и в снег", "и с мёдом"]),
        ("не на час", ["не на час"]),
        ("Где же кофе", ["Где же", "кофе"]),
        ("скидка 30 % на всё", ["скидка", "30 %", "на всё"]),
        ("10 000 чашек", ["10 000 чашек"]),
        ("open on 24 December", ["open", "on", "24 December"]),
        ("Кофе — это язык", ["Кофе —", "это", "язык"]),
        ("№ 5 или 6", ["№ 5", "или 6"]),
        ("  two \n words ", ["two", "words"]),
        ("Грета, 1998 г. р., 600 кило", ["Грета,", "1998 г. р.,", "600 кило"]),
        ("А. С. Пушкин", ["А. С. Пушкин"]),
        ("", []),
    ],
)
def test_what_must_not_part_stays_together(text: str, expected: list[str]) -> None:
    assert [atom.replace(NBSP, " ") for atom in atoms(text)] == expected


@given(WORDS)
def test_fitted_text_is_whole_and_inside_its_room(words: list[str]) -> None:
    fitted = fit(" ".join(words), faces(), room())
    if fitted:
        assert " ".join(fitted.lines).replace(NBSP, " ") == " ".join(words)
        assert all(width(line, faces(), fitted.size) <= 901 for line in fitted.lines)
        assert fitted.height <= 600
        assert 40 <= fitted.size <= 120


@given(WORDS)
def test_more_room_never_makes_a_text_unfit(words: list[str]) -> None:
    text = " ".join(words)
    if fit(text, faces(), room(500, 300)):
        assert fit(text, faces(), room(900, 600))


def test_a_short_text_takes_the_largest_size() -> None:
    fitted = fit("Snow!", faces(), room())
    assert fitted
    assert (fitted.lines, fitted.size) == (("Snow!",), 120)


def test_no_line_is_left_with_a_short_word() -> None:
    fitted = fit("Why your grinder matters more than your machine does", faces(), room())
    assert fitted
    across = [width(line, faces(), 1) for line in fitted.lines]
    assert across[-1] >= max(across) / 2


def test_what_cannot_fit_says_how_much_would() -> None:
    text = "word " * 80
    fits = capacity(text, faces(), room())
    assert fit(text, faces(), room()) is None
    assert fit(text[:fits], faces(), room())
    assert not fit(text[: fits + 5], faces(), room())


def test_one_word_that_is_too_long_says_so_too() -> None:
    assert fit("W" * 60, faces(), room()) is None
    assert 10 < capacity("W" * 60, faces(), room()) < 40
