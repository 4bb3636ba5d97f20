"""HTML for blogs: a whole article with headings, lists, quotations, code, tables and pictures."""

import re
from collections.abc import Iterable
from html import escape, unescape
from itertools import groupby

from smmgen.model.document import (
    PLACE,
    Block,
    Blocks,
    Code,
    Figure,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Quote,
    Run,
    Runs,
    Select,
    Table,
)
from smmgen.model.variant import Written
from smmgen.pattern import pattern

HIGHEST = 2
"""The highest heading in an article: the page has its title above, as the only one of level 1."""

_LINKED = pattern(r"(?:https?|mailto|tg):", re.IGNORECASE)
_MARKS = ((Mark.CODE, "code"), (Mark.STRIKE, "s"), (Mark.ITALIC, "em"), (Mark.BOLD, "strong"))


def article(blocks: Blocks) -> Written:
    """Write blocks as semantic HTML, one block a line; everything that people wrote is escaped.

    A figure's picture has its place, "file:" and its number, for an address: that is put in when the picture
    has one. What is seen is the text without tags: no bullets, no alternative texts.
    """
    text = _blocks(blocks)
    return Written(text, seen(text), "article")


def seen(text: str) -> str:
    """Return an article's text without its tags."""
    return unescape(re.sub(r"<[^>]*>", "", text)).strip()


def _blocks(blocks: Iterable[Block]) -> str:
    return "\n".join(written for block in blocks if (written := _block(block)))


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_runs(block.runs)}</p>"
        case Heading():
            level = max(HIGHEST, block.level)
            return f"<h{level}>{_runs(block.runs)}</h{level}>"
        case ItemList():
            return _list(block)
        case Quote():
            return f"<blockquote>\n{_blocks(block.blocks)}\n</blockquote>"
        case Code():
            return _code(block)
        case Table():
            return _table(block)
        case Figure():
            return _figure(block)
        case Select():
            return _blocks(block.blocks)
        case _:
            return "<hr>"


def _list(block: ItemList) -> str:
    tag = "ol" if block.ordered else "ul"
    start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
    items = "\n".join(f"<li>{_item(item)}</li>" for item in block.items)
    return f"<{tag}{start}>\n{items}\n</{tag}>"


def _item(item: Blocks) -> str:
    """Write an item; one that starts with a paragraph needs no paragraph around it."""
    if item and isinstance(item[0], Paragraph) and not any(isinstance(one, Paragraph) for one in item[1:]):
        return "\n".join(part for part in (_runs(item[0].runs), _blocks(item[1:])) if part)
    return _blocks(item)


def _code(block: Code) -> str:
    language = re.sub(r"[^\w+#.-]", "", block.language)
    name = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{name}>{escape(block.text.rstrip(), quote=False)}</code></pre>"


def _table(block: Table) -> str:
    rows = "\n".join(_row(row, "td") for row in block.rows)
    return f"<table>\n<thead>\n{_row(block.head, 'th')}\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _row(cells: tuple[Runs, ...], tag: str) -> str:
    return "<tr>\n" + "\n".join(f"<{tag}>{_runs(cell)}</{tag}>" for cell in cells) + "\n</tr>"


def _figure(block: Figure) -> str:
    if not block.source.startswith(PLACE):
        return ""
    return figure(block.source, block.alt, block.title)


def figure(source: str, alt: str, caption: str = "") -> str:
    """Write a picture with its alternative text, and its caption where it has one."""
    below = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(source)}" alt="{escape(alt)}">{below}</figure>'


def _runs(runs: Runs) -> str:
    return "".join(
        _link(href, "".join(map(_run, group))) for href, group in groupby(runs, key=lambda run: run.href)
    )


def _link(href: str, words: str) -> str:
    return f'<a href="{escape(href)}">{words}</a>' if _LINKED.match(href) else words


def _run(run: Run) -> str:
    text = escape(run.text, quote=False).replace("\n", "<br>\n")
    for mark, tag in _MARKS:
        if mark in run.marks:
            text = f"<{tag}>{text}</{tag}>"
    return text
