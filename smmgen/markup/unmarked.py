"""What a reader sees of Markdown: for comparing a post that a network hands out with what was sent."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt

from smmgen.markup.lay import BULLETS

_CELLS = " — "


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])


def unmarked(text: str) -> str:
    """Return the words of a Markdown text as the visible text of `markdown` has them, bullets included.

    White space is not that of the layout: the comparison of texts does not look at it.
    """
    return "".join(_Words().read(_reader().parse(text))).strip()


class _Words:
    """Know the lists and the row of a table that the pen is in: a quotation starts its lists anew."""

    def __init__(self) -> None:
        self._lists: list[list[int | None]] = [[]]
        self._cells: int | None = None

    def read(self, tokens: list[Any]) -> Iterator[str]:
        for token in tokens:
            match token.type:
                case "bullet_list_open":
                    self._lists[-1].append(None)
                case "ordered_list_open":
                    self._lists[-1].append(int(token.attrs.get("start", 1)))
                case "bullet_list_close" | "ordered_list_close":
                    self._lists[-1].pop()
                case "blockquote_open":
                    self._lists.append([])
                case "blockquote_close":
                    self._lists.pop()
                case "tr_open" | "tr_close":
                    self._cells = 0 if token.nesting > 0 else None
                case "list_item_open":
                    yield self._bullet()
                case "inline":
                    yield self._inline(token)
                case "fence" | "code_block":
                    yield token.content
            yield "\n" if token.nesting < 0 else ""

    def _bullet(self) -> str:
        lists = self._lists[-1]
        number = lists[-1]
        if number is None:
            return BULLETS[min(len(lists), len(BULLETS)) - 1] + " "
        lists[-1] = number + 1
        return f"{number}. "

    def _inline(self, token: Any) -> str:
        words = "".join("\n" if one.type.endswith("break") else one.content for one in token.children or ())
        if self._cells is None or not words:
            return words
        self._cells += 1
        return words if self._cells == 1 else _CELLS + words
