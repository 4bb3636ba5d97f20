"""Read Discord's Markdown as its readers see it.

Source: Discord, "Markdown Text 101", and developer documentation, "Message Formatting"; read 2026-11.
"""

import re
from collections.abc import Callable, Iterator
from itertools import groupby

from smmgen.sandbox.post import MarkKind
from smmgen.sandbox.rich import Rich, Rule, joined, marked, plain, scanned, stripped

_ANY = r"((?:\\.|[^\\])+?)"
"""The inside of a pair of signs: as little as possible, and an escaped sign does not end it."""
_URL = r"https?://[^\s<>]*[^\s<>.,:;!?'\")\]*_~|]"


def _pair(pattern: str, *kinds: MarkKind) -> Rule:
    def draw(match: re.Match[str]) -> Rich:
        part = inline(match[1])
        for kind in kinds:
            part = marked(part, kind)
        return part

    return re.compile(pattern, re.S), draw


def _as(pattern: str, draw: Callable[[re.Match[str]], Rich]) -> Rule:
    return re.compile(pattern, re.S), draw


RULES: tuple[Rule, ...] = (
    _as(r"\\([^0-9A-Za-z\s])", lambda match: plain(match[1])),
    _as(r"```(?:[\w+-]*\n)?(.+?)\n?```", lambda match: plain(match[1], "pre")),
    _as(r"(`{1,2})([^`]+)\1(?!`)", lambda match: plain(match[2].strip(), "code")),
    _as(
        rf"\[{_ANY}\]\(<?({_URL})>?(?:\s+\"[^\"]*\")?\)",
        lambda match: marked(inline(match[1]), "link", match[2]),
    ),
    _as(rf"<({_URL})>", lambda match: plain(match[1], "link", match[1])),
    _as(rf"(?<![\w]){_URL}", lambda match: plain(match[0], "link", match[0])),
    _as(r"<@!?(\d+)>", lambda match: plain(f"@{match[1]}", "mention")),
    _as(r"<@&(\d+)>", lambda match: plain(f"@{match[1]}", "mention")),
    _as(r"<#(\d+)>", lambda match: plain(f"#{match[1]}", "mention")),
    _as(r"<t:(-?\d+)(?::[tTdDfFR])?>", lambda match: plain(match[1], "code")),
    _as(r"@(?:everyone|here)\b", lambda match: plain(match[0], "mention")),
    _pair(rf"\*\*\*{_ANY}\*\*\*(?!\*)", "bold", "italic"),
    _pair(rf"\*\*{_ANY}\*\*(?!\*)", "bold"),
    _pair(rf"__{_ANY}__(?!_)", "underline"),
    _pair(rf"\*(?![\s*]){_ANY}(?<![\s\\])\*(?!\*)", "italic"),
    _pair(rf"(?<![\w\\])_{_ANY}_(?!\w)", "italic"),
    _pair(rf"~~{_ANY}~~", "strike"),
    _pair(rf"\|\|{_ANY}\|\|", "spoiler"),
)


def inline(source: str) -> Rich:
    """Read markup inside a paragraph."""
    return scanned(source, RULES)


def read(source: str) -> Rich:
    """Read a message's content."""
    fences = re.split(r"(```.+?```)", source, flags=re.S)
    parts = [inline(one) if one.startswith("```") else _lines(one) for one in fences if one]
    return stripped(joined(parts))


def _kind(line: str) -> str:
    match = re.match(r"(#{1,3}|-#|>|\s*[-*]|\s*\d+\.)\s+\S", line)
    sign = match[1].strip() if match else ""
    return {"": "plain", ">": "quote"}.get(sign, "line")


def _lines(source: str) -> Rich:
    if (start := re.search(r"^>>> ", source, re.M)) is not None:
        rest = marked(_lines(source[start.end() :]), "quote")
        return joined([_lines(source[: start.start()]), rest])
    return joined(_groups(source.split("\n")), "\n")


def _groups(lines: list[str]) -> Iterator[Rich]:
    for kind, group in groupby(lines, _kind):
        if kind == "plain":
            yield inline("\n".join(group))
        elif kind == "quote":
            yield marked(inline("\n".join(line.partition(">")[2].strip() for line in group)), "quote")
        else:
            yield from (_line(line) for line in group)


def _line(line: str) -> Rich:
    sign, _, rest = line.strip().partition(" ")
    if sign.startswith("#"):
        return marked(inline(rest.strip()), "bold")
    if sign == "-#":
        return inline(rest.strip())
    indent = "  " * ((len(line) - len(line.lstrip())) // 2)
    return joined([plain(f"{indent}• " if sign in "-*" else f"{indent}{sign} "), inline(rest.strip())])


def quiet_links(source: str) -> set[str]:
    """Return the addresses written as `<https://…>`, which get no preview."""
    return set(re.findall(rf"<({_URL})>", source))
