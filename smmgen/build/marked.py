"""Show a message's Markdown on a page: only what our own writer makes of a post, and nothing that is HTML."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from smmgen.build.quick import quick_markdown
from smmgen.text.links import find_urls

_PLACE = re.compile(r"\]\(file:(\d+)\)")


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])


def marked_html(text: str, safe: Callable[[str], str]) -> str:
    """Return Markdown as HTML; a link leads where `safe` lets it, a heading is a bold line.

    Addresses that stand bare are links, as the networks make them.
    """
    html = quick_markdown(text, safe)
    return parsed_html(text, safe) if html is None else html


def parsed_html(text: str, safe: Callable[[str], str]) -> str:
    """Return what `marked_html` does, of any Markdown."""
    reader = _reader()
    tokens = reader.parse(text)
    for token in tokens:
        token.children = list(_with_addresses(token.children or ()))
    _tame(tokens, safe)
    return str(reader.renderer.render(tokens, reader.options, {})).strip()


def _with_addresses(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens of a line, with links on addresses that have none."""
    links = 0
    for token in tokens:
        links += token.nesting if token.type.startswith("link_") else 0
        if token.type != "text" or links:
            yield token
            continue
        last = 0
        for start, end in find_urls(token.content):
            address = token.content[start:end]
            yield Token("text", "", 0, content=token.content[last:start])
            yield Token("link_open", "a", 1, attrs={"href": address})
            yield Token("text", "", 0, content=address)
            yield Token("link_close", "a", -1)
            last = end
        yield Token("text", "", 0, content=token.content[last:])


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


def marked_article(text: str, safe: Callable[[str], str], pictures: tuple[tuple[str, str], ...]) -> str:
    """Return an article's Markdown as HTML, with our own pictures in their places.

    `pictures` are (address, alternative text). A heading is one of the second level at most, as the page has
    the title above.
    """
    reader = _reader()
    tokens = reader.parse(_PLACE.sub(r"](picture:\1)", text))  # the parser takes no address of a file
    _place(tokens, safe, pictures)
    return str(reader.renderer.render(tokens, reader.options, {})).strip()


def _place(tokens: Iterable[Any], safe: Callable[[str], str], pictures: tuple[tuple[str, str], ...]) -> None:
    for token in tokens:
        if token.type.startswith("heading"):
            token.tag = "h2" if token.tag == "h1" else token.tag
        elif token.type == "link_open":
            token.attrs = {"href": safe(str(token.attrs.get("href", ""))), "rel": "noopener nofollow"}
        elif token.type == "image":
            number = str(token.attrs.get("src", "")).removeprefix("picture:")
            known = number.isdecimal() and int(number) < len(pictures)
            address, alt = pictures[int(number)] if known else ("", token.content)
            token.attrs = {"src": address, "alt": ""}
            if not address:
                token.type, token.tag, token.content = "text", "", alt
        _place(token.children or (), safe, pictures)
