"""Runs to pieces: looks, and links as the network can have them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from smmgen.markup.line import NO_LOOKS, Look, Looks, Piece
from smmgen.markup.style import Style
from smmgen.model.document import Mark, Run, Runs
from smmgen.model.variant import EntityKind
from smmgen.pattern import pattern
from smmgen.text.links import shorten

_MARKS: tuple[tuple[Mark, EntityKind], ...] = (
    (Mark.BOLD, "bold"),
    (Mark.ITALIC, "italic"),
    (Mark.STRIKE, "strike"),
)
_CODE: Looks = frozenset({Look("code")})
_ENDLESS = 10_000
_BEFORE = pattern(r"[\w@#/&=%.+-]\Z")
_AFTER = pattern(r"[\w@#/&=%+~$-]")


def pieces(runs: Runs, style: Style) -> list[Piece]:
    """Write runs; the words of neighbouring runs of one link are one."""
    written: list[Piece] = []
    link: list[Run] = []
    has_link = False
    for run in runs:
        if link and (run.kind != "link" or run.href != link[0].href):
            written += _link(link, style)
            link = []
        if run.kind == "link" and run.href:
            link.append(run)
            has_link = True
        elif run.text:  # most runs are words alone, and a call for each of them takes its time
            is_bare = run.kind == "text" and not run.marks
            written.append(Piece(run.text) if is_bare else Piece(run.text, _looks(run, style)))
    if link:
        written += _link(link, style)
    return _apart(written) if has_link and not style.linked else written


def _looks(run: Run, style: Style) -> Looks:
    marks = _marks(run.marks, style.looks) if run.marks else NO_LOOKS
    if run.kind != "text" and run.kind != "link" and run.kind in style.looks:
        return marks | {Look(run.kind, run.text[1:])}
    return marks


@cache
def _marks(marks: Mark, shown: frozenset[EntityKind]) -> Looks:
    """Return the looks of a run's marks; code stands alone, as no network mixes it with others."""
    if Mark.CODE in marks and "code" in shown:
        return _CODE
    return frozenset(Look(kind) for mark, kind in _MARKS if mark in marks and kind in shown)


def _link(runs: Sequence[Run], style: Style) -> Iterable[Piece]:
    words, href = "".join([run.text for run in runs]), runs[0].href
    look = frozenset({Look("link", href)})
    if _scheme(href) in style.linked:
        if style.is_short and is_address(words, href):
            return [Piece(shorten(href), look)]
        if style.is_whole and is_short_for(words, href):
            return [Piece(href, look)]
        return [Piece(run.text, (_looks(run, style) - _CODE) | look if run.marks else look) for run in runs]
    is_bare = is_address(words, href)
    if style.spell and not is_bare and (mention := style.spell(words, href)):
        return [Piece(mention, look)]
    address = href.removeprefix("mailto:")
    spelled = Piece(address, NO_LOOKS if style.linked else look)
    if is_bare:
        return [spelled]
    shown = [Piece(run.text, _looks(run, style)) for run in runs]
    if address in words:
        return shown
    return _spelled_out(shown, spelled)


def _spelled_out(words: list[Piece], address: Piece) -> Iterator[Piece]:
    """Write the words and their address behind them; white space at the words' end comes last."""
    last = words[-1].text
    yield from words[:-1]
    yield Piece(last.rstrip(), words[-1].looks)
    yield Piece(" (")
    yield address
    yield Piece(")" + last[len(last.rstrip()) :])


def is_address(words: str, href: str) -> bool:
    """Tell whether a link's words are its own address, whole, short, or without tracking.

    "example.com/sale", "https://example.com/sale" and "example.com/sa…" are all the address
    "https://www.example.com/sale?utm_source=x".
    """
    words = words.strip()
    front, space, _ = words.partition(" ")
    if space and " " not in href and "?" not in front and "#" not in front:
        return False  # words, as nearly always
    said = _plain_address(words)
    meant = _plain_address(href)
    if not said:
        return True
    if said.endswith("…"):
        return len(said) > 1 and meant.startswith(said[:-1])
    return said == meant


def is_short_for(words: str, href: str) -> bool:
    """Tell whether words are an address in short, or whole."""
    return is_address(words, href) and words.strip().rstrip("…").casefold() in href.casefold()


def _plain_address(text: str) -> str:
    text = text.removeprefix("mailto:")
    if "://" not in text:
        text = "https://" + text if text else ""
    return shorten(text.partition("#")[0], _ENDLESS).casefold() if text else ""


def _scheme(href: str) -> str:
    return href.partition(":")[0].lower()


def _apart(written: list[Piece]) -> list[Piece]:
    """Keep written-out addresses apart from letters beside them, which would be taken for a part of them."""
    made: list[Piece] = []
    was_spelled = False
    for piece in written:
        if not piece.text:
            continue
        is_spelled = _is_spelled(piece)
        is_behind_word = is_spelled and made and _BEFORE.search(made[-1].text)
        if is_behind_word or (was_spelled and _AFTER.match(piece.text)):
            made.append(Piece(" "))
        made.append(piece)
        was_spelled = is_spelled
    return made


def _is_spelled(piece: Piece) -> bool:
    looks = piece.looks
    return bool(looks) and any(look.kind == "link" and look.value.endswith(piece.text) for look in looks)
