"""The tokens of paragraphs, lists and the like: the parser's own take long to make."""

from typing import Any, Literal

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from msgspec import Struct

_UNREAD = ("paragraph_open", "paragraph_close")


class LightToken(Struct):
    """A token with all that is asked of the parser's own; made in a tenth of the time."""

    type: str
    tag: str
    nesting: Literal[-1, 0, 1]
    attrs: dict[str, str | int | float] = {}
    map: list[int] | None = None
    level: int = 0
    children: list[Any] | None = None
    content: str = ""
    markup: str = ""
    info: str = ""
    meta: dict[Any, Any] = {}
    block: bool = False
    hidden: bool = False

    def attrGet(self, name: str) -> str | int | float | None:  # noqa: N802  (the parser's own name)
        """Return an attribute; None where the token has none of this name."""
        return self.attrs.get(name)


def words(text: str) -> Any:
    """Return the token of a text without any look."""
    return LightToken("text", "", 0, content=text)


class _Lines(StateBlock):
    """The lines of a text while they are parsed; of a paragraph only its words become a token."""

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Any:
        """Add a token."""
        if nesting < 0:
            self.level -= 1
        token = LightToken(ttype, tag, nesting, level=self.level, block=True)
        if nesting > 0:
            self.level += 1
        if ttype not in _UNREAD:
            self.tokens.append(token)  # type: ignore[arg-type]
        return token


def blocks(state: StateCore) -> None:
    """Parse the blocks of a text, as the parser does."""
    lines = _Lines(state.src, state.md, state.env, state.tokens)
    state.md.block.tokenize(lines, lines.line, lines.lineMax)
