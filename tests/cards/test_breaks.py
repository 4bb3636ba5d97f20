from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.cards.breaks import parts
from smmgen.cards.fitting import Room, capacity, fit
from smmgen.cards.font import ink, width
from tests.cards.test_fitting import faces

FIRST = "、。，！？）」』ー々ぁっゃュョ％"
LAST = "（「『【"
JAPANESE = st.text("コーヒー豆冬の、。「」（）っょ30%abオフ", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ゆっくりと。30%オフ！", "ゆっ|く|り|と。|30%|オ|フ！"),
        ("「iPhone」を", "「iPhone」|を"),
        ("第3回、30分で", "第3回、|30分|で"),
        ("……ね", "……|ね"),
        ("豆☕です", "豆☕|で|す"),
        ("겨울 원두", "겨울|원두"),
        ("Weih\u00adnachten", "Weih|nachten"),
        ("кофе-машина 10-15", "кофе-|машина|10-15"),
        ("E-Mail", "E-Mail"),
        ("Q&A/FAQ https://smmgen.example/a-long-path", "Q&A/FAQ|https://smmgen.example/a-long-|path"),
    ],
)
def test_lines_may_end_here_alone(text: str, expected: str) -> None:
    found = "|".join(part.text for part in parts(text)).replace("\u00a0", " ")
    assert found == expected


@given(JAPANESE)
def test_no_line_starts_or_ends_with_what_must_not(text: str) -> None:
    found = [part.text for part in parts(text)]
    assert "".join(found) == text
    assert not [part for part in found[1:] if part[0] in FIRST]
    assert not [part for part in found[:-1] if part[-1] in LAST]


def test_phrases_are_kept_whole_where_they_can_be() -> None:
    fitted = fit("この冬いちばんのコーヒーを、ご自宅でゆっくりと。", faces(), _room(700, 500))
    assert fitted
    assert fitted.lines == ("この冬いちばんの", "コーヒーを、", "ご自宅でゆっくりと。")


def test_an_emoji_stays_with_the_word_before_it() -> None:
    fitted = fit("Snow ☃️ beans ☕ and 🎄 until 24.12. 🎁", faces(), _room(640, 600))
    assert fitted
    assert len(fitted.lines) > 2
    assert not [line for line in fitted.lines if line[0] in "☃☕🎄🎁"]


def test_a_soft_hyphen_shows_at_a_line_end_only() -> None:
    text = "Weih\u00adnachts\u00adröst\u00adkaffee\u00adverkostung"
    wide, narrow = fit(text, faces(), _room(2000, 200)), fit(text, faces(), _room(500, 300))
    assert wide
    assert narrow
    assert wide.lines == ("Weihnachtsröstkaffeeverkostung",)
    assert all(line.endswith("-") for line in narrow.lines[:-1])
    assert "".join(narrow.lines).replace("-", "") == "Weihnachtsröstkaffeeverkostung"


def test_a_word_that_cannot_fit_says_how_much_would() -> None:
    url = "https://northwind.example/seasonal/winter/roasts"
    assert fit(url, faces(), _room(300, 300)) is None
    assert 5 < capacity(url, faces(), _room(300, 300)) < len(url)


ANY = st.text("aВЁÅẾgр ÅقهוהЙ豆、ー☕👍🏽ก", min_size=1, max_size=24)


@given(ANY)
def test_nothing_of_any_script_leaves_its_room(text: str) -> None:
    box = _room(600, 420)
    fitted = fit(text, faces(), box)
    if fitted:
        assert all(width(line, faces(), fitted.size) <= box.width + 0.5 for line in fitted.lines)
        assert fitted.height <= box.height + 0.5
        first, last = ink(fitted.lines[0], faces()), ink(fitted.lines[-1], faces())
        capitals = fitted.rise - _top("H") * fitted.size
        steps = (len(fitted.lines) - 1) * fitted.leading * fitted.size
        assert capitals + first.top * fitted.size >= -0.04 * fitted.size
        assert capitals + steps + last.bottom * fitted.size <= fitted.height + 0.5


@given(ANY)
def test_lines_never_touch(text: str) -> None:
    fitted = fit(text, faces(), _room(300, 800))
    shapes = [ink(line, faces()) for line in fitted.lines] if fitted else []
    for above, below in pairwise(shapes):
        assert fitted
        assert above.bottom <= fitted.leading + below.top + 0.001


@given(ANY)
def test_all_signs_come_out_in_order(text: str) -> None:
    fitted = fit(text, faces(), _room(600, 900))
    if fitted:
        seen = "".join(fitted.lines).replace("\u200e", "").replace("\u200f", "")
        assert "".join(seen.split()) == "".join(text.split())


def _top(text: str) -> float:
    return ink(text, faces()).top


def _room(across: float, down: float) -> Room:
    return Room(width=across, height=down, smallest=24, largest=80, lines=8)
