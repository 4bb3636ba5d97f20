"""Hunspell dictionaries: those that come with smmgen, and those of the system or the repository.

The binding is chunspell: Hunspell itself, compiled, in wheels for every Python that smmgen runs on.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from smmgen.pattern import pattern
from smmgen.spelling.forms import FORMS, Forms
from smmgen.spelling.packaged import PACKAGED, packaged_file

NAMES = {"en": "en_US", "en-us": "en_US", "en-gb": "en_GB", "ru": "ru_RU"}
"""The packaged dictionary of a language, by its tag in small letters."""

_LIKE_BRITISH = frozenset({"au", "ca", "ie", "in", "nz", "za"})
"""Where English is nearer to the British dictionary, if no other is installed."""

SYSTEM = (
    "/usr/share/hunspell",
    "/usr/share/myspell",
    "/usr/share/myspell/dicts",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "/Library/Spelling",
)
"""Where systems keep dictionaries. Source: hunspell(1), its search path on Linux and macOS, read 2026-11."""

_MOST_SUGGESTED = 3
_COUNT = pattern(rb"(?:\xef\xbb\xbf)?\s*\d")
"""How a .dic begins: without the number of its words, Hunspell reads none of them. Source: hunspell(5)."""


class Damaged(OSError):  # noqa: N818  (it reads as what happened)
    """A file is no dictionary."""


class Dictionary:
    """One dictionary, loaded when its forms cannot tell; what it answered is kept as long as the process.

    Where it cannot be loaded, as on a full disk, `fault` says why, and what its forms cannot tell is known:
    nothing may stay unpublished for that.
    """

    def __init__(self, load: Callable[[], Any], name: str = "", forms: Forms | None = None) -> None:
        self.name = name
        self.fault: OSError | None = None
        self._load = load
        self._forms = forms
        self._hunspell: Any = None
        self._known: dict[str, bool] = {}
        self._suggested: dict[str, tuple[str, ...]] = {}

    def knows(self, word: str) -> bool:
        """Tell whether a word is in it, as it is written here: a capital may stand for a small letter."""
        known = self._known.get(word)
        if known is None:
            taken = self._forms.take(word) if self._forms else None
            known = self._ask("spell", word, False) if taken is None else taken
            self._known[word] = known
        return known

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return up to three words that were perhaps meant, the likeliest first; it takes milliseconds."""
        known = self._suggested.get(word)
        if known is None:
            found = self._ask("suggest", word, ())
            known = self._suggested[word] = tuple(one for one in found if "-" not in one)[:_MOST_SUGGESTED]
        return known

    def is_form(self, word: str, of: str) -> bool:
        """Tell whether a word is a form of another."""
        return word == of or of in self._ask("stem", word, ())

    def _ask(self, question: str, word: str, otherwise: Any) -> Any:
        if self._hunspell is None:
            try:
                self._hunspell = self._load()
            except OSError as fault:
                self._hunspell, self.fault = _Unread(), fault
        try:
            return getattr(self._hunspell, question)(word)
        except UnicodeError:  # letters that the dictionary's encoding does not have
            return otherwise


class _Unread:
    """Stands for a dictionary that cannot be read."""

    def spell(self, word: str) -> bool:
        return True

    def suggest(self, word: str) -> tuple[str, ...]:
        return ()

    def stem(self, word: str) -> tuple[str, ...]:
        return (word,)


def dictionary(tag: str) -> Dictionary | None:
    """Return the dictionary of a language such as "en-GB": the packaged one, else the system's."""
    small = tag.lower()
    language, _, region = small.partition("-")
    if small in NAMES:
        return _opened(PACKAGED, NAMES[small])
    for folder, name in _installed(language, region):
        return _opened(folder, name)
    if language == "en":
        return _opened(PACKAGED, "en_GB" if region in _LIKE_BRITISH else "en_US")
    return _opened(PACKAGED, NAMES[language]) if language in NAMES else None


def dictionary_of(read: Callable[[str], bytes], name: str = "", forms: Forms | None = None) -> Dictionary:
    """Return the dictionary of two files that lie anywhere; `read` returns the bytes of "aff" and "dic"."""

    def load() -> Any:
        from tempfile import TemporaryDirectory  # 4 ms, and most texts need no more than the forms

        aff, dic = read("aff"), read("dic")
        if not _COUNT.match(dic):
            raise Damaged("its .dic does not begin with the number of its words")
        with TemporaryDirectory() as folder:
            (Path(folder) / "own.aff").write_bytes(aff)
            (Path(folder) / "own.dic").write_bytes(dic)
            return _loaded(Path(folder), "own")

    return Dictionary(load, name, forms)


@cache
def _opened(folder: Path, name: str) -> Dictionary:
    if folder == PACKAGED:
        return dictionary_of(lambda kind: packaged_file(name, kind), name, FORMS[name])
    return Dictionary(lambda: _loaded(folder, name), name)


def _loaded(folder: Path, name: str) -> Any:
    from hunspell import Hunspell  # 13 ms, and a dictionary takes 60 to 220 ms

    return Hunspell(name, hunspell_data_dir=f"{folder}{os.sep}", system_encoding="UTF-8")


def _installed(language: str, region: str) -> Iterator[tuple[Path, str]]:
    """Yield the system's dictionaries of a language, that of the region first."""
    wanted = re.compile(rf"({language}(?:[_-][A-Za-z]{{2,4}})?)\.dic", re.IGNORECASE)
    found = []
    for folder in map(Path, SYSTEM):
        for place in sorted(folder.glob("*.dic")) if folder.is_dir() else ():
            if (named := wanted.fullmatch(place.name)) and place.with_suffix(".aff").is_file():
                found.append((folder, named[1]))
    main = re.compile(rf"{language}(?:[_-](?:{region or language}))?", re.IGNORECASE)
    yield from sorted(found, key=lambda one: main.fullmatch(one[1]) is None)
