"""Writing loses no word and no link, leaks no markup, and leaves no stray white space."""

import re
from collections.abc import Callable
from html import unescape
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from smmgen.markup.facets import facets, in_bytes
from smmgen.markup.html import html
from smmgen.markup.line import Stretched, split, stretched, text_of
from smmgen.markup.little import little
from smmgen.markup.plain import plain
from smmgen.markup.run import pieces
from smmgen.markup.style import Style
from smmgen.markup.wiki import wiki
from smmgen.model.document import (
    Block,
    Blocks,
    Code,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
)
from smmgen.model.source import Span
from smmgen.model.variant import Entity
from smmgen.text.links import shorten

SPAN = Span("post.md")
CHANCE, SIGNS = Random(5), "abcdefgñéж漢👩‍👩‍👧<&"
WORD = st.sampled_from(
    sorted(
        {"w" + "".join(CHANCE.choices(SIGNS, k=CHANCE.randint(1, 6))) for _ in range(300)},
        key=lambda word: (len(word), word),
    )
)
"""Words that are there already: to draw them sign by sign took longer than all that is done with them."""

WORDS = st.lists(WORD, min_size=1, max_size=4).map(" ".join)
SPACED = st.tuples(st.sampled_from(["", " ", "\n", "  "]), WORDS, st.sampled_from(["", " ", "\n\n"])).map(
    "".join
)
URL = st.sampled_from(
    [
        "https://northwind.example",
        "https://www.northwind.example/sale?utm_source=x&utm_medium=y",
        "https://other.example/a/long/path/that/is/cut/at/some/place",
        "mailto:hello@northwind.example",
        "tg://resolve?domain=northwind",
    ]
)
MARKS = st.sampled_from([Mark.NONE, Mark.BOLD, Mark.ITALIC | Mark.BOLD, Mark.STRIKE, Mark.CODE])
RUN = st.one_of(
    st.builds(Run, SPACED, marks=MARKS),
    st.builds(lambda words, marks, href: Run(words, "link", marks, href), WORDS, MARKS, URL),
    st.builds(lambda href: Run(href, "link", Mark.NONE, href), URL),
    st.builds(lambda href: Run(shorten(href), "link", Mark.NONE, href), URL),
    st.builds(lambda name: Run(f"#{name}", "hashtag"), st.sampled_from(["coffee", "ColdBrew"])),
    st.builds(lambda name: Run(f"@{name}", "mention"), st.sampled_from(["anna", "anna.example"])),
)
RUNS: st.SearchStrategy[Runs] = st.lists(RUN, min_size=1, max_size=5).map(tuple)
LEAF: st.SearchStrategy[Block] = st.one_of(
    st.builds(lambda runs: Paragraph(runs, SPAN), RUNS),
    st.builds(lambda runs: Heading(runs, 2, SPAN), RUNS),
    st.builds(lambda text: Code(text, "sh", SPAN), WORDS),
    st.builds(lambda head, row: Table((head, row), ((row, head),), SPAN), RUNS, RUNS),
)


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(lambda inner: Quote(inner, SPAN), blocks),
        st.builds(
            lambda items, ordered: ItemList(tuple(items), ordered, 3, SPAN),
            st.lists(blocks, min_size=1, max_size=3),
            st.booleans(),
        ),
    )


BLOCKS: st.SearchStrategy[Blocks] = st.lists(
    st.recursive(LEAF, _nested, max_leaves=6), min_size=1, max_size=4
).map(tuple)


def _runs(blocks: Blocks) -> list[Run]:
    found: list[Run] = []
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                found += block.runs
            case Quote():
                found += _runs(block.blocks)
            case ItemList():
                found += [run for item in block.items for run in _runs(item)]
            case Table():
                found += [run for row in (block.head, *block.rows) for cell in row for run in cell]
            case Code():
                found.append(Run(block.text))
    return found


def _words(blocks: Blocks) -> list[str]:
    return [word for run in _runs(blocks) if run.kind != "link" for word in run.text.split()]


PROPERTIES: list[Callable[[Blocks], None]] = []


def holds(one: Callable[[Blocks], None]) -> Callable[[Blocks], None]:
    """Let something be tried on all blocks: to draw them takes longer than all that is asked of them."""
    PROPERTIES.append(one)
    return one


@holds
def no_word_and_no_link_is_lost(blocks: Blocks) -> None:
    for written in (plain(blocks), html(blocks), facets(blocks)):
        assert all(word in written.visible for word in _words(blocks))
        targets = written.visible + unescape(written.text) + "".join(one.value for one in written.entities)
        assert all(run.href.removeprefix("mailto:") in targets for run in _runs(blocks) if run.href)


@holds
def no_markup_leaks_and_white_space_is_tidy(blocks: Blocks) -> None:
    for written in (plain(blocks), html(blocks), facets(blocks)):
        text = written.visible
        assert not re.search(r"\*\*|\]\(|~~|[ \t]$|\n\n\n", text, re.MULTILINE)
        assert text == text.strip()


@holds
def html_is_nested_and_shows_what_it_says(blocks: Blocks) -> None:
    written = html(blocks)
    opened: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)[^>]*>", written.text):
        if closing:
            assert opened.pop() == name
        else:
            opened.append(name)
            assert opened.count(name) == 1
    assert not opened
    assert unescape(re.sub(r"<[^>]*>", "", written.text)) == written.visible


@holds
def a_block_is_written_alike_alone_and_among_others(blocks: Blocks) -> None:
    for write in (plain, html, facets, wiki, little):
        alone = [write((block,)).text for block in blocks]
        assert write(blocks).text == "\n\n".join(filter(None, alone))


@holds
def networks_of_one_look_differ_in_their_links_alone(blocks: Blocks) -> None:
    same = tuple(block for block in blocks if not any(run.href for run in _runs((block,))))
    assert plain(same) == little(same)
    assert plain(same).text == wiki(same).text == facets(same).text


@holds
def byte_offsets_lie_on_characters_in_order_and_apart(blocks: Blocks) -> None:
    written = facets(blocks)
    data, last = written.text.encode(), 0
    for entity in written.entities:
        assert last <= entity.start < entity.end <= len(data)
        assert data[entity.start : entity.end].decode().strip()
        last = entity.end


STYLES = (
    Style(looks=frozenset({"bold", "italic", "code", "link", "hashtag"}), linked=frozenset({"https"})),
    Style(looks=frozenset({"link", "hashtag", "mention"})),
    Style(looks=frozenset()),
)


@holds
def a_paragraph_of_one_line_takes_a_short_way_to_the_same(blocks: Blocks) -> None:
    for style in STYLES:
        written = pieces(tuple(_runs(blocks)), style)
        lines = split(written)
        assert text_of(written) == (stretched(lines) if lines else None)


@holds
def places_in_bytes_are_those_in_characters(blocks: Blocks) -> None:
    text = " ".join(run.text for run in _runs(blocks))
    entities = [Entity("hashtag", *found.span()) for found in re.finditer(r"\S+", text)]
    for one, counted in zip(entities, in_bytes(Stretched(text, tuple(entities))), strict=True):
        assert text[one.start : one.end] == text.encode()[counted.start : counted.end].decode()


@holds
def an_address_is_written_once_for_a_link(blocks: Blocks) -> None:
    targets = {run.href for run in _runs(blocks) if run.href}
    for href in targets:
        address = href.removeprefix("mailto:")
        links = sum(run.href == href for run in _runs(blocks))
        assert (
            1
            <= plain(blocks).text.count(address)
            <= links
            + sum(other != href and address in other for other in [run.href for run in _runs(blocks)])
        )


@given(BLOCKS)
def test_what_holds_for_all_that_is_written(blocks: Blocks) -> None:
    for one in PROPERTIES:
        one(blocks)
