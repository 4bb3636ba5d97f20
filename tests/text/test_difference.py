"""Texts are compared word by word, as a person would correct them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.text.difference import MOST, difference, similarity

PAIRS = [
    (
        "30 % off until Sunday.",
        "40 % off until Monday night.",
        "[-30-]{+40+} % off until [-Sunday-]{+Monday night+}.",
    ),
    ("One\n\nThree", "One\n\nTwo\n\nThree", "One\n\n{+Two\n\n+}Three"),
    ("Кофе готов", "Кофе почти готов", "Кофе {+почти +}готов"),
    ("It’s here", "It’s not here", "It’s {+not +}here"),
    ("今日はコーヒー", "今日は紅茶", "今日は[-コーヒー-]{+紅茶+}"),
    ("Mum 👩‍👩‍👧", "Mum 👩‍👩‍👦", "Mum [-👩‍👩‍👧-]{+👩‍👩‍👦+}"),
    ("red, green", "blue, black", "[-red, green-]{+blue, black+}"),
    ("All of it goes", "Nothing stays here at all", "[-All of it goes-]{+Nothing stays here at all+}"),
    ("same", "same", "same"),
    ("", "new", "{+new+}"),
]
MARKS = {"same": "%s", "gone": "[-%s-]", "new": "{+%s+}"}


@pytest.mark.parametrize(("before", "after", "marked"), PAIRS, ids=[pair[2] for pair in PAIRS])
def test_words_that_went_and_came_are_marked(before: str, after: str, marked: str) -> None:
    assert "".join(MARKS[kind] % text for kind, text in difference(before, after)) == marked


TEXTS = st.text(alphabet="ab ,.\né́👩‍", max_size=60)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_their_difference(before: str, after: str) -> None:
    found = difference(before, after)
    assert "".join(text for kind, text in found if kind != "new") == before
    assert "".join(text for kind, text in found if kind != "gone") == after


def test_long_texts_with_nothing_in_common_take_no_time() -> None:
    before, after = ("".join(f"{word}{n % 7} " for n in range(50 * MOST)) for word in ("a", "b"))
    began = time.process_time()
    assert [kind for kind, _ in difference(before, after)] == ["gone", "new", "same"]
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("other", "share"), [("a b c d", 1.0), ("d c b a", 1.0), ("a b x y", 0.5), ("x", 0.0)]
)
def test_texts_are_alike_by_their_words(other: str, share: float) -> None:
    assert similarity("a b c d", other) == share
