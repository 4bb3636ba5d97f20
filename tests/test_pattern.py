"""A pattern of a module costs nothing before its first use, and behaves like any other after."""

import re

import pytest

from smmgen.pattern import pattern


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
        re, "compile", lambda text, flags: compiled.append(text) or re._compiler.compile(text)
    )
    late = pattern("tea|coffee")
    assert not compiled
    assert late.search("a coffee")
    assert late.search("a tea")
    assert not late.match("water")
    assert compiled == ["tea|coffee"]


def test_a_wrong_pattern_is_told_at_its_first_use():
    with pytest.raises(re.error):
        pattern("(").search("")
