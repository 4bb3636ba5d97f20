"""Read Slack's mrkdwn as its readers see it.

Only `&amp;`, `&lt;` and `&gt;` are entities; everything in angle brackets is a link or a mention. Source:
Slack's documentation, "Formatting message text"; read 2026-11.
"""

import re
from collections.abc import Callable
from itertools import groupby

from smmgen.sandbox.post import MarkKind
from smmgen.sandbox.rich import Rich, Rule, joined, marked, plain, scanned, stripped

_BEFORE, _AFTER = r"(?<![^\s(\[{\"'«„“*_~>])", r"(?![^\s)\]}\"'»”.,:;!?…*_~<])"
"""A sign opens after a space or a bracket, and closes before one or before punctuation."""
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def unescaped(text: str) -> str:
    """Return a text with its three entities as signs."""
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text


def _pair(sign: str, kind: MarkKind) -> Rule:
    sign = re.escape(sign)
    pattern = rf"{_BEFORE}(?<!{sign}){sign}(?![\s{sign}])([^\n]+?)(?<![\s{sign}]){sign}(?!{sign}){_AFTER}"
    return re.compile(pattern), lambda match: marked(inline(match[1]), kind)


def _as(pattern: str, draw: Callable[[re.Match[str]], Rich]) -> Rule:
    return re.compile(pattern, re.S), draw


def _link(match: re.Match[str]) -> Rich:
    href = unescaped(match[1])
    return plain(unescaped(match[2]) if match[2] else href.removeprefix("mailto:"), "link", href)


RULES: tuple[Rule, ...] = (
    _as(r"```\n?(.+?)\n?```", lambda match: plain(unescaped(match[1]), "pre")),
    _as(r"`([^`\n]+)`", lambda match: plain(unescaped(match[1]), "code")),
    _as(r"<((?:https?://|mailto:|tel:)[^|>]+)(?:\|([^>]+))?>", _link),
    _as(
        r"<[@#]([A-Z0-9]+)(?:\|([^>]*))?>",
        lambda match: plain(f"{match[0][1]}{match[2] or match[1]}", "mention"),
    ),
    _as(r"<!(here|channel|everyone)(?:\|[^>]*)?>", lambda match: plain(f"@{match[1]}", "mention")),
    _as(
        r"https?://[^\s<>|]*[^\s<>|.,:;!?'\")\]*_~]",
        lambda match: plain(unescaped(match[0]), "link", unescaped(match[0])),
    ),
    _as(r"&(?:amp|lt|gt);", lambda match: Rich(unescaped(match[0]))),
    _pair("*", "bold"),
    _pair("_", "italic"),
    _pair("~", "strike"),
)


def inline(source: str) -> Rich:
    """Read markup inside a paragraph."""
    return scanned(source, RULES)


def read(source: str) -> Rich:
    """Read a message's text, quotations included."""
    fences = re.split(r"(```.+?```)", source, flags=re.S)
    return stripped(joined(inline(one) if one.startswith("```") else _lines(one) for one in fences if one))


def _lines(source: str) -> Rich:
    groups = []
    for is_quote, lines in groupby(source.split("\n"), lambda line: line.startswith(("&gt;", ">"))):
        if is_quote:
            text = "\n".join(re.sub(r"^(&gt;|>) ?", "", line) for line in lines)
            groups.append(marked(inline(text), "quote"))
        else:
            groups.append(inline("\n".join(lines)))
    return joined(groups, "\n")
