import pytest

from smmgen.check.example import examples
from smmgen.check.registry import load_registry
from tests.check.world import checked, found

PAGES = load_registry().pages
CASES = [(code, name) for code, page in PAGES.items() for name in examples(page)]

WITHOUT = {"VID005": "no film that can be read is of a form that a network refuses"}


def test_every_rule_has_an_example_that_fires_and_one_that_does_not():
    assert {rule.page.code for rule in load_registry().rules if not examples(rule.page)} == {*WITHOUT}


@pytest.mark.parametrize("code", [code for code, name in CASES if name == "Wrong"])
def test_what_a_page_calls_wrong_is_found(code):
    assert found(examples(PAGES[code])["Wrong"], code)


@pytest.mark.parametrize("code", [code for code, name in CASES if name == "Right"])
def test_what_a_page_calls_right_is_not_found(code):
    assert not found(examples(PAGES[code])["Right"], code)


@pytest.mark.parametrize("code", [code for code, name in CASES if name == "Right"])
def test_what_a_page_calls_right_has_no_other_error(code):
    findings = checked(examples(PAGES[code])["Right"]).findings
    assert [finding for finding in findings if finding.severity != "info"] == []


@pytest.mark.parametrize(("code", "name"), CASES)
def test_every_place_counts_from_one(code, name):
    for finding in checked(examples(PAGES[code])[name]).findings:
        span = finding.span
        assert min(span.line, span.column, span.end_line, span.end_column) >= 1


@pytest.mark.parametrize(("code", "name"), CASES)
def test_a_check_gives_the_same_every_time(code, name):
    files = examples(PAGES[code])[name]
    assert checked(files).findings == checked(files).findings
