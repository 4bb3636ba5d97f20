"""What a subject shows, in a word: rules that look at nothing else are not called for the others."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Literal, get_args

from smmgen.check.advertising import has_ad
from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.subject import pictures_of
from smmgen.check.wordlist import has_listed, heads_of
from smmgen.model.brand import Brand
from smmgen.model.fold import FOLDS
from smmgen.model.post import Post
from smmgen.model.source import Source
from smmgen.model.variant import Variant
from smmgen.pattern import pattern
from smmgen.text.days import HEADS
from smmgen.text.quotes import has_quotes

OfSource = Literal["odd signs"]
OfPost = Literal["ad", "links", "pictures", "rubric", "video"]
OfVariant = Literal[
    "ad", "comment", "contest", "extras", "fold", "odd signs", "overrides", "pictures", "poll", "strikes",
    "title", "video",
]  # fmt: skip
OfProse = Literal[
    "English", "Russian", "brackets", "capitals", "days", "hyphens", "measures", "phrases", "quotes"
]
Shows = OfSource | OfPost | OfVariant | OfProse | Literal[""]
"""What a subject has to show for a rule to have anything to look at; empty for any subject."""

WORDS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        Source: get_args(OfSource),
        Post: get_args(OfPost),
        Variant: get_args(OfVariant),
        Prose: get_args(OfProse),
    }
)
"""The words for the types of subjects that have any."""

_BRACKETS = "()[]{}«»“”"
_CAPITALS = pattern(r"[A-ZЁ-Я][A-ZЁ-Я][A-ZЁ-Я]")  # two ranges are the quickest to look for

_MEASURE = pattern(r"[0-9](?=[ \u00a0xXхХ])")
"""A number before what may be a unit, or a letter in the place of ×."""

_CONTEST = pattern(r"contest|giveaway|sweepstake|raffle|конкурс|розыгрыш", re.IGNORECASE)
"""How a rubric of contests is called."""


def by_what_they_show(values: Sequence[Any], context: Context) -> Mapping[str, Sequence[Any]]:
    """Return subjects of one type by the words for what they show; all of them stand under the empty one."""
    words_of = _WORDS_OF.get(type(values[0])) if values else None
    if words_of is None:
        return {"": values}
    found: dict[str, list[Any]] = {"": [*values]}
    for value in values:
        for word in words_of(value, context):
            found.setdefault(word, []).append(value)
    return found


def is_plain(text: str) -> bool:
    """Tell at once of nearly every text that it has nothing invisible in it."""
    return text.replace("\n", "").isprintable()


def has_capitals(prose: Prose) -> bool:
    """Tell whether capital letters stand in a row, so that a word may be loud."""
    return _CAPITALS.search(prose.text) is not None


def is_contest(post: Post, brand: Brand) -> bool:
    """Tell whether a post is about a contest: it says so, or its rubric does."""
    if post.contest:
        return True
    rubric = brand.rubrics.get(post.rubric)
    return rubric is not None and _CONTEST.search(f"{rubric.name} {rubric.title}") is not None


_extras = attrgetter("first_comment", "poll", "reply_to", "repost", "video")
"""What not every network can publish."""


def _of_source(source: Source, _: Context) -> Set[OfSource]:
    return frozenset() if is_plain(source.text) else frozenset(("odd signs",))


def _of_post(post: Post, context: Context) -> Set[OfPost]:
    found: set[OfPost] = set()
    if has_ad(post):
        found.add("ad")
    if context.links(post):
        found.add("links")
    if post.rubric:
        found.add("rubric")
    for variant in context.variants_of.get(post.id, ()):
        for message in variant.messages:
            if pictures_of(message):
                found.add("pictures")
            if message.video:
                found.add("video")
    return found


def _of_variant(variant: Variant, context: Context) -> Set[OfVariant]:
    found = _of_its_post(context.posts[variant.post], context.project.brand)
    if variant.network in FOLDS:
        found.add("fold")
    if (limits := context.limits(variant.account)) and limits.title:
        found.add("title")
    for message in variant.messages:
        if message.is_comment:
            found.add("comment")
        if not is_plain(message.written.visible):
            found.add("odd signs")
        if pictures_of(message):
            found.add("pictures")
        if message.poll:
            found.add("poll")
        if message.video:
            found.add("video")
    return found


def _of_its_post(post: Post, brand: Brand) -> set[OfVariant]:
    found: set[OfVariant] = set()
    if has_ad(post):
        found.add("ad")
    if is_contest(post, brand):
        found.add("contest")
    if post.overrides:
        found |= {"extras", "overrides"}
    if any(_extras(post)):
        found.add("extras")
    if "~~" in post.source.text:
        found.add("strikes")
    return found


def _of_prose(prose: Prose, _: Context) -> Set[OfProse]:
    found: set[OfProse] = set()
    if "en" in prose.languages:
        found.add("English")
    if "ru" in prose.languages:
        found.add("Russian")
    if any(map(prose.text.__contains__, _BRACKETS)):
        found.add("brackets")
    if has_quotes(prose.text):
        found.add("quotes")
    if has_capitals(prose):
        found.add("capitals")
    if not HEADS.isdisjoint(heads_of(prose)):
        found.add("days")
    if has_listed(prose):
        found.add("phrases")
    if "-" in prose.text:
        found.add("hyphens")
    if _MEASURE.search(prose.text):
        found.add("measures")
    return found


_WORDS_OF: Mapping[type, Callable[[Any, Context], Set[str]]] = MappingProxyType(
    {Source: _of_source, Post: _of_post, Variant: _of_variant, Prose: _of_prose}
)
