"""The spellers of a brand: dictionaries, the brand's own words, and the names that are known anyway."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain

from smmgen.check.prose import CYRILLIC_LANGUAGES, Passage, Prose
from smmgen.model.brand import Brand
from smmgen.model.spelling import own_words
from smmgen.model.strategy import Strategy
from smmgen.pattern import pattern
from smmgen.read.tree import Tree
from smmgen.spelling.dictionary import Dictionary, dictionary, dictionary_of
from smmgen.spelling.mistakes import american_or_british
from smmgen.spelling.packaged import PACKAGED
from smmgen.spelling.speller import Speller, Unknown
from smmgen.spelling.word_list import WordList, list_of, read_words

UNREAD = "SPL007"
"""The code of a dictionary that cannot be loaded: what else would be found hangs on the machine."""

_WORD = pattern(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL = pattern(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])")
_OXFORD = pattern("iz(?=e|a|i)")
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
"""Languages that write every noun with a capital, so that it tells no name."""


class Spelling:
    """Finds words that are misspelt; it makes the speller of a language once, and reads files when it must.

    `note` is told the path of every file that an answer depends on, whether there is one or not.
    """

    def __init__(self, brand: Brand, strategy: Strategy | None, tree: Tree) -> None:
        self._brand = brand
        self._strategy = strategy
        self._tree = tree
        self._spellers: dict[str, Speller] = {}
        self._lists: dict[str, WordList] = {}
        self._own: dict[str, Dictionary] = {}
        self._files: dict[str, tuple[str, ...]] = {}
        self._shared: set[str] = set()
        self.note: Callable[[str], object] = str
        self._last: tuple[Prose | None, tuple[tuple[Passage, Unknown], ...]] = (None, ())

    def noting(self, note: Callable[[str], None]) -> "Spelling":
        """Return the same, which tells somebody else what it depends on."""
        other = object.__new__(Spelling)  # which takes a fifth of what `copy` does
        other.__dict__.update(self.__dict__, note=note)
        return other

    def unknown(self, prose: Prose) -> tuple[tuple[Passage, Unknown], ...]:
        """Return the words of a post that nobody knows, each with its passage, in order."""
        if self._last[0] is not prose:
            self._last = (prose, tuple(self._unknown(prose)))
        return self._last[1]

    def _unknown(self, prose: Prose) -> Iterator[tuple[Passage, Unknown]]:
        spellers = {tag: self.speller(tag) for tag in prose.tags}
        if len(spellers) == 1:
            for found in spellers.popitem()[1].unknown(prose.text):
                yield prose.passage(found.start), found
            return
        for passage in prose.passages:
            for found in spellers[passage.tag].unknown(prose.text[passage.start : passage.end]):
                start, end = found.start + passage.start, found.end + passage.start
                yield passage, found._replace(start=start, end=end)

    def unread(self, prose: Prose) -> tuple[Dictionary, ...]:
        """Return the dictionaries that a post's words were looked up in, had they only been loaded."""
        self.unknown(prose)
        asked = [one for tag in prose.tags for one in self._spellers[tag].all_dictionaries if one.fault]
        return tuple(dict.fromkeys(asked))

    def of_both_countries(self, text: str) -> tuple[str, str] | None:
        """Return an American word and a British one, where an English text has words that are but that.

        Words count that the other country has as well, and spells otherwise.
        """
        fresh = set(text.split()) - self._shared
        variants = self.variants("en") if fresh else ()
        if len(variants) < 2:
            return None
        american, british = variants
        words = {word for chunk in fresh for word in _SMALL.findall(chunk)}
        theirs = next(_only(sorted(words), british, american), "")
        if not theirs:
            self._shared |= fresh
            return None
        ours = (word for word in _SMALL.findall(text) if not british.knows(_OXFORD.sub("is", word)))
        found = next(_only(ours, american, british), "")
        return (found, theirs) if found else None

    def speller(self, tag: str) -> Speller:
        """Return the speller of a language, such as "en-GB"."""
        for path in self.files(tag):
            self.note(path)
        if tag not in self._spellers:
            self._spellers[tag] = self._made(tag)
        return self._spellers[tag]

    def files(self, tag: str) -> tuple[str, ...]:
        """Return the paths of the files that a speller goes by, whether there are any or not."""
        if tag not in self._files:
            lists = chain(own_words(tag), own_words(self._guest(tag)))
            own = (path for name, path in self._brand.spelling.dictionaries.items() if _is_of(name, tag))
            both = (f"{path}.{kind}" for path in own for kind in ("aff", "dic"))
            self._files[tag] = tuple(dict.fromkeys((*lists, *both)))
        return self._files[tag]

    def variants(self, tag: str) -> tuple[Dictionary, ...]:
        """Return the dictionaries of a language; plain English has the American and the British one."""
        own = (path for name, path in self._brand.spelling.dictionaries.items() if _is_of(name, tag))
        if path := next(own, ""):
            is_there = all(self._tree.exists(f"{path}.{kind}") for kind in ("aff", "dic"))
            return (self._configured(path),) if is_there else ()
        if tag.lower() == "en":
            return tuple(one for name in ("en-US", "en-GB") if (one := dictionary(name)))
        found = dictionary(tag)
        return (found,) if found else ()

    def _made(self, tag: str) -> Speller:
        is_cyrillic = _primary(tag) in CYRILLIC_LANGUAGES
        main, guest = self.variants(tag) or None, self.variants(self._guest(tag)) or None
        if main and not is_cyrillic and _primary(tag) != "en":
            main = (*main, *self.variants(self._english()))
        latin, cyrillic = (guest, main) if is_cyrillic else (main, guest)
        words = self._known_names()
        for path in self.files(tag):
            if path.endswith(".txt"):
                words = words.joined(self._list(path))
        takes_names = self._brand.spelling.names == "any" and _primary(tag) not in _NOUNS_IN_CAPITALS
        return Speller(
            latin, cyrillic, words, is_cyrillic=is_cyrillic, takes_names=takes_names, more=_packaged
        )

    def _guest(self, tag: str) -> str:
        """Return the language of words in the other script: the brand's own, else English or Russian."""
        if _primary(tag) in CYRILLIC_LANGUAGES:
            return self._english()
        return next((own for own in self._tags() if _primary(own) in CYRILLIC_LANGUAGES), "ru")

    def _english(self) -> str:
        return next((own for own in self._tags() if _primary(own) == "en"), "en")

    def _tags(self) -> Iterator[str]:
        yield self._brand.language
        yield from (account.language for account in self._brand.accounts.values() if account.language)

    def _configured(self, path: str) -> Dictionary:
        if path not in self._own:
            self._own[path] = dictionary_of(lambda kind: self._tree.read(f"{path}.{kind}"), path)
        return self._own[path]

    def _list(self, path: str) -> WordList:
        if path not in self._lists:
            is_there = self._tree.exists(path)
            text = self._tree.read(path).decode("utf-8", "replace") if is_there else ""
            self._lists[path] = read_words(text)
        return self._lists[path]

    def _known_names(self) -> WordList:
        written = chain(_of_brand(self._brand), _of_strategy(self._strategy))
        return list_of(word for text in written for word in _WORD.findall(text))


def _only(words: Iterable[str], own: Dictionary, other: Dictionary) -> Iterator[str]:
    """Yield the words that one dictionary has, and the other has in another spelling."""
    for word in words:
        if not other.knows(word) and own.knows(word) and american_or_british(word, other.knows):
            yield word


@cache
def _packaged() -> WordList:
    english, russian = (
        read_words((PACKAGED / f"more.{name}.txt").read_text("utf-8")) for name in ("en", "ru")
    )
    return english.joined(russian)


def _of_brand(brand: Brand) -> Iterator[str]:
    """Yield what the brand calls itself and its own."""
    yield from (brand.name, brand.theme)
    for account in brand.accounts.values():
        yield from (account.name, account.handle)
    for rubric in brand.rubrics.values():
        yield from (rubric.name, rubric.title, *rubric.hashtags)


def _of_strategy(strategy: Strategy | None) -> Iterable[str]:
    if strategy is None:
        return ()
    people = (person.name for person in strategy.people.values())
    return (*people, *(one.name for one in strategy.competitors))


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _is_of(name: str, tag: str) -> bool:
    return name.lower() in (tag.lower(), _primary(tag))
