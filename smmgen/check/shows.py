"""What a subject shows, in a word: rules that look at nothing else are not called for the others."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from types import MappingProxyType
from typing import Any, Literal, get_args

from smmgen.check.advertising import has_ad
from smmgen.check.context import Context
from smmgen.check.prose import Prose
from smmgen.check.subject import pictures_of
from smmgen.model.brand import Brand
from smmgen.model.post import Post
from smmgen.model.variant import Variant
from smmgen.pattern import pattern
from smmgen.text.quotes import has_quotes

OfPost = Literal["ad", "links", "pictures", "video"]
OfVariant = Literal["ad", "contest", "overrides", "pictures", "poll", "video"]
OfProse = Literal["English", "Russian", "hyphens", "quotes"]
Shows = OfPost | OfVariant | OfProse | Literal[""]
"""What a subject has to show for a rule to have anything to look at; empty for any subject."""

WORDS: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {Post: get_args(OfPost), Variant: get_args(OfVariant), Prose: get_args(OfProse)}
)
"""The words for the types of subjects that have any."""

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


def is_contest(post: Post, brand: Brand) -> bool:
    """Tell whether a post is about a contest: it says so, or its rubric does."""
    if post.contest:
        return True
    rubric = brand.rubrics.get(post.rubric)
    return rubric is not None and _CONTEST.search(f"{rubric.name} {rubric.title}") is not None


def _of_post(post: Post, context: Context) -> Set[OfPost]:
    found: set[OfPost] = set()
    if has_ad(post):
        found.add("ad")
    if context.links(post):
        found.add("links")
    for variant in context.variants_of.get(post.id, ()):
        for message in variant.messages:
            if pictures_of(message):
                found.add("pictures")
            if message.video:
                found.add("video")
    return found


def _of_variant(variant: Variant, context: Context) -> Set[OfVariant]:
    post = context.posts.get(variant.post)
    found: set[OfVariant] = set()
    if post and has_ad(post):
        found.add("ad")
    if post and is_contest(post, context.project.brand):
        found.add("contest")
    if post and post.overrides:
        found.add("overrides")
    for message in variant.messages:
        if pictures_of(message):
            found.add("pictures")
        if message.poll:
            found.add("poll")
        if message.video:
            found.add("video")
    return found


def _of_prose(prose: Prose, _: Context) -> Set[OfProse]:
    found: set[OfProse] = set()
    if "en" in prose.languages:
        found.add("English")
    if "ru" in prose.languages:
        found.add("Russian")
    if "-" in prose.text:
        found.add("hyphens")
    if has_quotes(prose.text):
        found.add("quotes")
    return found


_WORDS_OF: Mapping[type, Callable[[Any, Context], Set[str]]] = MappingProxyType(
    {Post: _of_post, Variant: _of_variant, Prose: _of_prose}
)
