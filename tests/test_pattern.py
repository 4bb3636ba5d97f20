"""A pattern of a module costs nothing before its first use, and behaves like any other after."""

import importlib
import re

import pytest

from smmgen.pattern import compiled_later, pattern


@pytest.mark.parametrize("text", [r"(?P<day>\d+)\. (?P<month>\w+)", rb"[a-z]+"])
def test_a_pattern_answers_as_a_compiled_one(text):
    now, later = re.compile(text, re.IGNORECASE), pattern(text, re.IGNORECASE)
    subject = "on 24. December" if isinstance(text, str) else b"ON 24"
    assert [found.span() for found in later.finditer(subject)] == [
        found.span() for found in now.finditer(subject)
    ]
    assert (later.pattern, later.flags, later.groupindex) == (now.pattern, now.flags, now.groupindex)


def test_a_pattern_is_compiled_once_and_only_when_it_is_used(monkeypatch):
    compiled = []
    monkeypatch.setattr(
        "smmgen.pattern._COMPILE", lambda text, flags: compiled.append(text) or re.compile(text, flags)
    )
    late = pattern("tea|coffee")
    assert not compiled
    assert late.search("a coffee")
    assert late.search("a tea")
    assert not late.match("water")
    assert compiled == ["tea|coffee"]


def test_patterns_that_a_library_names_wait_for_their_use(monkeypatch, tmp_path):
    (tmp_path / "library.py").write_text("import re\nTEA = re.compile('tea')\nWORDS = re.compile('[a-z]+')\n")
    monkeypatch.syspath_prepend(tmp_path)
    with compiled_later():
        library = importlib.import_module("library")
    assert not isinstance(library.TEA, re.Pattern)
    assert library.TEA.search("a tea")
    assert library.WORDS.split("1a2") == ["1", "2"]
    assert isinstance(re.compile("tea"), re.Pattern)


def test_a_wrong_pattern_is_told_at_its_first_use():
    with pytest.raises(re.error):
        pattern("(").search("")
