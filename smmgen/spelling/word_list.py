"""Words that are right though no dictionary has them: the brand's own, and those that came with smmgen."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from unicodedata import normalize

from msgspec import Struct

from smmgen.pattern import pattern

_LINE = pattern(r"(\*?)([^\W\d_](?:[\w'’.-]*\w)?)(?:/([^\W\d_][\w'’-]*))?")
_CYRILLIC = pattern(r"[а-яё]+(?:-[а-яё]+)*")
_ENDING = pattern(
    "а|я|у|ю|о|е|ё|ы|и|й|ь|ой|ей|ёй|ом|ем|ём|ою|ею|ов|ев|ёв|ам|ям|ами|ями|ах|ях|ью|ый|ий|ая|яя|ое|ее|ые|ие"
    "|ого|его|ому|ему|ым|им|ую|юю|ых|их|ыми|ими|ок|ек|ка|ки|ке|ку|кой|"
)
"""What Russian nouns and adjectives end in, in any case; the last is nothing."""

_VERB_ENDING = pattern(
    "ть|л|ла|ло|ли|в|вши|вш(?:ий|ая|ее|ие|его|ей|их|им|ими)|н|на|но|ны|нн(?:ый|ая|ое|ые|ого|ой|ых|ым|ую|ыми)"
    "|ю|ешь|ет|ем|ете|ют|й|йте"
)
"""What Russian verbs in -ать, -ять and -еть end in, behind that vowel; those in -ить have the past alone."""

_VOWELS = pattern("[аеёиоуыэюяйь]$")
_LEAST_STEM = 3


class Fault(Struct, frozen=True):
    """A line of a list that cannot be used: its number, from 1, and what is wrong with it."""

    line: int
    message: str


class WordList(Struct, frozen=True, kw_only=True, dict=True):
    """Words in small letters; `models` maps one to the word that it is inflected like.

    `forbidden` are those that the brand does not want, be they spelt as they should.
    """

    words: frozenset[str] = frozenset()
    models: Mapping[str, str] = {}
    forbidden: frozenset[str] = frozenset()
    faults: tuple[Fault, ...] = ()

    def accepts(self, word: str, is_form: Callable[[str, str], bool]) -> bool:
        """Tell whether a word (small letters) is in the list, in whatever form it may take.

        An English word may have an “s” or “es” behind it, a Russian one any ending of its kind.
        One with a model takes the model's endings, of which `is_form` tells.
        """
        if word in self.words:
            return True
        if word.endswith("s") and (word[:-1] in self.words or word.removesuffix("es") in self.words):
            return True
        if any(_ENDING.fullmatch(word[len(stem) :]) for stem in self._stems_of(word)):
            return True
        if any(_VERB_ENDING.fullmatch(word[at:]) and word[:at] in self._verbs for at in range(3, len(word))):
            return True
        return any(_is_like(word, own, model, is_form) for own, model in self.models.items())

    def joined(self, other: "WordList") -> "WordList":
        """Return what is in either of two lists."""
        return WordList(
            words=self.words | other.words,
            models={**self.models, **other.models},
            forbidden=self.forbidden | other.forbidden,
            faults=(*self.faults, *other.faults),
        )

    def _stems_of(self, word: str) -> Iterator[str]:
        """Yield the beginnings of a Russian word that are stems of words in the list."""
        for length in range(max(_LEAST_STEM, len(word) - 3), len(word) + 1):
            if word[:length] in self._stems:
                yield word[:length]

    @cached_property
    def _stems(self) -> frozenset[str]:
        stems = map(_stem, (word for word in self.words if not word.isascii()))
        return frozenset(stem for stem in stems if len(stem) >= _LEAST_STEM)

    @cached_property
    def _verbs(self) -> frozenset[str]:
        return frozenset(word[:-2] for word in self.words if word.endswith("ть"))


@lru_cache(maxsize=4096)  # most are in the list that came with smmgen, which every brand's own is joined with
def _stem(word: str) -> str:
    """Return a Russian word without its ending, and nothing for any other."""
    if not _CYRILLIC.fullmatch(word):
        return ""
    for adjective in ("ый", "ий", "ой", "ая", "ое"):
        if word.endswith(adjective) and len(word) > len(adjective) + _LEAST_STEM:
            return word.removesuffix(adjective)
    return _VOWELS.sub("", word)


def _is_like(word: str, own: str, model: str, is_form: Callable[[str, str], bool]) -> bool:
    """Tell whether a word is a form of `own`, if that is inflected like `model`."""
    common = 0
    while common < min(len(own), len(model)) and own[-1 - common] == model[-1 - common]:
        common += 1
    head = own[: len(own) - common]
    if not common or not word.startswith(head):
        return False
    return is_form(model[: len(model) - common] + word[len(head) :], model)


def read_words(text: str) -> WordList:
    """Read a list: one word a line, `#` before a comment.

    `word/model` is inflected like the model, `*word` is forbidden, as in Hunspell's personal dictionaries.
    """
    words, models, forbidden, faults = set(), {}, set(), []
    for number, line in enumerate(text.split("\n"), 1):
        entry = line.partition("#")[0].strip()
        found = _LINE.fullmatch(plain(entry)) if entry else None
        if entry and not found:
            faults.append(Fault(number, f"“{entry}” is not one word."))
        elif found and found[1]:
            forbidden.add(found[2].lower())
        elif found:
            words.add(found[2].lower())
            if found[3]:
                models[found[2].lower()] = found[3].lower()
    return WordList(
        words=frozenset(words), models=models, forbidden=frozenset(forbidden), faults=tuple(faults)
    )


def list_of(words: Iterable[str]) -> WordList:
    """Return a list of words that are known from elsewhere, such as names."""
    return WordList(words=frozenset(plain(word).lower() for word in words))


_UNSEEN = pattern("[\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069]")
_STRESS = pattern("(?<=[\u0400-\u04ff])[\u0300\u0301]")


def plain(word: str) -> str:
    """Return a word as dictionaries have it: composed, without soft hyphens and stress marks, with '."""
    if word.isascii():
        return word
    if word.isalpha():  # as nearly all: there is nothing to take out
        return normalize("NFC", word).replace("ʼ", "'")
    composed = normalize("NFC", _UNSEEN.sub("", word))
    return _STRESS.sub("", composed).replace("’", "'").replace("ʼ", "'").replace("‑", "-")
