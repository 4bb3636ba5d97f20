from dataclasses import dataclass

import pytest

from smmgen.check.example import examples
from smmgen.check.registry import load_registry
from smmgen.model.diagnostic import Diagnostic
from tests.check.world import checked

PAGES = load_registry().pages
CASES = [(code, name) for code, page in PAGES.items() for name in examples(page)]


@dataclass
class Example:
    code: str
    name: str
    findings: tuple[Diagnostic, ...]


WITHOUT = {"VID005": "no film that can be read is of a form that a network refuses"}


def test_every_rule_has_an_example_that_fires_and_one_that_does_not():
    assert {rule.page.code for rule in load_registry().rules if not examples(rule.page)} == {*WITHOUT}


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def example(request):
    code, name = request.param
    return Example(code, name, checked(examples(PAGES[code])[name]).findings)


def only(name):
    """Take the examples of one name, each checked once for all its tests."""
    cases = [case for case in CASES if case[1] == name]
    return pytest.mark.parametrize("example", cases, ids="-".join, indirect=True)


@only("Wrong")
def test_what_a_page_calls_wrong_is_found(example):
    assert example.code in {finding.code for finding in example.findings}


@only("Right")
def test_what_a_page_calls_right_is_not_found(example):
    assert example.code not in {finding.code for finding in example.findings}


@only("Right")
def test_what_a_page_calls_right_has_no_other_error(example):
    assert [finding for finding in example.findings if finding.severity != "info"] == []


def test_every_place_counts_from_one(example):
    for finding in example.findings:
        span = finding.span
        assert min(span.line, span.column, span.end_line, span.end_column) >= 1


def test_a_check_gives_the_same_every_time(example):
    assert checked(examples(PAGES[example.code])[example.name]).findings == example.findings
