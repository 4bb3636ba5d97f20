"""Which words are right without a dictionary: exactly those that Hunspell takes with it."""

import os
import random
import re
import threading
from pathlib import Path

import pytest

from smmgen.spelling.dictionary import Dictionary, dictionary_of
from smmgen.spelling.forms import FORMS, _graph, read_meanwhile
from smmgen.spelling.packaged import packaged_file

WORDS = 60 if os.environ.get("SMMGEN_WHOLE") else 20
"""So many words of each dictionary, each spoilt and inflected in a hundred ways."""

LETTERS = {"en": "aeinrstuyz'-", "ru": "аеинорстьюяё-"}


def hunspell(name: str) -> Dictionary:
    return dictionary_of(lambda kind: packaged_file(name, kind))


def entries(name: str) -> list[str]:
    lines = packaged_file(name, "dic").decode().split("\n")[1:-1]
    return [entry.partition("/")[0] for entry in lines if not entry[0].isdigit()]


def alike(word: str, rules: list[tuple[str, str, str]], chance: random.Random) -> list[str]:
    """Return a word, and with some affixes of its language, whether it takes them or not."""
    ends = [(old.strip("0"), new.strip("0")) for kind, old, new in rules if kind == "S"]
    made = [word.removesuffix(old) + new for old, new in ends if word.endswith(old)]
    starts = [new for kind, _, new in rules if kind == "P"] or [""]
    return [
        word,
        *chance.sample(made, min(3, len(made))),
        chance.choice(starts) + chance.choice([word, *made]),
    ]


def spoilt(word: str, letters: str, chance: random.Random) -> list[str]:
    """Return a word with a letter too many, too few, with two that changed places and with another."""
    at = chance.randrange(len(word))
    before, here, behind = word[:at], word[at], word[at + 1 :]
    other = chance.choice(letters)
    return [
        before + other + here + behind,
        before + behind,
        before + behind[:1] + here + behind[1:],
        before + other + behind,
    ]


@pytest.mark.parametrize("name", FORMS)
def test_they_are_what_hunspell_takes(name: str) -> None:
    chance, asked, forms = random.Random(name), hunspell(name), FORMS[name]
    aff = packaged_file(name, "aff").decode()
    rules = re.findall(r"^([PS])FX . +(\S+) +(\S+) +\S+$", aff, re.MULTILINE)
    words = [one for word in chance.sample(entries(name), WORDS) for one in alike(word, rules, chance)]
    words += [one for word in words for one in spoilt(word, LETTERS[name[:2]], chance)]
    words += [f"{one}-{other}" for one, other in zip(words, reversed(words), strict=True)]
    words += [form for word in words for form in (word.upper(), word.capitalize(), word.title())]
    told = {word: taken for word in words if (taken := forms.take(word)) is not None}
    assert {word for word, taken in told.items() if taken != asked.knows(word)} == set()
    assert sum(told.values()) > 3 * WORDS


@pytest.mark.parametrize(
    ("word", "american", "british"),
    [
        ("colour", False, True),
        ("Color", True, False),
        ("LONDON", True, True),
        ("london", False, False),
        ("BigQuery", True, True),
        ("BIGQUERY", True, True),
        ("Bigquery", False, False),
        ("Russian-speaking", True, True),
        ("naïve", False, False),
        ("Łódź", False, False),
    ],
)
def test_each_country_has_its_own(word: str, american: bool, british: bool) -> None:
    assert (FORMS["en_US"].take(word), FORMS["en_GB"].take(word)) == (american, british)


@pytest.mark.parametrize("word", ["", "3rd", "e.g", "кофе", "well-", "İzmir", "b\u0301"])
def test_what_they_cannot_tell_is_left_to_hunspell(word: str) -> None:
    assert FORMS["en_US"].take(word) is None


@pytest.mark.parametrize(
    ("name", "right", "wrong"), [("en_GB", "colour", "color"), ("ru_RU", "зёрна", "зерны")]
)
def test_no_dictionary_is_loaded_for_what_they_tell(name: str, right: str, wrong: str) -> None:
    one = Dictionary(lambda: pytest.fail("loaded"), forms=FORMS[name])
    assert (one.knows(right), one.knows(wrong)) == (True, False)


def test_they_are_read_beside_other_work() -> None:
    _graph.cache_clear()
    before = threading.active_count()
    with read_meanwhile():
        pass
    assert threading.active_count() == before
    assert _graph.cache_info().currsize == len({forms.file for forms in FORMS.values()})


def test_that_they_cannot_be_read_is_told_to_who_asks(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _graph.cache_clear()
    monkeypatch.setattr("smmgen.spelling.forms.PACKAGED", tmp_path)
    with read_meanwhile():
        pass
    assert capsys.readouterr() == ("", "")
    with pytest.raises(FileNotFoundError, match=r"en\.forms\.gz"):
        FORMS["en_US"].take("word")
