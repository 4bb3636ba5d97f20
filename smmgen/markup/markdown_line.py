"""One line of Markdown: marks that are read as meant, links, and plain words that stay plain."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from smmgen.markup.run import is_short_for
from smmgen.model.document import Mark, Run, Runs
from smmgen.pattern import pattern

_SPECIAL = pattern(r"[\\`*_\[\]<>&~|^]")
_FIRST = pattern(r"[#>+=-]")
_NUMBER = pattern(r"(\d{1,9})([.)])(?=\s|\Z)")
_UNSAFE = {ord(sign): f"%{ord(sign):02X}" for sign in '()<>\\ "`|[]'}


class Line(Struct, frozen=True, kw_only=True):
    """Say how a network's Markdown differs within a line.

    `linked` are the schemes of links that may sit on words. With `is_framed`, an address that is its own
    words is put between "<" and ">", where nothing else makes a link of it. With `is_wary`, an address in
    short is written in whole, as the network takes it for an attempt to deceive. `kept` finds what is the
    network's own writing, such as mentions, and is left as it is.
    """

    linked: frozenset[str] = frozenset({"http", "https", "mailto"})
    is_framed: bool = True
    is_wary: bool = False
    kept: re.Pattern[str] | None = None


def lines_of(runs: Runs) -> list[Runs]:
    """Part runs at their line ends; empty lines are left out."""
    rows: list[list[Run]] = [[]]
    for run in runs:
        if "\n" not in run.text:
            rows[-1].append(run)
            continue
        first, *others = run.text.split("\n")
        rows[-1].append(replace(run, text=first))
        rows += [[replace(run, text=other)] for other in others]
    return [tuple(row) for row in rows if "".join(run.text for run in row).strip()]


def written(runs: Runs, line: Line) -> str:
    """Write one line, trimmed; its first sign starts no list, quotation or heading."""
    text = _Pen(line).write(runs).strip()
    if _FIRST.match(text):
        return "\\" + text
    return _NUMBER.sub(r"\1\\\2", text, count=1) if _NUMBER.match(text) else text


def escaped(text: str, line: Line) -> str:
    """Write words so that none of their signs is read as markup; what the network itself writes is kept."""
    if line.kept is None:
        return _SPECIAL.sub(r"\\\g<0>", text)
    made, last = [], 0
    for found in line.kept.finditer(text):
        made += [_SPECIAL.sub(r"\\\g<0>", text[last : found.start()]), found[0]]
        last = found.end()
    return "".join([*made, _SPECIAL.sub(r"\\\g<0>", text[last:])])


def safe_address(href: str) -> str:
    """Write an address as a link's target: what would end it stands as its number."""
    return href.translate(_UNSAFE)


class _Pen:
    """Write runs one after the other, and know what stands before."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._made = ""

    def write(self, runs: Runs) -> str:
        if not any(run.href or run.marks for run in runs):  # as most lines
            return escaped("".join([run.text for run in runs]), self._line)
        done = 0
        for href, group in groupby(runs, key=lambda run: run.href if run.kind == "link" else ""):
            words = tuple(group)
            done += len(words)
            if href:
                self._link(words, href)
            else:
                self._marked(words, _LAYERS, _first_sign(runs[done:], self._line))
        return self._made

    def _link(self, words: Runs, href: str) -> None:
        said = "".join(run.text for run in words)
        address = href.removeprefix("mailto:")
        is_bare = said in (href, address) or (self._line.is_wary and is_short_for(said, href))
        if href.partition(":")[0].lower() not in self._line.linked:
            shown = "" if is_bare or address in said else f" ({address})"
            self._made += escaped((address if is_bare else said) + shown, self._line)
        elif is_bare:
            self._bare(href, address)
        else:
            self._made = re.sub(r"!\Z", r"\\!", self._made)
            inner = _Pen(self._line).write(tuple(replace(run, kind="text", href="") for run in words))
            self._made += f"[{inner}]({safe_address(href)})"

    def _bare(self, href: str, address: str) -> None:
        if not self._line.is_framed:
            self._made += (" " if re.search(r"\w\Z", self._made) else "") + address
        elif re.search(r"[\s<>]", href):
            self._made += f"[{escaped(address, self._line)}]({safe_address(href)})"
        else:
            self._made += f"<{address}>"

    def _marked(self, runs: Runs, layers: "Sequence[_Layer]", after: str) -> None:
        """Write runs layer by layer: each mark is put once around all that has it."""
        if not any(run.marks for run in runs):  # as most words
            self._made += escaped("".join(run.text for run in runs), self._line)
            return
        if not layers:
            for is_code, group in groupby(runs, key=lambda run: Mark.CODE in run.marks):
                words = "".join(run.text for run in group)
                self._made += _code(words) if is_code else escaped(words, self._line)
            return
        layer, *inner = layers
        groups: list[tuple[bool, Runs]] = [(has, tuple(group)) for has, group in groupby(runs, key=layer.has)]
        for number, (has, own) in enumerate(groups):
            behind = groups[number + 1][1][0].text[:1] if number + 1 < len(groups) else after
            if has:
                self._within(own, layer, inner, behind)
            else:
                self._marked(own, inner, behind)

    def _within(self, runs: Runs, layer: "_Layer", inner: "Sequence[_Layer]", after: str) -> None:
        head, words, tail = _trimmed(runs)
        before = self._made + head
        core = self._inside(words, inner)
        sign = next((one for one in layer.signs if _is_read(before, one, core, tail or after)), "")
        self._made = f"{before}{sign}{core}{sign}" if sign else before
        if not sign:
            self._marked(words, inner, tail or after)
        self._made += tail

    def _inside(self, words: Runs, layers: "Sequence[_Layer]") -> str:
        """Write words between two signs: these are what stands before and behind."""
        pen = _Pen(self._line)
        pen._marked(words, layers, "")
        return pen._made


class _Layer(Struct, frozen=True):
    """A mark and the signs that may stand for it, the better one first."""

    mark: Mark
    signs: tuple[str, ...]

    def has(self, run: Run) -> bool:
        return _shows(run.marks, self.mark)


@cache  # as many as there are looks; a flag takes its time to answer
def _shows(marks: Mark, mark: Mark) -> bool:
    """Tell whether a mark among others is seen: code is nothing else besides."""
    return mark in marks and Mark.CODE not in marks


_LAYERS = (_Layer(Mark.BOLD, ("**",)), _Layer(Mark.ITALIC, ("_", "*")), _Layer(Mark.STRIKE, ("~~",)))


def _first_sign(runs: Runs, line: Line) -> str:
    """Return the first sign of runs: "[" of a link that has signs of its own, empty where there are none."""
    if not runs:
        return ""
    first = runs[0]
    is_plain = first.kind != "link" or first.href.partition(":")[0].lower() not in line.linked
    may_be_bare = not line.is_framed and first.text in first.href
    return first.text[:1] if is_plain or may_be_bare else "["


def _trimmed(runs: Runs) -> tuple[str, Runs, str]:
    """Take the white space at both ends out of the runs: no mark may touch it."""
    text = "".join(run.text for run in runs)
    core = text.strip()
    if not core:
        return text, (), ""
    head, tail = text[: text.index(core[0])], text[len(text.rstrip()) :]
    first, last = len(head), len(text) - len(tail)
    made, position = [], 0
    for run in runs:
        kept = run.text[max(first - position, 0) : max(last - position, 0)]
        position += len(run.text)
        made += [replace(run, text=kept)] if kept else []
    return head, tuple(made), tail


def _is_read(before: str, sign: str, core: str, after: str) -> bool:
    """Tell whether CommonMark reads a mark around words. Source: CommonMark 0.31.2, emphasis."""
    if not core or before[-1:] == sign[0] or core[0] == sign[0] or core[-1] == sign[0] or after == sign[0]:
        return False
    edges = ((before[-1:], core[0]), (after[:1], core[-1]))
    if sign == "_":
        return all(_is_edge(outer) for outer, _ in edges)
    return all(not _may_be_sign(inner) or _is_edge(outer) for outer, inner in edges)


def _is_edge(sign: str) -> bool:
    return not sign or sign.isspace() or _is_sign(sign)


def _is_sign(sign: str) -> bool:
    return unicodedata.category(sign).startswith("P") or (sign.isascii() and sign in "$+<=>^`|~")


def _may_be_sign(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PSM"


def _code(text: str) -> str:
    """Write code between as many backticks as it takes."""
    if not text.strip():
        return text
    fence = "`"
    while fence in text:
        fence += "`"
    return f"{fence} {text} {fence}" if "`" in text[:1] + text[-1:] else f"{fence}{text}{fence}"
