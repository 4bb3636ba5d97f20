"""Markdown is read as the post was meant: by CommonMark's own rules, and without what plain words would say."""

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from smmgen.markup.markdown import COMMONMARK, DISCORD, REDDIT, Flavour, markdown
from smmgen.markup.unmarked import unmarked
from smmgen.model.document import Blocks, Heading, ItemList, Mark, Paragraph, Quote, Run, Runs
from smmgen.model.source import Source
from smmgen.publish.fingerprint import fingerprint
from smmgen.read.markdown import read_markdown
from smmgen.read.schema import Reading
from tests.markup.test_properties import BLOCKS, SPAN, WORDS

READER = MarkdownIt("commonmark").enable(["strikethrough", "table"])


def wrote(text: str, flavour: Flavour = COMMONMARK) -> str:
    return markdown(read_markdown(Reading(Source("post.md", text)), text).blocks, flavour).text


def inline(text: str) -> list[Any]:
    (found,) = [token for token in READER.parse(text) if token.type == "inline"]
    return list(found.children or ())


def read(text: str) -> tuple[str, list[str]]:
    """Return the words that a reader sees, and the kinds of marks."""
    tokens = [one for token in READER.parse(text) if token.type == "inline" for one in token.children or ()]
    words = "".join("\n" if one.type == "hardbreak" else one.content for one in tokens)
    return words, [one.type for one in tokens if one.nesting == 1 or one.type in ("code_inline", "image")]


SIGNS = st.text("\\`*_{}[]()<>&~|#+-=.!:^$@\"'/1a é—", min_size=1, max_size=12)


@given(SIGNS)
def test_no_plain_word_is_taken_for_markup(text: str) -> None:
    made = markdown((Paragraph((Run(text),), SPAN),)).text
    tokens = READER.parse(made)
    assert [token.type for token in tokens][:2] in ([], ["paragraph_open", "inline"])
    assert read(made) == (text.strip(), [])


@given(SIGNS, st.integers(1, 6))
def test_no_sign_of_a_heading_is_lost(text: str, level: int) -> None:
    made = markdown((Heading((Run(text),), level, SPAN),)).text
    assert read(made)[0] == text.strip()


PIECES = st.sampled_from((*":>-*#`~|\\[]()!<&1.a \n\t", ":::", "::: only a\n", "\n:::", "```", "~~~"))


@example(["> ", "::: only a\n", ">"])
@given(st.lists(PIECES, max_size=25))
def test_no_text_stops_the_reading(pieces: list[str]) -> None:
    text = "".join(pieces)
    read_markdown(Reading(Source("post.md", text)), text)


MARKED = st.lists(
    st.builds(
        Run,
        st.text('ab "*_~!.#é', min_size=1, max_size=5),
        marks=st.sampled_from([Mark.NONE, Mark.BOLD, Mark.ITALIC, Mark.STRIKE, Mark.BOLD | Mark.ITALIC]),
    ),
    min_size=1,
    max_size=5,
).map(tuple)


@given(MARKED)
def test_marks_never_leak(runs: Runs) -> None:
    made = markdown((Paragraph(runs, SPAN),)).text
    assert read(made)[0] == "".join(run.text for run in runs).strip()


@given(
    WORDS, st.sampled_from(["https://a.example/x_(y)", "https://a.example/?a=1&b=*2*", "mailto:a@b.example"])
)
def test_a_link_keeps_its_words_and_its_target(words: str, href: str) -> None:
    made = markdown((Paragraph((Run("Wow!"), Run(words, "link", Mark.NONE, href)), SPAN),)).text
    (opened,) = [one for one in inline(made) if one.type == "link_open"]
    assert str(opened.attrs["href"]).replace("%28", "(").replace("%29", ")") == href.replace("*2*", "*2*")
    assert read(made)[1] == ["link_open"]


@given(BLOCKS)
def test_no_word_is_lost_and_what_was_written_is_known_again(blocks: Blocks) -> None:
    for flavour in (COMMONMARK, REDDIT, DISCORD):
        made = markdown(blocks, flavour).text
        assert made == made.strip("\n")
        for word in re.findall(r"w[a-gñéж漢]+", markdown(blocks, flavour).visible):
            assert word in made
    written = markdown(blocks, REDDIT)
    if not re.search("mailto:|tg:", written.visible):  # such addresses are written otherwise by people
        assert fingerprint(unmarked(written.text)) == fingerprint(written.visible)


def test_no_mark_leaks_before_a_bare_address() -> None:
    url = "https://a.example"
    runs = (Run("a<", marks=Mark.BOLD), Run(url, "link", Mark.NONE, url))
    assert markdown((Paragraph(runs, SPAN),), REDDIT).text == f"a\\<{url}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("All **beans** *must* go.", "All **beans** _must_ go."),
        ("un*believ*able", "un*believ*able"),
        ("**a*b*c**", "**a*b*c**"),
        ("a **b *c*** d", "a **b _c_** d"),
        ("~~old~~ `a*b` ``a`b``", "~~old~~ `a*b` ``a`b``"),
        ("5 \\* 3, snake_case, [x] & \\<y>", "5 \\* 3, snake\\_case, \\[x\\] \\& \\<y\\>"),
        ("\\# not a heading", "\\# not a heading"),
        ("1\\. not a list", "1\\. not a list"),
        (
            "[here](https://a.example/b_c) https://a.example/b_c",
            "[here](https://a.example/b_c) <https://a.example/b_c>",
        ),
        ("a\\\nb", "a  \nb"),
        ("- one\n- two\n  - three", "- one\n- two\n  - three"),
        ("3. one\n4. two", "3. one\n4. two"),
        ("- one\n\n  more\n- two", "- one\n\n  more\n\n- two"),
        ("> a\n>\n> b", "> a\n> \n> b"),
        ("```py\nx = 1\n```", "```py\nx = 1\n```"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n| --- | --- |\n| 1 | 2 |"),
        ("##### Deep #5", "##### Deep \\#5"),
    ],
)
def test_commonmark(source: str, expected: str) -> None:
    assert wrote(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("##### Deep", "### Deep"),
        ("a\\\nb", "a\nb"),
        ("Hi \\<@123> and \\<t:1:R>, \\<b>", "Hi <@123> and <t:1:R>, \\<b\\>"),
        ("Write to [us](mailto:a@b.example).", "Write to us (a@b.example)."),
        ("see https://a.example/b_c", "see https://a.example/b_c"),
        ("> a\n>\n> > b", "> a\n> \n> b"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "**a** — **b**\n1 — 2"),
        ("||no spoiler||", "\\|\\|no spoiler\\|\\|"),
    ],
)
def test_discord(source: str, expected: str) -> None:
    assert wrote(source, DISCORD) == expected


def test_an_address_in_short_is_written_whole_on_discord_and_seen_so() -> None:
    url = "https://northwind.example/sale"
    blocks = (Paragraph((Run("northwind.example/sale", "link", Mark.NONE, url),), SPAN),)
    assert (markdown(blocks, DISCORD).text, markdown(blocks, DISCORD).visible) == (url, url)
    assert markdown(blocks, REDDIT).visible == "northwind.example/sale"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("u/some_name_ ^x", "u/some_name_ \\^x"),
        ("a_u/b_", "a\\_u/b\\_"),
        ("#coffee", "\\#coffee"),
        ("a\\\nb", "a  \nb"),
    ],
)
def test_reddit(source: str, expected: str) -> None:
    assert wrote(source, REDDIT) == expected


def test_two_lists_stay_two() -> None:
    item = (Paragraph((Run("a"),), SPAN),)
    made = markdown((ItemList((item,), False, 1, SPAN), ItemList((item,), False, 1, SPAN))).text
    assert made == "- a\n\n* a"


def test_a_quotation_in_a_list() -> None:
    quote = Quote((Paragraph((Run("a"),), SPAN),), SPAN)
    blocks = (ItemList(((quote,),), False, 1, SPAN),)
    assert (markdown(blocks).text, markdown(blocks, DISCORD).text) == ("- > a", "- a")
