"""All that a post says, as one text that knows where each word was written."""

import re

import pytest
from msgspec import structs

from smmgen.check.prose import HIDDEN, Prose, prose_of
from smmgen.check.written import align
from smmgen.model.document import Run
from smmgen.model.source import Source
from smmgen.pipeline import load
from smmgen.read.repository import read_post
from smmgen.read.tree import Folder, Listing
from tests.check.world import ROOT, checked

PATH = "content/posts/2026/a.md"
POST = """\
---
accounts: [tg]
title: 'It''s open'
image:
  headline: Two *fresh* bags
  alt: "A \\"hand\\" scoops beans"
  points: [Grind it, Weigh it]
poll: {question: Which one?, options: [Filter, Espresso]}
variants:
  masto: {title: Open again}
first_comment: See you @anna
---
# Hello there

A **bold** word, `code`, a [whole link](https://a.example/x_(y) "A title") and
then 5 \\* 3 &amp; more. Write to me@a.example or #beans.

- one
- two words
  > quoted here

| a | b |
|---|---|
| cell one | cell two |

::: only masto
Привет, мир!
:::

![A cup](/content/media/beans.jpg)
"""


def prose(text: str = POST) -> Prose:
    project = checked({PATH: text}).project
    return prose_of(project.posts[0], project.brand)


def test_every_passage_in_order_of_the_file() -> None:
    said = prose()
    assert [(one.kind, said.text[one.start : one.end].replace(HIDDEN, "~")) for one in said.passages] == [
        ("title", "It's open"),
        ("headline", "Two fresh bags"),
        ("alt", 'A "hand" scoops beans'),
        ("field", "Grind it"),
        ("field", "Weigh it"),
        ("question", "Which one?"),
        ("option", "Filter"),
        ("option", "Espresso"),
        ("comment", "See you ~~~~~"),
        ("title", "Open again"),
        ("heading", "Hello there"),
        ("text", "A bold word, ~~~~, a whole link and then 5 * 3 & more. Write to ~~~~~~~~~~~~ or ~~~~~~."),
        ("item", "one"),
        ("item", "two words"),
        ("item", "quoted here"),
        ("cell", "a"),
        ("cell", "b"),
        ("cell", "cell one"),
        ("cell", "cell two"),
        ("text", "Привет, мир!"),
        ("alt", "A cup"),
    ]
    assert [one.language for one in said.passages if one.account == "masto"] == ["en", "ru"]


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("It's", (3, 9)),
        ("fresh", (5, 18)),
        ("hand", (6, 13)),
        ("Weigh", (7, 22)),
        ("Espresso", (8, 48)),
        ("again", (10, 23)),
        ("there", (13, 9)),
        ("word", (15, 12)),
        ("link", (15, 35)),
        ("then", (16, 1)),
        ("* 3", (16, 8)),
        ("& more", (16, 13)),
        ("words", (19, 7)),
        ("quoted", (20, 5)),
        ("cell two", (24, 14)),
        ("мир", (27, 9)),
        ("cup", (30, 5)),
    ],
)
def test_place_of_a_word(word: str, place: tuple[int, int]) -> None:
    said = prose()
    start = said.seen.index(word)
    span = said.place(start, start + len(word))
    assert (span.line, span.column) == place


@pytest.mark.parametrize(
    ("old", "new", "is_edited"),
    [
        ("bold", "brave", True),
        ("It's", "Its", False),  # written with two apostrophes
        ("and then", "or then", False),  # on two lines
        ("open", "open: now", False),  # YAML would read a key
        ("whole", "_whole_", False),  # Markdown would read a mark
    ],
)
def test_edits_only_what_is_written_as_read(old: str, new: str, *, is_edited: bool) -> None:
    said = prose()
    start = said.seen.index(old)
    edits = said.edit(start, start + len(old), new)
    assert [edit.text for edit in edits] == ([new] if is_edited else [])


def test_every_word_of_the_example_brand_stands_where_it_is_said_to() -> None:
    project = load(Folder(ROOT)).project
    texts = [prose_of(post, project.brand) for post in project.posts]
    words = [(said, found) for said in texts for found in re.finditer(r"\w+", said.text)]
    assert len(words) > 3000
    assert [(said.post, found.group()) for said, found in words if not said.edit(*found.span(), "x")] == []


def test_what_cannot_be_found_has_no_place() -> None:
    assert align("nothing of it", [Run("else")]).stretch(0, 4) is None


def test_a_post_without_words() -> None:
    post, _ = read_post(Source(PATH, "---\n---\n"), Listing(frozenset(), lambda path: b""))
    assert post
    assert not prose_of(post, checked({}).project.brand)


def test_a_brand_may_write_its_name_as_it_likes() -> None:
    brand = structs.replace(checked({}).project.brand, name='The "Co" - x')
    post, _ = read_post(Source(PATH, '---\n---\nAt The "Co" - x.\n'), Listing(frozenset(), lambda path: b""))
    assert post
    assert prose_of(post, brand).text == f"At {HIDDEN * 12}."
