import pytest

from smmgen.spelling.dictionary import dictionary
from smmgen.spelling.mistakes import american_or_british, meant, mistakes
from smmgen.spelling.packaged import PACKAGED
from smmgen.spelling.word_list import Fault, read_words

KNOWN = {language: dictionary(language) for language in ("en-US", "en-GB", "ru")}


def test_a_list_has_words_models_and_forbidden_ones() -> None:
    found = read_words("# ours\nPortafilter\n\nсммщик/ямщик # a person\n*cheap\n")
    assert found.words == {"portafilter", "сммщик"}
    assert found.models == {"сммщик": "ямщик"}
    assert found.forbidden == {"cheap"}


@pytest.mark.parametrize("line", ["flat white", "50%", "a/b/c", "*"])
def test_what_is_not_one_word_is_told(line: str) -> None:
    assert read_words(f"beans\n{line}\n").faults == (Fault(2, f"“{line}” is not one word."),)


@pytest.mark.parametrize("name", ["en", "ru"])
def test_the_words_that_come_with_smmgen_can_be_read(name: str) -> None:
    found = read_words((PACKAGED / f"more.{name}.txt").read_text("utf-8"))
    assert found.faults == ()
    assert len(found.words) > 250


@pytest.mark.parametrize(
    ("word", "expected"),
    [("recieved", "received"), ("Definately", "Definitely"), ("teh", "the"), ("агенства", "агентства"),
     ("Будующий", "Будущий"), ("frehs", "")],
)  # fmt: skip
def test_what_was_meant(word: str, expected: str) -> None:
    assert meant(word, lambda one: any(known.knows(one) for known in KNOWN.values() if known)) == expected


def test_no_mistake_is_a_word_of_its_own() -> None:
    right = [wrong for wrong, _ in mistakes() if any(known.knows(wrong) for known in KNOWN.values() if known)]
    assert right == []


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [("color", "en-GB", "colour"), ("Organized", "en-GB", "Organised"), ("centre", "en-US", "center"),
     ("frehs", "en-US", "")],
)  # fmt: skip
def test_the_other_country_spells_it_so(word: str, tag: str, expected: str) -> None:
    known = KNOWN[tag]
    assert known
    assert american_or_british(word, known.knows) == expected
