"""Turn CommonMark into our own blocks of runs; markdown-it's tokens go no further than this room."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from smmgen.model.document import (
    Block,
    Break,
    Code,
    Document,
    Figure,
    Heading,
    ItemList,
    Paragraph,
    Quote,
    Runs,
    Select,
    Table,
)
from smmgen.model.source import Span
from smmgen.pattern import pattern
from smmgen.read.comment import cleaned
from smmgen.read.inline import Place, inline, plain
from smmgen.read.parsers import Markdown
from smmgen.read.schema import Reading, near
from smmgen.read.tokens import blocks, words

MAX_BODY = 200_000
"""No body is read beyond this length, in characters: far beyond any network's limit."""

_NESTING = 40


_SIGNS = {
    "table": ("|",),
    "fence": ("```", "~~~"),
    "reference": ("]:",),
    "heading": ("# ", "#\t", "#\n", "#\r"),
    "blockquote": (">",),
    "container_select": (":::",),
    "code": ("    ", "\t"),
    "hr": tuple(f"{one}{more}" for one in "*-_" for more in (2 * one, f" {one}", "  ", "\t", " \t")),
    "lheading": ("=", "--", *(f"-{end}" for end in ("\n", "\r", " \n", " \r", "  ", "\t", " \t"))),
    "escape": ("\\",),
    "backticks": ("`",),
    "strikethrough": ("~~",),
    "image": ("![",),
    "autolink": ("<",),
    "entity": ("&",),
}
"""Rules of the parser, each with signs: without any of them it never applies, and is asked at every line."""


_BY_SIGN = tuple((sign, name) for name, signs in _SIGNS.items() for sign in signs)


def _parser(text: str) -> Markdown:
    """Return a parser that has what a text needs, which ends with a line break."""
    return _parser_with(frozenset([name for sign, name in _BY_SIGN if sign in text]))


_ACTIVE = pattern(r"[\n\\`*_~\[\]!<>&]")
"""Signs at which a rule for what stands in a paragraph may apply."""


_JOINING = ("fragments_join", "text_join")
"""Rules that join neighbouring tokens of words, which we do as we read them."""


@cache
def _parser_with(rules: frozenset[str]) -> Markdown:
    parser = Markdown("commonmark", {"html": False, "maxNesting": _NESTING})
    parser.enable(["table", "strikethrough"])
    parser.use(container_plugin, "select", validate=lambda *_: True)
    parser.core.ruler.at("block", blocks)
    parser.core.ruler.at("inline", _inline)
    parser.disable(["html_block", "html_inline", *_JOINING, *(name for name in _SIGNS if name not in rules)])
    return parser


def _inline(state: StateCore) -> None:
    """Parse what stands in paragraphs, as the parser does; words without any sign are one text at once."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        if token.content and not _ACTIVE.search(token.content):
            token.children = [words(token.content)]
        else:
            token.children = state.md.inline.parse(token.content, state.md, state.env, [])


def read_markdown(reading: Reading, text: str, first_line: int = 1) -> Document:
    """Read a body whose first line is `first_line` of its file; never raises.

    Blocks `::: only NAMES` and `::: instead NAMES` become `Select`; an unknown or unclosed one is a
    finding, and its text is kept for all. Comments to smmgen are no text.
    """
    if len(text) > MAX_BODY:
        span = Span(reading.source.path, first_line, 1, first_line, 1)
        reading.error(
            "MDN006", span, f"The text has {len(text)} characters; {MAX_BODY} is the most.", "Split it."
        )
        return Document()
    text, numbers = cleaned(text, first_line)
    whole = f"{text}\n"  # a container's rule looks behind the last line
    tokens = _parser(whole).parse(whole)
    return Document(_Blocks(reading, text.split("\n"), numbers).read(tokens))


class _Cells(NamedTuple):
    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


class _Blocks:
    """Walk over the tokens of one body."""

    def __init__(self, reading: Reading, lines: list[str], numbers: Sequence[int]) -> None:
        self._reading = reading
        self._lines = lines
        self._numbers = numbers

    def read(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        return tuple(self._blocks(iter(tokens)))

    def _blocks(self, tokens: Iterator[Token], until: str = "") -> Iterator[Block]:
        for token in tokens:
            if token.type == until:
                return
            yield from self._block(token, tokens)

    def _block(self, token: Token, tokens: Iterator[Token]) -> Iterator[Block]:
        match token.type:
            case "inline":
                yield from self._paragraph(token)
            case "heading_open":
                runs, _ = self._inline(next(tokens))
                next(tokens)
                yield Heading(runs, int(token.tag[1]), self._span(token))
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(token, tokens)
            case "blockquote_open":
                yield Quote(tuple(self._blocks(tokens, "blockquote_close")), self._span(token))
            case "fence" | "code_block":
                yield Code(
                    token.content.rstrip("\n"), token.info.strip().partition(" ")[0], self._span(token)
                )
            case "hr":
                yield Break(self._span(token))
            case "table_open":
                cells = self._table(tokens)
                yield Table(cells.head, cells.rows, self._span(token))
            case "container_select_open":
                yield from self._select(token, tokens)

    def _paragraph(self, token: Token) -> Iterator[Block]:
        runs, figures = self._inline(token)
        if any(run.text.strip() for run in runs):
            yield Paragraph(runs, self._span(token))
        yield from figures

    def _list(self, token: Token, tokens: Iterator[Token]) -> Block:
        close = token.type.replace("open", "close")
        items = []
        for item in tokens:
            if item.type == close:
                break
            items.append(tuple(self._blocks(tokens, "list_item_close")))
        start = token.attrGet("start")
        is_ordered = token.type == "ordered_list_open"
        return ItemList(tuple(items), is_ordered, int(start) if start is not None else 1, self._span(token))

    def _table(self, tokens: Iterator[Token]) -> _Cells:
        rows: list[list[Runs]] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._inline(token)[0])
        return _Cells(tuple(rows[0]), tuple(tuple(row) for row in rows[1:])) if rows else _Cells((), ())

    def _select(self, token: Token, tokens: Iterator[Token]) -> Iterator[Block]:
        blocks = tuple(self._blocks(tokens, "container_select_close"))
        words = token.info.split()
        kind = words[0] if words else ""
        if kind not in ("only", "instead") or len(words) < 2:
            self._refuse_block(token, kind)
            yield from blocks
            return
        if not self._is_closed(token):
            message = f"The block “::: {kind}” is not closed."
            self._reading.error("MDN002", self._opening(token), message, "End it with a line `:::`.")
        names = tuple((word, self._word(token, word)) for word in (name.strip(",") for name in words[1:]))
        yield Select("only" if kind == "only" else "instead", names, blocks, self._span(token))

    def _refuse_block(self, token: Token, kind: str) -> None:
        span = self._opening(token)
        if not kind:
            self._reading.error(
                "MDN003", span, "This `:::` closes a block that was not opened.", "Delete the line."
            )
        elif kind in ("only", "instead"):
            hint = f"Name accounts or networks: ::: {kind} telegram."
            self._reading.error("MDN001", span, f"“::: {kind}” does not say for whom.", hint)
        else:
            message = f"There is no block “::: {kind}”."
            self._reading.error("MDN001", span, message, near(kind, ("only", "instead")))

    def _is_closed(self, token: Token) -> bool:
        _, behind = token.map or [0, 0]
        return re.fullmatch(r"\s*:{3,}\s*", self._line(behind)) is not None

    def _inline(self, token: Token) -> tuple[Runs, tuple[Figure, ...]]:
        if not token.children:
            return (), ()
        if runs := plain(token.children):
            return runs, ()
        first, last = token.map or [0, 0]
        raw = "\n".join(self._lines[first:last])
        place = Place(self._reading, raw, self._numbers[first : max(last, first + 1)])
        return inline(place, token.children)

    def _span(self, token: Token) -> Span:
        first, last = token.map or [0, 1]
        while last - 1 > first and not self._line(last - 1).strip():
            last -= 1
        start = self._line(first)
        column = len(start) - len(start.lstrip()) + 1
        line, end = self._numbers[first], self._numbers[last - 1]
        return Span(self._reading.source.path, line, column, end, len(self._line(last - 1)) + 1)

    def _opening(self, token: Token) -> Span:
        first, _ = token.map or [0, 1]
        line = self._numbers[first]
        return Span(self._reading.source.path, line, 1, line, len(self._line(first)) + 1)

    def _word(self, token: Token, word: str) -> Span:
        first, _ = token.map or [0, 1]
        found = re.search(
            rf"(?<![\w-]){re.escape(word)}(?![\w-])", self._line(first).partition(token.info.split()[0])[2]
        )
        before = self._line(first).find(token.info.split()[0]) + len(token.info.split()[0])
        column = before + found.start() + 1 if found else 1
        line = self._numbers[first]
        return Span(self._reading.source.path, line, column, line, column + len(word))

    def _line(self, index: int) -> str:
        return self._lines[index] if 0 <= index < len(self._lines) else ""
