"""All posts of a repository, each read when somebody asks for it."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Generic, TypeVar, overload

from smmgen.check.own import Subject
from smmgen.model.draft import Draft
from smmgen.model.outline import Outline
from smmgen.model.post import Post
from smmgen.model.source import Source
from smmgen.model.variant import Variant
from smmgen.read.tree import Files
from smmgen.recall.mark import Mark
from smmgen.recall.work import Job, Slots, Workshop

Key = TypeVar("Key")
Value = TypeVar("Value")


class Library:
    """The posts of a repository by their outlines (in order of path); `slots` are those given, by path."""

    def __init__(
        self, workshop: Workshop, files: Files, outlines: Sequence[Outline], slots: Mapping[str, Slots]
    ) -> None:
        self._workshop = workshop
        self._files = files
        self._slots = slots
        self._read: dict[str, Subject | None] = {}
        self._paths = {told.id: told.path for told in reversed(outlines)}
        self._outlines = outlines

    def draft(self, path: str, mark: Mark | None = None) -> Draft | None:
        """Read and compose a post; return its draft, None where it cannot be used. Nothing is kept of it.

        With `mark` it is None as well where the file's bytes are others by now.
        """
        opened = self._workshop.open(Job(path, self._slots.get(path, {})), self._files)
        return opened.draft if mark in (None, opened.mark) else None

    def subject(self, path: str) -> Subject | None:
        """Return what a post's file holds and becomes; None where it cannot be read."""
        if path not in self._read:
            opened = self._workshop.open(Job(path, self._slots.get(path, {})), self._files)
            variants = opened.composed.variants
            self._read[path] = Subject(opened.source, opened.post, variants) if opened.source else None
        return self._read[path]

    @property
    def read(self) -> Set[str]:
        """Return the paths of the files that somebody looked into."""
        return self._read.keys()

    def posts(self) -> Mapping[str, Post]:
        """Return the posts by id; of two with one id the first by path."""
        return Lazy(self._paths, self._post)

    def all_posts(self) -> Sequence[Post]:
        """Return all posts, in order of path."""
        return All(lambda: tuple(self._post(told.path) for told in self._outlines))

    def variants_of(self) -> Mapping[str, tuple[Variant, ...]]:
        """Return the variants of posts by the posts' ids."""
        return Lazy(self._paths, lambda path: tuple(self._subject(path).variants))

    def all_variants(self) -> Sequence[Variant]:
        """Return the variants of all posts."""
        return All(lambda: tuple(v for told in self._outlines for v in self._subject(told.path).variants))

    def sources(self, others: Mapping[str, Source]) -> Mapping[str, Source]:
        """Return all text files by path, those that are no posts included."""
        paths = {path: path for path in (*others, *(told.path for told in self._outlines))}
        return Lazy(paths, lambda path: others.get(path) or self._subject(path).source)

    def _post(self, path: str) -> Post:
        post = self._subject(path).post
        if post is None:
            raise KeyError(path)
        return post

    def _subject(self, path: str) -> Subject:
        subject = self.subject(path)
        if subject is None:
            raise KeyError(path)
        return subject


class Lazy(Mapping[str, Value]):
    """A mapping whose values are made when they are asked for; `keys` lead to what they are made of."""

    def __init__(self, keys: Mapping[str, str], make: Callable[[str], Value]) -> None:
        self._keys = keys
        self._make = make

    def __getitem__(self, key: str) -> Value:
        """Return the value of a key; raise `KeyError` where there is none."""
        return self._make(self._keys[key])

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a key, without making its value."""
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        """Return the keys."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._keys)


class All(Sequence[Value], Generic[Value]):
    """A sequence that is made when it is first looked at."""

    def __init__(self, make: Callable[[], Sequence[Value]]) -> None:
        self._make = make
        self._made: Sequence[Value] | None = None

    def _all(self) -> Sequence[Value]:
        if self._made is None:
            self._made = self._make()
        return self._made

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | Sequence[Value]:
        """Return one, or some."""
        return self._all()[index]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._all())
