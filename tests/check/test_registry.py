import re
from pathlib import Path
from types import ModuleType

import pytest

from smmgen.check import registry
from smmgen.check.example import examples
from smmgen.check.explain import explain, rule_documents
from smmgen.check.registry import Registry, load_registry, registry_of, rule
from smmgen.model.post import Post
from smmgen.model.source import Source
from smmgen.model.variant import Variant
from tests.check.world import ROOT

PAGES = load_registry().pages
CODE = re.compile(r'"([A-Z]{3}\d{3})"')
NOT_CODES = {"ABC123"}


def _module(**values: object) -> ModuleType:
    made = ModuleType("foreign")
    vars(made).update(values)
    return made


def test_loading_twice_gives_the_same_frozen_value():
    assert load_registry() is load_registry()
    with pytest.raises(TypeError):
        PAGES["NEW001"] = None


def test_every_code_in_the_source_has_a_page():
    used = {code for path in (ROOT / "smmgen").rglob("*.py") for code in CODE.findall(path.read_text())}
    assert used - PAGES.keys() == set()


def test_every_page_of_reading_and_composing_is_used():
    package = ROOT / "smmgen"
    sources = [path for path in package.rglob("*.py") if "rules" not in path.relative_to(package).parts]
    used = {code for path in sources for code in CODE.findall(path.read_text())}
    assert {code for code, page in PAGES.items() if page.found_by in ("read", "compose")} - used == set()


def test_a_page_says_what_and_why():
    assert [page for page in PAGES.values() if not page.summary.endswith(".")] == []
    assert [page for page in PAGES.values() if "\n\nWhy: " not in page.text] == []
    for page in PAGES.values():
        assert ("Wrong:" in page.text) == ("Right:" in page.text) == bool(examples(page)), page.code


def test_the_documents_of_rules_are_the_pages():
    written = {place.name: place.read_text("utf-8") for place in (ROOT / "docs/rules").iterdir()}
    assert written == rule_documents(PAGES.values()), "run: python -m smmgen.check.explain"


def test_a_page_for_a_terminal_starts_with_code_and_severity():
    assert explain(PAGES["ALT001"]).startswith("ALT001 (error, found by check)\n\nGive every picture a text")


def test_two_rules_with_one_code_are_refused():
    one, two = (rule("ABC123", severity="info", on=Post)(lambda post, context: ()) for _ in range(2))
    with pytest.raises(ValueError, match="ABC123"):
        registry_of([_module(one=one, two=two)])


def test_a_rule_imported_by_two_modules_is_one_rule():
    one = rule("ABC123", severity="info", on=Post)(lambda post, context: ())
    assert registry_of([_module(one=one), _module(again=one)]).rules == (one,)


@pytest.mark.parametrize("code", ["AB123", "abc123", "ABCD12", ""])
def test_a_code_is_three_capitals_and_three_digits(code):
    with pytest.raises(ValueError):
        registry.page(code, severity="info", found_by="read")(lambda: None)


def test_a_rule_is_on_a_subject():
    with pytest.raises(TypeError):
        rule("ABC123", severity="info", on=Path)


@pytest.mark.parametrize(("on", "shows"), [(Post, "poll"), (Source, "links"), (Variant, "pollen")])
def test_a_rule_goes_by_what_its_subjects_can_show(on, shows):
    with pytest.raises(TypeError, match=shows):
        rule("ABC123", severity="info", on=on, shows=shows)


def test_an_empty_registry_has_no_rules():
    assert registry_of([]) == Registry((), {})
