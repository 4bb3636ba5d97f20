"""All that a post says in words, as one text for the rules that proofread, which still knows its places."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct

from smmgen.check.place import span_in
from smmgen.check.said import Kind, Piece, said
from smmgen.check.written import Written, align
from smmgen.model.brand import Brand
from smmgen.model.diagnostic import Edit
from smmgen.model.document import Mark
from smmgen.model.post import Post
from smmgen.model.source import Source, Span
from smmgen.pattern import pattern
from smmgen.spelling.speller import CYRILLIC, LATIN
from smmgen.text import hashtags, links, mentions
from smmgen.text.quotes import Quotes, has_quotes, read_quotes

HIDDEN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for each character of what is no prose: code, addresses, hashtags, mentions."""

GAP = "\n\n"
"""What parts two passages; within one, a line break is a single one."""

_SIGNS = frozenset("\"'\\#:[]{}%@`!&*?|<>_~\n")
"""What YAML or Markdown may take for its own."""

_WORDS = frozenset({"text", "link"})
"""The kinds of runs that are prose."""

_MARKUP = pattern(
    r"<!--.*?-->|</?[A-Za-z][^<>]*>|<[a-z]+(?:\s+[\w-]+(?:=\"[^\"]*\")?)+\s*\Z|\{\{.*?\}\}|\{%.*?%\}",
    re.DOTALL,
)
"""Tags, one that its paragraph does not close too, comments and templates that somebody left in a text."""

_MAIL = pattern(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NAME = pattern(r"(?<!\w)(?:nostr|lightning|bitcoin|tel|sms):[\w+][\w+-]*")
"""Addresses without slashes, as programs make links of them."""

_ADDRESS = pattern(r"(?<![\w@./:-])(?:[\w-]+\.)+[^\W\d_]{2,}/[^\s<>\"'«»“”()]*[\w/]")
"""Addresses as people type them: t.me/northwind_coffee."""

T = TypeVar("T")

CYRILLIC_LANGUAGES = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})


class Passage(Struct, frozen=True, kw_only=True):
    """Words that are read in one go: a paragraph, a title, a picture's text.

    `start` and `end` are offsets in the text of its `Prose`. `tag` is the language that its script and the
    post speak for, as the brand writes it: "en-GB". `account` names the account or network that alone has it.
    """

    start: int
    end: int
    kind: Kind
    tag: str
    account: str
    span: Span

    @property
    def language(self) -> str:
        """Return the primary tag of its language: "en"."""
        return _primary(self.tag)


class Prose(Struct, frozen=True, kw_only=True, dict=True):
    r"""All passages of a post, in order of its file, parted by an empty line (`GAP`).

    `seen` is what is read. `text` is the same, character for character, with `HIDDEN` in the place of what
    is no prose; rules look there. Offsets count code points; `place` turns them into a place of the file.
    `tags` are the languages of the passages as the brand writes them, `languages` the same as primary tags.
    """

    post: str
    source: Source
    seen: str
    text: str
    passages: tuple[Passage, ...]
    pieces: tuple[Piece, ...]
    tags: frozenset[str]
    languages: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.passages)

    @cached_property
    def quotes(self) -> "tuple[tuple[Passage, Quotes], ...]":
        """Return what the quotation marks do in each passage that has any, with offsets of the whole text."""
        if not has_quotes(self.text):
            return ()
        texts = ((passage, self.text[passage.start : passage.end]) for passage in self.passages)
        return tuple((of, read_quotes(text).moved(of.start)) for of, text in texts if has_quotes(text))

    def passage(self, offset: int) -> Passage:
        """Return the passage in which an offset lies; the one before where it lies in a gap."""
        return self.passages[self._number(offset)]

    def place(self, start: int, end: int) -> Span:
        """Return where a stretch of the text was written; where that cannot be told, its whole passage."""
        found = self._written(start, end)
        return span_in(self.source, *found) if found else self.passage(start).span

    def edit(self, start: int, end: int, new: str) -> tuple[Edit, ...]:
        """Return the edit that writes something else; none where the file has it in other characters.

        Those are escapes, entities and wrapped lines: a fix would have to guess there, but for a single
        sign that is not blank. None either where YAML or Markdown could read a new sign as its own.
        """
        found = self._written(start, end)
        seen = self.seen[start:end]
        if found is None or (self.source.text[slice(*found)] != seen and (len(seen) != 1 or seen.isspace())):
            return ()
        if _SIGNS & (set(new) - set(seen)):
            return ()
        return (Edit(span_in(self.source, *found), new),)

    def once(self, make: Callable[["Prose"], T]) -> T:
        """Return what a function makes of this prose; it is called once, however many rules ask."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @cached_property
    def _made(self) -> dict[Any, Any]:
        return {}

    def _number(self, offset: int) -> int:
        return max(0, bisect_right(self.passages, offset, key=lambda passage: passage.start) - 1)

    def _written(self, start: int, end: int) -> tuple[int, int] | None:
        number = self._number(start)
        passage = self.passages[number]
        written, offset = self._aligned(number)
        if not passage.start <= start <= end <= passage.end:
            return None
        found = written.stretch(start - passage.start, end - passage.start)
        return (found[0] + offset, found[1] + offset) if found else None

    def _aligned(self, number: int) -> tuple[Written, int]:
        known = self._alignments.get(number)
        if known is None:
            piece = self.pieces[number]
            start, end = _lines(self.source.text, piece)
            known = align(self.source.text[start:end], piece.runs), start
            self._alignments[number] = known
        return known

    @cached_property
    def _alignments(self) -> dict[int, tuple[Written, int]]:
        return {}


def prose_of(post: Post, brand: Brand) -> Prose:
    """Gather everything that a post says in words: its front matter's texts, then its body's."""
    stated = _stated(post, brand)
    usual = _by_script(stated)
    is_name_odd = not brand.name.replace(" ", "").isalnum()  # its signs are not for us to change
    seen, text, offset = [], [], 0
    passages, pieces = [], []
    for piece in said(post):
        words = "".join([run.text for run in piece.runs])
        if not words.strip():
            continue
        pieces.append(piece)
        masked = _masked(piece, words)
        if is_name_odd:
            masked = masked.replace(brand.name, HIDDEN * len(brand.name))
        tags = _by_script((*_spoken(piece.names, brand), *stated)) if piece.names else usual
        passages.append(
            Passage(
                start=offset,
                end=offset + len(words),
                kind=piece.kind,
                tag=tags[_is_cyrillic(masked)],
                account=piece.names[0] if piece.names else "",
                span=piece.span,
            )
        )
        seen.append(words)
        text.append(masked)
        offset += len(words) + len(GAP)
    tags_of_all = frozenset([passage.tag for passage in passages])
    return Prose(
        post=post.id,
        source=post.source,
        seen=GAP.join(seen),
        text=GAP.join(text),
        passages=tuple(passages),
        pieces=tuple(pieces),
        tags=tags_of_all,
        languages=frozenset(map(_primary, tags_of_all)),
    )


def _masked(piece: Piece, words: str) -> str:
    """Return the words with what is no prose hidden, every character in its place."""
    are_words = [run.kind in _WORDS and not (run.marks and run.marks & Mark.CODE) for run in piece.runs]
    if all(are_words):
        return _without_markup(_hide(words, _special(words)))
    shown = [
        _hide(run.text, _special(run.text)) if is_word else HIDDEN * len(run.text)
        for run, is_word in zip(piece.runs, are_words, strict=True)
    ]
    return _without_markup("".join(shown))


def _without_markup(text: str) -> str:
    if "<" not in text and "{" not in text:
        return text
    return _MARKUP.sub(lambda found: HIDDEN * len(found.group()), text)


def _special(text: str) -> list[tuple[int, int]]:
    found = []
    if "@" in text:
        found += [match.span() for match in _MAIL.finditer(text)] + list(mentions.find(text))
    if "#" in text:
        found += hashtags.find(text)
    if "://" in text or "www." in text:
        found += links.find_urls(text)
    if "/" in text:
        found += [match.span() for match in _ADDRESS.finditer(text)]
    if ":" in text:
        found += [match.span() for match in _NAME.finditer(text)]
    return found


def _hide(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    for start, end in stretches:
        text = text[:start] + HIDDEN * (end - start) + text[end:]
    return text


def _spoken(names: tuple[str, ...], brand: Brand) -> Iterator[str]:
    """Yield the languages of the accounts that are named, or that belong to a network that is."""
    for account in brand.accounts.values():
        if (account.name in names or account.network in names) and account.language:
            yield account.language


def _stated(post: Post, brand: Brand) -> tuple[str, ...]:
    if post.language:
        return (post.language, brand.language)
    rubric = brand.rubrics.get(post.rubric)
    names = post.accounts if post.accounts is not None else rubric.accounts if rubric else ()
    return (*(brand.accounts[name].language for name in names if name in brand.accounts), brand.language)


def _is_cyrillic(text: str) -> bool:
    if text.isascii() or not CYRILLIC.search(text):
        return False
    if not LATIN.search(text):
        return True
    return len(CYRILLIC.findall(text)) >= len(LATIN.findall(text))


def _by_script(stated: Iterable[str]) -> tuple[str, str]:
    """Return the first of the languages that is written in Latin letters, and the first in Cyrillic ones.

    Where there is none, it is the script's usual one.
    """
    first: dict[bool, str] = {}
    for tag in stated:
        if primary := _primary(tag):
            first.setdefault(primary in CYRILLIC_LANGUAGES, tag)
    return first.get(False, "en"), first.get(True, "ru")


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _lines(text: str, piece: Piece) -> tuple[int, int]:
    """Return where the lines begin and end in which a piece was written, as offsets of its file."""
    start = _offset(text, piece.span.line)
    end = text.find("\n", _offset(text, piece.span.end_line))
    return start + (piece.span.column - 1 if piece.is_value else 0), len(text) if end < 0 else end


def _offset(text: str, line: int) -> int:
    offset = 0
    for _ in range(line - 1):
        offset = text.find("\n", offset) + 1
    return offset
