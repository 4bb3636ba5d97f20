"""Rules are not called for what does not show what they look at: there they would find nothing."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from smmgen.check.context import Context
from smmgen.check.example import examples
from smmgen.check.own import Subject, values_of
from smmgen.check.registry import Rule, load_rules
from smmgen.check.shows import WORDS, by_what_they_show
from smmgen.read.tree import Folder
from tests.check.test_faults import FAULTS, planted
from tests.check.world import ROOT, context_of, small

RULES = {rule.page.code: rule for rule in load_rules().rules}


class Seen(NamedTuple):
    """Subjects of one type that belong to one post."""

    kind: type
    values: Sequence[Any]
    context: Context


@cache
def seen() -> tuple[Seen, ...]:
    """Return all that is in repositories with every fault that a file can have, and in one with none."""
    wrong = [examples(rule.page).get("Wrong", {}) for rule in RULES.values() if rule.shows]
    trees = (*map(small, (*map(planted, FAULTS), *wrong)), Folder(ROOT))
    return tuple(one for tree in trees if (context := context_of(tree)) for one in _in(context))


def _in(context: Context) -> Iterator[Seen]:
    for post in context.project.posts:
        subject = Subject(post.source, post, context.variants_of.get(post.id, ()))
        yield from (Seen(*of_kind, context) for of_kind in values_of(subject, context.project.brand))


def overlooked(rule: Rule) -> Iterator[object]:
    """Yield the subjects that a rule is not called for, though it finds something there."""
    for kind, values, context in seen():
        if kind is rule.subject:
            called = by_what_they_show(values, context).get(rule.shows, ())
            yield from (value for value in values if value not in called and any(rule.find(value, context)))


@pytest.mark.parametrize("code", [code for code, rule in RULES.items() if rule.shows])
def test_a_rule_finds_nothing_where_it_is_not_called(code):
    assert list(overlooked(RULES[code])) == []


@pytest.mark.parametrize(
    ("code", "shows"),
    [("LNK002", "ad"), ("GRM004", "Russian"), ("TYP006", "quotes"), ("LAW001", "overrides")],
)
def test_a_rule_that_would_find_more_is_told(code, shows):
    assert any(overlooked(replace(RULES[code], shows=shows)))


def test_every_word_is_for_a_rule():
    words = {(kind, word) for kind, words in WORDS.items() for word in words}
    assert {(rule.subject, rule.shows) for rule in RULES.values() if rule.shows} == words


@pytest.mark.parametrize("kind", WORDS)
def test_each_word_tells_subjects_apart(kind):
    showing = [by_what_they_show(values, context) for of, values, context in seen() if of is kind]
    number = {word: sum(len(one.get(word, ())) for one in showing) for word in ("", *WORDS[kind])}
    assert [word for word in WORDS[kind] if not 0 < number[word] < number[""]] == []
