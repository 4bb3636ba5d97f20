"""Draw what a change may alter, on both sides, and say how much of it a person would see."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from itertools import zip_longest
from pathlib import Path

from msgspec.structs import replace
from PIL import Image

from smmgen.build.cache import PictureCache
from smmgen.build.fingerprint import Fingerprint
from smmgen.build.finish import finish
from smmgen.build.output import Output
from smmgen.cards.difference import Difference, compare
from smmgen.model.bundle import File, FinishedMessage
from smmgen.model.change import PictureChange
from smmgen.model.variant import Message, Variant
from smmgen.review.detail import places
from smmgen.review.side import Key, Side

Files = Mapping[tuple[Key, int], Mapping[str, File]]
"""The files of messages by variant and number, by their places; one that could not be drawn has no path."""


class Pictures:
    """Pictures of both sides in one folder; those that are made of the same are never drawn."""

    def __init__(self, folder: Path, cache: Path | None, workers: int) -> None:
        self._output = Output(folder)
        self._cache = PictureCache(cache)
        self._workers = workers
        self._known: dict[tuple[str, str], Difference | None] = {}

    def drawn(self, side: Side, variants: Iterable[Variant]) -> Files:
        """Draw variants of a side, those without pictures for nothing."""
        wanted = tuple(variant for variant in variants if any(map(_has_pictures, variant.messages)))
        if side.project is None or not wanted:
            return {}
        theme = side.project.theme
        silent = tuple(map(_without_video, wanted))
        made = finish(silent, theme, side.read, self._output, side.draw, _quiet, self._cache, self._workers)
        return {
            (Key(one.variant.post, one.variant.account), message.message.number): _by_place(message)
            for one in made.variants
            for message in one.messages
        }

    def compared(self, before: Mapping[str, File], after: Mapping[str, File]) -> tuple[PictureChange, ...]:
        """Compare two messages' pictures, place by place; those of the same bytes are left out."""
        pairs = ((place, before.get(place), after.get(place)) for place in dict.fromkeys([*before, *after]))
        return tuple(
            self._compared(place, one, other)
            for place, one, other in pairs
            if not (one and other and one.sha256 == other.sha256)
        )

    def _compared(self, place: str, before: File | None, after: File | None) -> PictureChange:
        if before is None or after is None:
            return PictureChange(place=place, state="gone" if before else "new", before=before, after=after)
        found = self._difference(before, after)
        if found is None:
            return PictureChange(place=place, state="changed", before=before, after=after)
        return PictureChange(
            place=place,
            state="changed" if found.is_visible else "alike",
            before=before,
            after=after,
            share=round(found.share, 5),
            most=round(found.most, 1),
            mean=round(found.mean, 2),
            where=found.where,
        )

    def _difference(self, before: File, after: File) -> Difference | None:
        """Compare two files, each pair once; None where one could not be drawn."""
        pair = (before.path, after.path)
        if pair not in self._known:
            opened = [self._opened(path) for path in pair]
            one, other = opened
            self._known[pair] = compare(one, other) if one and other else None
        return self._known[pair]

    def _opened(self, path: str) -> Image.Image | None:
        return Image.open(BytesIO((self._output.root / path).read_bytes())) if path else None


def made_of(variant: Variant | None, keys: Fingerprint | None) -> tuple[tuple[int, str, str, int], ...]:
    """Return what a variant's pictures are made of: the same is the same picture."""
    if variant is None or keys is None:
        return ()
    return tuple(
        (message.number, place, keys(picture), picture.max_bytes)
        for message in variant.messages
        for place, picture in places(message)
    )


def _without_video(variant: Variant) -> Variant:
    """Leave the film out: it is compared by its bytes, and nobody needs another copy of it."""
    return replace(variant, messages=tuple(replace(message, video=None) for message in variant.messages))


def _has_pictures(message: Message) -> bool:
    return any(places(message))


def _by_place(finished: FinishedMessage) -> Mapping[str, File]:
    names = [place for place, _ in places(finished.message)]
    files = [*finished.files, *([finished.thumbnail] if finished.thumbnail else [])]
    return {place: file for place, file in zip_longest(names, files) if place and file}


def _quiet(done: int, total: int, what: str) -> None:
    """Tell nobody how far the drawing is."""
