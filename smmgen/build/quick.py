"""Show the plain cases of a message's Markdown and HTML without a parser; the rest is left to one.

Most messages are paragraphs, bold words, links, lists and quotations as our own writers make them; parsers
written in Python took a third of a page's time for these. What is returned is what a parser makes of it:
tests compare the two on texts of all signs that mean anything.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape

from smmgen.text.links import find_urls

_WORDS = r"[^\\`*_\[\]<>&~|!\x00-\x1f\x7f\x85\u2028\u2029]"
_INLINE = re.compile(
    rf"""(?P<plain>(?:{_WORDS}|!(?!\[)|(?<=[^\W_])_(?=[^\W_]))+)
       | \\(?P<sign>[!-/:-@\[-`{{-~])
       | (?<![\w*\\])\*\*(?P<bold>[^\W_](?:{_WORDS}*[^\W_])?)\*\*(?![\w*])
       | (?<!!)\[(?P<words>{_WORDS}+)\]
         \((?P<href>https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/(?:[A-Za-z0-9_./?=+:@,&\#-]|%[0-9A-F]{{2}})*)?)\)
    """,
    re.VERBOSE,
)
_BLOCK = re.compile(r"[#>+=:-]|[0-9]{1,9}[.)]")
"""What may begin something else than a line of a paragraph."""

_FRAMES = {"": ("<p>", "\n", "</p>"), "> ": ("<blockquote>\n<p>", "\n", "</p>\n</blockquote>")}
_FRAMES["- "] = ("<ul>\n<li>", "</li>\n<li>", "</li>\n</ul>")


def quick_markdown(text: str, safe: Callable[[str], str]) -> str | None:
    """Return Markdown as HTML, a link leading where `safe` lets it; None where it takes a parser."""
    made, before = [], ""
    for block in text.split("\n\n"):
        sign = block[:2] if block[:2] in _FRAMES else ""
        lines = [_line(line, sign, safe) for line in block.split("\n")]
        if None in lines or sign == before == "- ":
            return None
        start, between, end = _FRAMES[sign]
        made.append(f"{start}{between.join(filter(None, lines))}{end}")
        before = sign
    return "\n".join(made)


def _line(line: str, sign: str, safe: Callable[[str], str]) -> str | None:
    words = line[len(sign) :]
    if not line.startswith(sign) or not words or words != words.strip() or _BLOCK.match(words):
        return None
    try:
        return "".join(_inline(words, safe))
    except ValueError:
        return None


def _inline(words: str, safe: Callable[[str], str]) -> Iterator[str]:
    """Yield the HTML of a line in pieces; raise `ValueError` where it takes a parser."""
    text, last = "", 0
    for found in _INLINE.finditer(words):
        if found.start() != last:
            break
        last, kind = found.end(), found.lastgroup
        if kind in ("plain", "sign"):
            text += found[kind]
            continue
        yield _addressed(text, safe)
        text = ""
        if kind == "bold":
            yield f"<strong>{_addressed(found['bold'], safe)}</strong>"
        else:
            yield _link(safe(found["href"]), found["words"])
    if last != len(words):
        raise ValueError("more than plain Markdown")
    yield _addressed(text, safe)


def _addressed(text: str, safe: Callable[[str], str]) -> str:
    """Return words as HTML, with links on addresses that stand bare."""
    made, last = [], 0
    for start, end in find_urls(text):
        made += [_escaped(text[last:start]), _link(safe(text[start:end]), text[start:end])]
        last = end
    return "".join([*made, _escaped(text[last:])])


def _link(href: str, words: str) -> str:
    return f'<a href="{_escaped(href)}" rel="noopener nofollow">{_escaped(words)}</a>'


def _escaped(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")


_PIECE = re.compile(r'<a href="(?P<href>[^"<>&\s]*(?:&amp;[^"<>&\s]*)*)">|<(?P<end>/?)(?P<tag>[a-z]+)>|[^<]+')


def quick_html(
    text: str,
    shapes: Mapping[str, str],
    linked: Callable[[str], str],
    link: Callable[[str], str],
    literal: frozenset[str],
) -> str | None:
    """Return a message's HTML with the tags of `shapes` for its own; None where it takes a parser.

    `linked` returns words as HTML, `link` the tag of a link to an address, empty where it may lead nowhere.
    Within `literal` tags no links are made.
    """
    made: list[str] = []
    inside: list[str] = []
    last = 0
    for found in _PIECE.finditer(text):
        if found.start() != last:
            return None
        last, tag = found.end(), "a" if found["href"] is not None else found["tag"]
        if tag is None:
            words = unescape(found[0])
            made.append(linked(words) if literal.isdisjoint(inside) else escape(words))
        elif found["end"]:
            if not inside or inside.pop() != tag:
                return None
            made.append(f"</{'a' if tag == 'a' else shapes[tag]}>")
        else:
            opening = link(unescape(found["href"])) if tag == "a" and found["href"] else _tag(tag, shapes)
            if not opening:
                return None
            inside.append(tag)
            made.append(opening)
    return None if inside or last != len(text) else "".join(made)


def _tag(tag: str, shapes: Mapping[str, str]) -> str:
    return f"<{shapes[tag]}>" if tag in shapes else ""
