"""Read CommonMark as its readers see it, for networks whose own form it is."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from smmgen.sandbox.post import MarkKind
from smmgen.sandbox.rich import Rich, joined, marked, plain, stripped

if TYPE_CHECKING:
    from markdown_it.token import Token
    from markdown_it.tree import SyntaxTreeNode

_INLINE: dict[str, MarkKind] = {"strong": "bold", "em": "italic", "s": "strike"}
_URL = re.compile(r"https?://[^\s<>]*[^\s<>.,:;!?'\")\]*_~|]")


def read(source: str) -> Rich:
    """Return a source's text and marks: headings are bold, items begin with a bullet or their number."""
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    parser = MarkdownIt("commonmark", {"html": False}).enable(["strikethrough", "table"])
    tokens: list[Token] = parser.parse(source)
    return stripped(_blocks(SyntaxTreeNode(tokens).children))


def _blocks(nodes: "Iterable[SyntaxTreeNode]", between: str = "\n\n") -> Rich:
    return joined([_block(node) for node in nodes if node.type != "hr"], between)


def _block(node: "SyntaxTreeNode") -> Rich:
    match node.type:
        case "heading":
            return marked(_inline(node.children[0]), "bold")
        case "paragraph":
            return _inline(node.children[0])
        case "blockquote":
            return marked(_blocks(node.children), "quote")
        case "fence" | "code_block":
            return plain(node.content.removesuffix("\n"), "pre")
        case "bullet_list" | "ordered_list":
            return _items(node)
        case "table":
            rows = [row for part in node.children for row in part.children]
            return joined((joined(map(_cell, row.children), " | ") for row in rows), "\n")
        case _:
            return Rich(node.content if not node.children else "")


def _cell(node: "SyntaxTreeNode") -> Rich:
    return joined(_inline(child) for child in node.children)


def _items(node: "SyntaxTreeNode") -> Rich:
    first = int(node.attrs.get("start", 1))
    rows = []
    for number, item in enumerate(node.children, first):
        sign = f"{number}. " if node.type == "ordered_list" else "• "
        rows.append(joined([Rich(sign), _blocks(item.children, "\n")]))
    return joined(rows, "\n")


def _inline(node: "SyntaxTreeNode") -> Rich:
    return joined(_run(child) for child in node.children)


def _run(node: "SyntaxTreeNode") -> Rich:
    match node.type:
        case "text" | "text_special":
            return _linked(node.content)
        case "softbreak" | "hardbreak":
            return Rich("\n")
        case "code_inline":
            return plain(node.content, "code")
        case "link":
            return marked(
                joined(_unlinked(child) for child in node.children), "link", str(node.attrs["href"])
            )
        case "image":
            return Rich(node.content)
        case kind if kind in _INLINE:
            return marked(_inline(node), _INLINE[kind])
        case _:
            return Rich(node.content)


def _unlinked(node: "SyntaxTreeNode") -> Rich:
    return Rich(node.content) if node.type == "text" else _run(node)


def _linked(text: str) -> Rich:
    parts, place = [], 0
    for match in _URL.finditer(text):
        parts += [Rich(text[place : match.start()]), plain(match[0], "link", match[0])]
        place = match.end()
    return joined([*parts, Rich(text[place:])])
