"""All words that a packaged dictionary takes, in all their forms: it need not be loaded to know a right one.

`tools/dictionaries.py` makes them out of the dictionaries, as a graph of letters (a DAWG). What reads it is
DAWG2-Python: pure Python, and a word takes it 6 µs.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from io import BytesIO
from threading import Thread

from dawg_python import Dictionary as Graph
from msgspec import Struct

from smmgen.pattern import pattern
from smmgen.spelling.packaged import PACKAGED

_GZIP = zlib.MAX_WBITS + 16
"""The form of the files, said in zlib's way; `gzip` would have to be loaded for it."""

_ENGLISH = r"(?:[A-Za-z\u00c0-\u012f\u0131-\u024f]|')+"
_RUSSIAN = "[\u0400-\u04ff]+"


class Forms(Struct, frozen=True):
    """The forms of one dictionary: their file, a byte for each letter, and the dictionary's bit in it.

    `plain` are the words that they can tell of: nothing but letters that no other letter is a capital of.
    """

    file: str
    encoding: str
    bit: int
    plain: re.Pattern[str]

    def take(self, word: str) -> bool | None:
        """Tell whether Hunspell would take a word with this dictionary; None where only Hunspell can tell."""
        is_plain = self.encoding == "ascii" and word.isascii() and word.isalpha()  # seen at once, as of most
        return self._takes(word) if is_plain or self.plain.fullmatch(word) else None

    def _takes(self, word: str) -> bool:
        return any(map(self._has, _listed(word))) or any(
            self._takes(head) and self._takes(tail) for head, tail in _halves(word)
        )

    def _has(self, form: str) -> bool:
        try:
            found: int = _graph(self.file).find(form.encode(self.encoding))
        except UnicodeEncodeError:
            return False
        return found > 0 and bool(found & self.bit)


def _listed(word: str) -> Iterator[str]:
    """Yield the forms that a word may stand for: a capital may stand for a small letter, never the reverse.

    In Sant'Elia a name may begin behind the apostrophe. Source: what Hunspell 1.7.2 does.
    """
    yield word
    small = word.lower()
    if word == small.capitalize():
        yield small
    elif word.isupper():
        yield small
        yield small.capitalize()
        before, apostrophe, behind = small.partition("'")
        if behind:
            yield before + apostrophe + behind.capitalize()
            yield (before + apostrophe).capitalize() + behind.capitalize()


def _halves(word: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before and behind a hyphen, the second or the first; source: as above."""
    whole = word.capitalize() if word.isupper() else word
    for at in [at for at, sign in enumerate(word) if sign == "-"][:2]:
        yield whole[:at], whole[at + 1 :]


@cache
def _graph(file: str) -> Graph:
    graph = Graph()
    graph.read(BytesIO(zlib.decompress((PACKAGED / file).read_bytes(), _GZIP)))
    return graph


def _words(letters: str) -> re.Pattern[str]:
    return pattern(rf"{letters}(?:-{letters}){{0,8}}")


@contextmanager
def read_meanwhile() -> Iterator[None]:
    """Read all forms while something else is done inside, on another processor: inflating them takes 10 ms.

    Its thread has ended when this ends. That a file cannot be read is told to who asks for a word.
    """
    files = sorted({forms.file for forms in FORMS.values()})
    if _graph.cache_info().currsize == len(files):
        yield
        return
    thread = Thread(target=_read, args=(files,), name="forms")
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _read(files: Iterable[str]) -> None:
    for file in files:
        with suppress(Exception):
            _graph(file)


FORMS = {
    "en_US": Forms("en.forms.gz", "ascii", 1, _words(_ENGLISH)),
    "en_GB": Forms("en.forms.gz", "ascii", 2, _words(_ENGLISH)),
    "ru_RU": Forms("ru.forms.gz", "cp1251", 1, _words(_RUSSIAN)),
}
"""By the dictionary's name."""
