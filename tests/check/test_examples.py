"""The examples on the pages of the rules: each test tells of all that are not what their page says."""

import os
from functools import cache

from smmgen.check.example import examples
from smmgen.check.registry import load_registry
from smmgen.model.diagnostic import Diagnostic
from tests.check.world import checked

PAGES = load_registry().pages
CASES = [(code, name) for code, page in PAGES.items() for name in examples(page)]
Example = tuple[str, str]
"""A code and the name of its example."""
AGAIN = CASES if os.environ.get("SMMGEN_WHOLE") else [case for case in CASES if case[1] == "Wrong"]
"""What is checked a second time: a rule that is not sure of itself is so where it finds something."""


WITHOUT = {"VID005": "no film that can be read is of a form that a network refuses"}


def test_every_rule_has_an_example_that_fires_and_one_that_does_not():
    assert {rule.page.code for rule in load_registry().rules if not examples(rule.page)} == {*WITHOUT}


@cache
def findings(example: Example) -> tuple[Diagnostic, ...]:
    """Return what is found in an example, which is checked once for all tests."""
    code, name = example
    return checked(examples(PAGES[code])[name]).findings


def named(name: str) -> list[Example]:
    return [case for case in CASES if case[1] == name]


def is_found(example: Example) -> bool:
    return example[0] in {finding.code for finding in findings(example)}


def test_what_a_page_calls_wrong_is_found():
    assert [example for example in named("Wrong") if not is_found(example)] == []


def test_what_a_page_calls_right_is_not_found():
    assert [example for example in named("Right") if is_found(example)] == []


def test_what_a_page_calls_right_has_no_other_error():
    for example in named("Right"):
        assert [finding for finding in findings(example) if finding.severity != "info"] == [], example


def test_every_place_counts_from_one():
    for example in CASES:
        for finding in findings(example):
            span = finding.span
            assert min(span.line, span.column, span.end_line, span.end_column) >= 1, example


def test_a_check_gives_the_same_every_time():
    for code, name in AGAIN:
        assert checked(examples(PAGES[code])[name]).findings == findings((code, name)), (code, name)
