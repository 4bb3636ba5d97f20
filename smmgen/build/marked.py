"""Show a message's Markdown on a page: only what our own writer makes of a post, and nothing that is HTML."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from markdown_it import MarkdownIt


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])


def marked_html(text: str, safe: Callable[[str], str]) -> str:
    """Return Markdown as HTML; a link leads where `safe` lets it, a heading is a bold line."""
    reader = _reader()
    tokens = reader.parse(text)
    _tame(tokens, safe)
    return str(reader.renderer.render(tokens, reader.options, {})).strip()


def _tame(tokens: Iterable[Any], safe: Callable[[str], str]) -> None:
    for token in tokens:
        if token.type.startswith("heading"):
            token.attrs = {"class": f"md-heading md-{token.tag}"} if token.nesting > 0 else {}
            token.tag = "p"
        elif token.type == "link_open":
            token.attrs = {"href": safe(str(token.attrs.get("href", ""))), "rel": "noopener nofollow"}
        elif token.type == "image":
            token.type, token.tag, token.content = "text", "", "".join(one.content for one in token.children)
        _tame(token.children or (), safe)
