import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.compose.overflow import thread, truncate
from smmgen.compose.pieces import joined, pieces
from smmgen.model.document import Block, Blocks, Heading, ItemList, Paragraph, Quote
from smmgen.model.source import Source
from smmgen.read.markdown import read_markdown
from smmgen.read.schema import Reading


def blocks(text: str) -> Blocks:
    return read_markdown(Reading(Source("post.md", text)), text).blocks


def plain(some: Blocks) -> str:
    return "\n\n".join(_plain(block) for block in some)


def _plain(block: Block) -> str:
    match block:
        case Paragraph() | Heading():
            return "".join(run.text for run in block.runs).strip()
        case ItemList():
            return "\n".join("• " + plain(item) for item in block.items)
        case Quote():
            return plain(block.blocks)
    return ""


def parted(text: str, limit: int, tail: str = "") -> list[str]:
    parts = thread(blocks(text), blocks(tail), lambda some, _: len(plain(some)) <= limit)
    return [plain(part) for part in parts]


THREADS = [
    ("One two. Three four.", 100, ["One two. Three four."]),
    ("First paragraph.\n\nSecond paragraph.", 20, ["First paragraph.", "Second paragraph."]),
    ("One two three. Four five six. Seven.", 30, ["One two three. Four five six.", "Seven."]),
    ("One two three four five six", 14, ["One two three", "four five six"]),
    (
        "Short.\n\nA longer paragraph. With two sentences.",
        30,
        ["Short.\n\nA longer paragraph.", "With two sentences."],
    ),
    ("See [all the beans we roast](https://n.example) now", 24, ["See", "all the beans we roast", "now"]),
    ("# Head\n\nText that is long.", 20, ["Head", "Text that is long."]),
    ("Text here.\n\n# Head\n\nMore text.", 20, ["Text here.", "Head\n\nMore text."]),
    ("- one item\n- two items\n- three", 24, ["• one item\n• two items", "• three"]),
    ("Prices from approx. 5 EUR. Come by.", 28, ["Prices from approx. 5 EUR.", "Come by."]),
    ("Дом г. Берлин, 12 мая. Приходите.", 25, ["Дом г. Берлин, 12 мая.", "Приходите."]),
    ("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 12, ["👨‍👩‍👧👨‍👩‍👧", "👨‍👩‍👧"]),
]


@pytest.mark.parametrize(("text", "limit", "parts"), THREADS)
def test_a_thread_is_parted_where_a_reader_would_pause(text: str, limit: int, parts: list[str]) -> None:
    assert parted(text, limit) == parts


TAILS = [
    ("One two three.", "#coffee", 40, ["One two three.\n\n#coffee"]),
    ("One two three. Four five.", "#coffee #sale", 27, ["One two three.", "Four five.\n\n#coffee #sale"]),
    ("One two three four", "#coffee #sale", 22, ["One two three", "four\n\n#coffee #sale"]),
]


@pytest.mark.parametrize(("text", "tail", "limit", "parts"), TAILS)
def test_hashtags_end_a_thread_with_words_before_them(
    text: str, tail: str, limit: int, parts: list[str]
) -> None:
    assert parted(text, limit, tail) == parts


WORDS = st.sampled_from(
    [
        "sun.",
        "winter",
        "coffee!",
        "[a link of words](https://n.example)",
        "**bold**",
        "#tag",
        "кофе",
        "👍🏽",
        "so?",
    ]
)
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=12).map(" ".join), min_size=1, max_size=5).map(
    "\n\n".join
)


@given(TEXTS, st.integers(20, 80))
def test_a_thread_loses_no_word_and_every_part_fits(text: str, limit: int) -> None:
    parts = parted(text, limit)
    whole = plain(blocks(text))
    assert re.sub(r"\s+", "", "".join(parts)) == re.sub(r"\s+", "", whole)
    assert all(len(part) <= limit for part in parts)
    assert all(part.count("a link") == part.count("a link of words") for part in parts)


@given(TEXTS, st.sampled_from(["sentence", "word", "letter"]))
def test_pieces_join_to_what_they_were(text: str, grain: str) -> None:
    for block in blocks(text):
        assert plain(joined(pieces(block, grain))) == plain((block,))  # type: ignore[arg-type]


CUTS = [
    ("One two three four", 40, "One two three four"),
    ("One two three four", 12, "One two…"),
    ("One two, three four", 10, "One two…"),
    ("One. Two three.", 8, "One…"),
    ("First.\n\nSecond one here.", 17, "First.\n\nSecond…"),
]


@pytest.mark.parametrize(("text", "limit", "cut"), CUTS)
def test_a_text_is_cut_at_a_word_with_an_ellipsis(text: str, limit: int, cut: str) -> None:
    assert plain(truncate(blocks(text), (), lambda some: len(plain(some)) <= limit)) == cut


@given(TEXTS, st.integers(12, 60))
def test_a_cut_text_fits_and_keeps_its_tail(text: str, limit: int) -> None:
    tail = blocks("#tag")
    cut = plain(truncate(blocks(text), tail, lambda some: len(plain(some)) <= limit))
    assert len(cut) <= limit
    assert cut.endswith("#tag")


def test_a_word_of_thousands_of_letters_is_parted_with_few_measurements() -> None:
    measured: list[int] = []

    def fits(some: Blocks, number: int) -> bool:
        measured.append(len(plain(some)))
        return measured[-1] <= 4000

    parts = thread(blocks("я" * 9000), (), fits)
    assert [len(plain(part)) for part in parts] == [4000, 4000, 1000]
    assert len(measured) < 100


def test_a_post_of_ten_thousand_mentions_is_cut_in_no_time() -> None:
    began = time.process_time()
    (paragraph,) = blocks("@word " * 10_000)
    assert len(pieces(paragraph, "word")) >= 9_999
    assert time.process_time() - began < 10
