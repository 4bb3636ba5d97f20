"""Turn the inline tokens of one paragraph into runs, with links, mentions and hashtags told apart."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it.token import Token

from smmgen.model.document import Figure, Mark, Run, RunKind, Runs
from smmgen.model.source import Span
from smmgen.pattern import pattern
from smmgen.read.comment import MARK
from smmgen.read.media import media_path
from smmgen.read.schema import Reading
from smmgen.text import hashtags, links, mentions

_SPECIAL = pattern("[#@<]|://")
"""Signs without which a text is words alone."""

_HTML = pattern(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_MARKS = {"strong": int(Mark.BOLD), "em": int(Mark.ITALIC), "s": int(Mark.STRIKE)}
_LOOKS = tuple(map(Mark, range(2 * Mark.CODE)))
"""All combinations of marks, by their number: flags themselves take a hundred times as long to combine."""

_WORDS = ("text", "text_special")
"""Tokens of words: two are neighbours where a sign between them, or an escaped one, is just that sign."""

_BREAKS = {"softbreak": " ", "hardbreak": "\n"}

_SITE = pattern(r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(?![\w.])(?=[:/?#]|$)")
WHOLE = ("http://", "https://", "mailto:", "tg://")
"""How a link in a text starts; of others it is said here that they lead nowhere."""


class Place:
    """Know one paragraph as it was written, with its lines' numbers; find pieces in it from left to right."""

    def __init__(self, reading: Reading, raw: str, numbers: Sequence[int]) -> None:
        self.reading = reading
        self._raw = raw
        self._numbers = numbers
        self._cursor = 0

    def pass_by(self, piece: str) -> int:
        """Return where `piece` starts in the raw text, at or behind the last one; else the last place."""
        found = self._raw.find(piece, self._cursor)
        if found < 0:
            return self._cursor
        self._cursor = found + len(piece)
        return found

    def nearest(self, word: str, start: int, behind: int) -> int:
        """Return where a word stands in the raw text that cannot stand before `start`, nor before `behind`.

        Escapes and entities such as `&amp;` are longer than what is read of them.
        """
        found = self._raw.find(word, max(start, behind))
        return start if found < 0 else found

    def span(self, start: int, length: int) -> Span:
        """Return the place of `length` characters from `start` of the raw text."""
        before = self._raw.count("\n", 0, start)
        column = start - self._raw.rfind("\n", 0, start)
        line = self._numbers[before]
        return Span(self.reading.source.path, line, column, line, column + max(length, 1))


class _Piece(NamedTuple):
    text: str
    marks: Mark
    href: str
    start: int
    is_code: bool = False


def plain(tokens: Sequence[Token]) -> Runs | None:
    """Return the runs of a paragraph of words alone; None where it may hold more."""
    if len(tokens) == 1 and tokens[0].type == "text" and not _SPECIAL.search(tokens[0].content):
        return _trimmed([Run(tokens[0].content)])
    return None


def inline(place: Place, tokens: Sequence[Token]) -> tuple[Runs, tuple[Figure, ...]]:
    """Return the runs and the pictures of one paragraph."""
    figures: list[Figure] = []
    runs: list[Run] = []
    for piece in _joined(_pieces(place, tokens, figures)):
        if piece.href or piece.is_code or _SPECIAL.search(piece.text):
            runs += _runs(place, piece)
        else:
            runs.append(Run(piece.text, "text", piece.marks))
    return _trimmed(runs), tuple(figures)


def _pieces(place: Place, tokens: Sequence[Token], figures: list[Figure]) -> Iterator[_Piece]:
    number, marks, href, words = 0, Mark.NONE, "", ""
    for token in tokens:
        if token.type in _WORDS:
            words += token.content
            continue
        if words:
            yield _Piece(words, marks, href, place.pass_by(words))
            words = ""
        if mark := _MARKS.get(token.tag):
            number = number | mark if token.nesting == 1 else number & ~mark
            marks = _LOOKS[number]
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            _check_target(place, href)
            href = ""
        elif token.type == "image":
            if figure := _figure(place, token):
                figures.append(figure)
        elif break_ := _BREAKS.get(token.type):
            yield _Piece(break_, marks, href, -1)
        elif token.content:
            is_code = token.type == "code_inline"
            looks = marks | Mark.CODE if is_code else marks
            yield _Piece(token.content, looks, href, place.pass_by(token.content), is_code)
    if words:
        yield _Piece(words, marks, href, place.pass_by(words))


def _figure(place: Place, token: Token) -> Figure | None:
    source = str(token.attrGet("src") or "")
    span = place.span(place.pass_by(source), len(source))
    path = media_path(place.reading, unquote(source), span)
    return Figure(path, token.content, str(token.attrGet("title") or ""), span) if path else None


def _check_target(place: Place, href: str) -> None:
    if not href or href.startswith(WHOLE):
        return
    span = place.span(place.pass_by(href), len(href))
    message = f"The link “{href}” leads nowhere on a network."
    whole = f"https://{href}" if _SITE.match(href) else "https://…"
    place.reading.error("MDN005", span, message, f"Write the whole address: {whole}")


def _joined(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Join neighbours of one look, so that a hashtag or a URL is never seen in halves."""
    last: _Piece | None = None
    for piece in pieces:
        if (
            last
            and not (last.is_code or piece.is_code)
            and (last.marks, last.href) == (piece.marks, piece.href)
        ):
            last = last._replace(text=last.text + piece.text)
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _runs(place: Place, piece: _Piece) -> Iterator[Run]:
    if piece.href:
        yield Run(
            piece.text, "link", piece.marks, piece.href, place.span(max(piece.start, 0), len(piece.text))
        )
    elif piece.is_code:
        yield Run(piece.text, "text", piece.marks)
    else:
        if "<" in piece.text and (found := _HTML.search(piece.text)):
            _warn_of_html(place, piece, found)
        yield from _told_apart(place, piece)


def _warn_of_html(place: Place, piece: _Piece, found: re.Match[str]) -> None:
    start = place.nearest(found.group(), max(piece.start, 0) + found.start(), 0)
    span = place.span(start, len(found.group()))
    if MARK.match(piece.text, found.start()):
        hint = "Write <!-- smmgen: ignore TYP003 --> at the end of a line, or on one of its own."
        place.reading.error("MDN007", span, "This comment to smmgen is not understood.", hint)
        return
    message = f"HTML is not read here: “{found.group()}” would be seen as it stands."
    place.reading.warn("MDN004", span, message, "Use Markdown instead, or delete it.")


def _told_apart(place: Place, piece: _Piece) -> Iterator[Run]:
    text, cursor, behind = piece.text, 0, 0
    for start, end, kind in _special(text):
        if start < cursor:
            continue
        if start > cursor:
            yield Run(text[cursor:start], "text", piece.marks)
        word = text[start:end]
        at = place.nearest(word, max(piece.start, 0) + start, behind)
        behind, span = at + len(word), place.span(at, len(word))
        yield Run(word, kind, piece.marks, word if kind == "link" else "", span)
        cursor = end
    if cursor < len(text):
        yield Run(text[cursor:], "text", piece.marks)


def _special(text: str) -> list[tuple[int, int, RunKind]]:
    found: list[tuple[int, int, RunKind]] = [(start, end, "link") for start, end in links.find_urls(text)]
    found += [(start, end, "hashtag") for start, end in hashtags.find(text)]
    found += [(start, end, "mention") for start, end in mentions.find(text)]
    return sorted(found, key=lambda item: (item[0], -item[1])) if len(found) > 1 else found


def _trimmed(runs: list[Run]) -> Runs:
    """Drop white space at the paragraph's ends, which a picture taken out may leave."""
    while runs and not runs[-1].text.strip() and runs[-1].kind == "text":
        runs.pop()
    while runs and not runs[0].text.strip() and runs[0].kind == "text":
        runs.pop(0)
    return tuple(runs)
