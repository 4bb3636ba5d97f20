from types import ModuleType

import pytest

from smmgen.check.clock import Clock
from smmgen.check.context import make_context
from smmgen.check.registry import registry_of, rule
from smmgen.check.run import concerns, find, settle
from smmgen.model.post import Post
from smmgen.model.variant import Variant
from smmgen.pipeline import load
from smmgen.read.tree import Memory
from tests.check.world import BRAND, NOW, checked, context_of, found, post, small

FILES = {"content/posts/one.md": post("One."), "content/posts/two.md": post("Two.")}
SALE = "content/posts/sale.md"


def _run(*rules: object) -> tuple[str, ...]:
    module = ModuleType("foreign")
    vars(module).update({f"rule{number}": value for number, value in enumerate(rules)})
    tree = Memory({"smmgen.yaml": "brand: {name: N, timezone: Europe/Berlin}", **FILES})
    project = load(tree).project
    assert project
    context = make_context(project, (), tree, Clock(NOW))
    findings = settle(project, find(registry_of([module]), context))
    return tuple(f"{finding.code} {finding.span.path} {finding.message}" for finding in findings)


@rule("AAA001", severity="error", on=Post)
def failing(subject, context):
    raise KeyError(subject.id)


@rule("AAA002", severity="info", on=Post)
def working(subject, context):
    yield working.at(subject.spans.whole, f"Seen: {subject.id}.")


def test_a_rule_that_raises_is_told_once_and_stops_no_other():
    assert _run(failing, working) == (
        "AAA002 content/posts/one.md Seen: one.",
        "CHK001 content/posts/one.md The rule AAA001 failed here: KeyError: 'one'.",
        "AAA002 content/posts/two.md Seen: two.",
    )


@pytest.mark.parametrize(
    ("shows", "said", "seen"),
    [
        ("", "", ["one", "two"]),
        ("poll", "poll: {question: Filter?, options: [Yes, No]}", ["two"]),
        ("video", "video: /content/media/film.mp4", ["two"]),
        ("pictures", "image: {photo: /content/media/beans.jpg, alt: Beans}", ["two"]),
    ],
)
def test_a_rule_on_what_is_shown_sees_those_variants_alone(shows, said, seen):
    looking = rule("AAA003", severity="info", on=Variant, shows=shows)(working.find)
    two = f"---\naccounts: [tg]\n{said}\n---\nTwo.\n"
    context = context_of(
        small({"content/posts/one.md": post("One.", accounts="[tg]"), "content/posts/two.md": two})
    )
    assert context
    concerned = concerns([looking], context.variants, context)
    assert [[one.post for one in variants] for _, variants in concerned] == [seen]


def test_a_rule_that_nothing_concerns_is_left_out():
    looking = rule("AAA003", severity="info", on=Variant, shows="poll")(working.find)
    context = context_of(small(FILES))
    assert context
    assert list(concerns([looking], context.variants, context)) == []


def test_without_rules_nothing_is_found():
    assert _run() == ()


def test_findings_of_a_post_name_it():
    findings = checked({SALE: post("<b>All</b> beans. http://localhost/a")}).findings
    assert {finding.post for finding in findings if finding.span.path == SALE} == {"sale"}


def test_to_settle_again_changes_nothing():
    result = checked({SALE: post("<b>All</b> beans. http://localhost/a")})
    assert settle(result.project, result.findings) == result.findings


@pytest.mark.parametrize("named", ["LNK002", "LNK"])
def test_a_brand_ignores_codes_and_topics(named):
    files = {SALE: post("See http://northwind.example.")}
    assert found(files, "LNK002")
    assert not found({**files, "smmgen.yaml": f"{BRAND}rules: {{ignore: [{named}]}}\n"}, "LNK002")


def test_a_brand_ignores_codes_of_some_files():
    files = {SALE: post("See http://a.example."), "content/posts/other.md": post("See http://b.example.")}
    rules = 'rules: {per_path: {"content/posts/sa*": [LNK002]}}\n'
    findings = found({**files, "smmgen.yaml": BRAND + rules}, "LNK002")
    assert [finding.post for finding in findings] == ["other"]


def test_what_makes_publishing_unsafe_is_never_ignored():
    files = {SALE: post("A price of \u202e09.")}
    config = {"smmgen.yaml": f"{BRAND}rules: {{ignore: [CHR, CHR001]}}\n"}
    assert found({**files, **config}, "CHR001")
    assert [finding.message for finding in found({**files, **config}, "CHK003")] == [
        "CHR001 cannot be ignored."
    ]
