import pytest

from smmgen.text.readability import readability, sentences, words


@pytest.mark.parametrize(
    ("text", "language", "score"),
    [
        ("The cat sat on the mat.", "en", 206.835 - 1.015 * 6 - 84.6),
        ("We baked a little cake. It was gone.", "en", 206.835 - 1.015 * 4 - 84.6 * 9 / 8),
        ("Кот сидел на окне.", "ru", 206.835 - 1.3 * 4 - 60.1 * 1.5),
    ],
)
def test_the_formulas_are_those_of_their_sources(text: str, language: str, score: float) -> None:
    assert readability([text], language) == pytest.approx(score)


def test_what_cannot_be_measured_has_no_score() -> None:
    assert readability(["Die Katze saß."], "de") is None
    assert readability(["12:30 — 14:00"], "en") is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("“One.” Two…\n\nThree", ["“One.”", "Two…", "Three"]),
        (
            "Dr. Lev, e.g. at 9.30 in St. Petersburg. Yes.",
            ["Dr. Lev, e.g. at 9.30 in St. Petersburg.", "Yes."],
        ),
        ("В 2019 г. открылись на ул. Мира. И т. д.", ["В 2019 г. открылись на ул. Мира.", "И т. д."]),
        ("А. С. Пушкин пил чай.", ["А. С. Пушкин пил чай."]),
    ],
)
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    assert [text[start:end].strip() for start, end in sentences(text)] == parts


def test_a_word_may_have_a_hyphen_and_a_number_is_none() -> None:
    assert words("Half-time’s 12 o'clock, кое-где") == ["Half-time’s", "o'clock", "кое-где"]
