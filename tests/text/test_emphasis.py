import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.cards.fitting import Room, capacity, fit
from smmgen.cards.glue import NBSP
from smmgen.text.emphasis import marked, plain, share
from tests.cards.test_fitting import WORDS, faces, room


@pytest.mark.parametrize(
    ("written", "seen", "emphasised"),
    [
        ("a *b c* d", "a b c d", ["b c"]),
        ("**Sale** now", "Sale now", ["Sale"]),
        ("*one* and *two*", "one and two", ["one", "two"]),
        ("*−30 %*-Gutschein", "−30 %-Gutschein", ["−30 %"]),
        ("今日は*特別*です", "今日は特別です", ["特別"]),
        (r"\*not\*", "*not*", []),
        (r"*a \* b*", "a * b", ["a * b"]),
        ("2*3*4", "2*3*4", []),
        ("5 * 3 * 2", "5 * 3 * 2", []),
        ("100* или 200*", "100* или 200*", []),
        ("Скидка*, условия*", "Скидка*, условия*", []),
        ("*unpaired", "*unpaired", []),
        ("** and ****", "** and ****", []),
        ("* a*", "* a*", []),
    ],
)
def test_pairs_of_marks_are_read_and_nothing_else(written: str, seen: str, emphasised: list[str]) -> None:
    text, stretches = marked(written)
    assert text == seen
    assert [text[start:end] for start, end in stretches] == emphasised


def test_marks_and_soft_hyphens_are_not_seen() -> None:
    assert plain("*Weih\u00adnachten* und 2*3") == "Weihnachten und 2*3"


@given(WORDS, st.data())
def test_emphasis_survives_breaking_and_changes_nothing_else(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start, len(words) - 1))
    written = [("*" if n == start else "") + word + ("*" if n == end else "") for n, word in enumerate(words)]
    fitted, without = (fit(" ".join(one), faces(), room()) for one in (written, words))
    assert (fitted and fitted.lines) == (without and without.lines)
    if fitted:
        pairs = zip(fitted.lines, fitted.stretches, strict=True)
        found = " ".join(line[a:b] for line, stretches in pairs for a, b in stretches)
        assert found.replace(NBSP, " ") == " ".join(words[start : end + 1])


def test_a_hyphen_at_a_line_end_has_the_emphasis_of_its_word() -> None:
    assert share("ab\u00adcd e", [(0, 5)], ["ab-", "cd e"]) == (((0, 3),), ((0, 2),))


def test_marks_do_not_count() -> None:
    small = Room(width=300, height=60, smallest=40, largest=40, lines=1)
    assert capacity("*word* word word word", faces(), small) == capacity(
        "word word word word", faces(), small
    )
