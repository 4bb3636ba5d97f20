import pytest

from smmgen.text.capitals import capitals


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Good to know", "en", "GOOD TO KNOW"),
        ("Größe", "de", "GRÖSSE"),
        ("İpucu: fiyat ışık", "tr", "İPUCU: FİYAT IŞIK"),
        ("Νέα προϊόντα", "el", "ΝΕΑ ΠΡΟΪΟΝΤΑ"),
        ("ახალი", "ka", "ახალი"),
        ("À lire", "fr", "À LIRE"),
        ("Ответ й", "ru", "ОТВЕТ Й"),
    ],
)
def test_capitals_are_those_of_the_language(text: str, language: str, expected: str) -> None:
    assert capitals(text, language) == expected
