"""Find the words of a text that neither a dictionary nor a list knows."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple
from unicodedata import combining, normalize

from smmgen.pattern import pattern
from smmgen.spelling.dictionary import Dictionary
from smmgen.spelling.word_list import WordList, plain

_TOKEN = pattern(r"[^\s\u00a0—–…,;:!?«»“”„‘\"()\[\]{}<>|/\\*=+~^•·→]+")
_SILENT = r"\u00ad\u0300-\u036f\u200b\u2060\u202a-\u202e\u2066-\u2069"
_LETTERS = rf"[^\W\d_][^\W\d_{_SILENT}]*(?:[{_SILENT}]+[^\W\d_]*)*"
_WORD = pattern(rf"{_LETTERS}(?:['’ʼ‑-]{_LETTERS})*")
_NO_WORD = pattern(r"[\d_@&#$%\ufffc]|\w\.\w|://")
"""What makes of letters a number, a name of a file, an address, or what is hidden."""

CYRILLIC = pattern(r"[\u0400-\u04ff]")
LATIN = pattern(r"[a-zA-Z\u00c0-\u024f]")
_INNER_CAPITAL = pattern(r"\w[^\W\d_a-zа-яё]", re.UNICODE)
_OWNED = pattern(r"'s?$")
_OPENING = " \u00a0\n«“„‘\"'([*_•—–-"
_ENDS = frozenset(".!?…:\n")
_LONGEST_ACRONYM = 6
_LONGEST_WORD = 40
_PREFIXES = frozenset(
    re.findall(
        r"\w+",
        "anti auto bi co counter cyber de eco ex extra hyper inter intra macro mega meta micro mid "
        "mini mono  multi nano neo non off over para post pre pro pseudo re semi sub super trans tri "
        "ultra un under uni vice  авиа авто агро анти аудио био веб видео вице гидро евро кибер кино "
        "контр макро медиа мета микро мини  моно мульти нано онлайн полу псевдо радио супер суб теле "
        "термо транс ультра фото экс экстра электро эко",
    )
)
"""What stands before a hyphen, or in Russian before a word, and is no word alone."""

_PARTICLES = frozenset(("то", "либо", "нибудь", "ка", "таки", "кое", "по", "во", "в"))


class Unknown(NamedTuple):
    """A word that nobody knows, and where it stands in the text; a forbidden one is known all too well."""

    start: int
    end: int
    word: str
    is_forbidden: bool = False


class Speller:
    """Knows the words of one language, of the other script's, and those of some lists.

    None in the place of dictionaries leaves all words of that script alone. `takes_names` takes capitalised
    words inside a sentence for names, and all that are of the script in which the language is not written.
    What is known is kept as long as the speller. `more` is read for the first word that is nowhere else.
    """

    def __init__(
        self,
        latin: tuple[Dictionary, ...] | None,
        cyrillic: tuple[Dictionary, ...] | None,
        words: WordList,
        *,
        is_cyrillic: bool = False,
        takes_names: bool = True,
        more: Callable[[], WordList] = WordList,
    ) -> None:
        self.latin = latin
        self.cyrillic = cyrillic
        self.all_dictionaries = (*(latin or ()), *(cyrillic or ()))
        self._words = words
        self._more = more
        self._is_cyrillic = is_cyrillic
        self._takes_names = takes_names
        self._known: set[str] = set()
        self._judgements: dict[str, tuple[Unknown, ...]] = {}

    def unknown(self, text: str) -> Iterator[Unknown]:
        """Yield the unknown words of a text, in order."""
        bad: dict[str, tuple[Unknown, ...]] = {}
        for chunk in set(text.split()) - self._known:
            if found := {token: judged for token in _TOKEN.findall(chunk) if (judged := self._judge(token))}:
                bad |= found
            else:
                self._known.add(chunk)
        if bad:
            yield from self._placed(text, bad)

    def dictionaries(self, word: str) -> tuple[Dictionary, ...]:
        """Return the dictionaries that a word is looked up in."""
        return (self.cyrillic if CYRILLIC.search(word) else self.latin) or ()

    def knows(self, word: str) -> bool:
        """Tell whether a word is right as it stands."""
        return not self._is_bad(plain(word))

    def _placed(self, text: str, bad: dict[str, tuple[Unknown, ...]]) -> Iterator[Unknown]:
        places = [found for found in _TOKEN.finditer(text) if found.group() in bad]
        names = self._names(text, places) if self._takes_names else frozenset()
        for found in places:
            for one in bad[found.group()]:
                if one.is_forbidden or one.word not in names:
                    yield one._replace(start=found.start() + one.start, end=found.start() + one.end)

    def _names(self, text: str, places: Iterable[re.Match[str]]) -> frozenset[str]:
        """Return the words that are written with a capital where no sentence begins."""
        return frozenset(
            _bare(word[0])
            for found in places
            if (word := _WORD.search(found.group()))
            and word[0][0].isupper()
            and not word[0].isupper()
            and (self._is_guest(word[0]) or _is_name(text, found.start() + word.start(), found.end()))
        )

    def _is_guest(self, word: str) -> bool:
        return (CYRILLIC.search(word) is not None) != self._is_cyrillic

    def _judge(self, token: str) -> tuple[Unknown, ...]:
        """Return what is unknown in a token, with offsets in it."""
        judged = self._judgements.get(token)
        if judged is None:
            judged = self._judgements[token] = tuple(self._judged(token))
        return judged

    def _judged(self, token: str) -> Iterator[Unknown]:
        for start, written in _words(token):
            word = _bare(written)
            end, whole = start + len(word), plain(word)
            if self._is_forbidden(whole):
                yield Unknown(start, end, word, is_forbidden=True)
            elif self._is_bad(whole):
                yield Unknown(start, end, word)

    @cached_property
    def _all_words(self) -> WordList:
        return self._words.joined(self._more())

    def _is_forbidden(self, word: str) -> bool:
        return bool(self._words.forbidden) and word.lower() in self._words.forbidden

    def _is_bad(self, word: str) -> bool:
        is_cyrillic, is_latin = CYRILLIC.search(word), LATIN.search(word)
        known = self.cyrillic if is_cyrillic else self.latin
        if not 2 <= len(word) <= _LONGEST_WORD or known is None or bool(is_cyrillic) == bool(is_latin):
            return False
        if _is_code(word) or self._is_known(word, known):
            return False
        parts = word.split("-")
        return len(parts) < 2 or not all(self._is_part(part, known) for part in parts)

    def _is_part(self, part: str, known: tuple[Dictionary, ...]) -> bool:
        if len(part) < 2 or _is_code(part) or part.lower() in _PREFIXES or part.lower() in _PARTICLES:
            return True
        return self._is_known(part, known) or (part.endswith("и") and self._is_known(part + "й", known))

    def _is_known(self, word: str, known: tuple[Dictionary, ...]) -> bool:
        if any(one.knows(word) for one in known):
            return True
        small = _OWNED.sub("", word).lower()
        if self._all_words.accepts(small, lambda form, of: any(one.is_form(form, of) for one in known)):
            return True
        return any(one.knows(other) for other in _others(word) for one in known)


def _words(token: str) -> Iterable[tuple[int, str]]:
    """Return the words of a token with where they begin; most are letters alone, and need no closer look."""
    if (word := token.rstrip(".")).isalpha():
        return ((0, word),)
    if _NO_WORD.search(token):
        return ()
    return ((found.start(), found.group()) for found in _WORD.finditer(token))


def _is_code(word: str) -> bool:
    """Tell whether letters are an acronym, or a name such as iPhone or McDonald."""
    if word.isupper():
        return len(word) <= _LONGEST_ACRONYM
    return any(sign.isupper() for sign in word[1:]) and "-" not in word


def _others(word: str) -> Iterator[str]:
    """Yield other ways in which dictionaries may have a word: without its owner, its accents, its ё."""
    owned = _OWNED.sub("", word)
    if owned != word:
        yield owned
    if word.isupper():
        yield word.lower()
        yield word.capitalize()
    if not word.isascii():
        yield from _unaccented(owned)
    for prefix in _PREFIXES if CYRILLIC.search(word) else ():
        if word.lower().startswith(prefix) and len(word) - len(prefix) > 3:
            yield word[len(prefix) :]


def _unaccented(word: str) -> Iterator[str]:
    if "ё" in word or "Ё" in word:
        yield word.replace("ё", "е").replace("Ё", "Е")
    elif CYRILLIC.search(word):
        yield from (word[:at] + "ё" + word[at + 1 :] for at, sign in enumerate(word) if sign == "е")
    else:
        yield "".join(sign for sign in normalize("NFD", word) if not combining(sign))


def _bare(word: str) -> str:
    return word.rstrip("'’")


def _is_name(text: str, start: int, end: int) -> bool:
    """Tell whether a capitalised word is a name: a sentence does not begin there, or another name follows."""
    before = text[max(0, start - 60) : start].rstrip(_OPENING.replace("\n", ""))
    if before and before[-1] not in _ENDS:
        return True
    after = text[end : end + 2]
    return len(after) == 2 and after[0] in " \u00a0" and after[1].isupper()
