"""Compare two sides of a repository: what appears, moves, changes and vanishes for readers."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import zip_longest
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from smmgen.build.fingerprint import Fingerprint
from smmgen.model.change import Change, Detail, MessageChange, PostChange, VariantChange
from smmgen.model.post import Post
from smmgen.model.variant import Entity, Message, Variant, Written
from smmgen.review.detail import message_details, variant_details
from smmgen.review.findings import found_and_mended
from smmgen.review.pictures import Files, Pictures, made_of
from smmgen.review.renaming import renamed
from smmgen.review.side import Key, Side
from smmgen.text.difference import difference


class _Pair(Struct, frozen=True):
    """A variant before and after; one of them is None where it is new or gone."""

    before: Variant | None
    after: Variant | None


def compare(base: Side, head: Side, pictures: Pictures, now: datetime) -> Change:
    """Return all that changes for readers from one side to the other; `now` is when one looks (UTC).

    Only pictures that are made of something else are drawn, and none where a side cannot be used.
    """
    was = renamed(base, head)
    pairs = _pairs(base, head, was)
    files = _files(base, head, pairs, pictures)
    compared = _Compared(base, head, pictures, files)
    found, mended = found_and_mended(base, head, was)
    brand = next((side.project.brand for side in (head, base) if side.project), None)
    return Change(
        base=base.revision,
        head=head.revision,
        brand=brand.name if brand else "",
        zone=(brand.timezone if brand else ZoneInfo("UTC")).key or "UTC",
        now=now,
        posts=tuple(_posts(base, head, was, [compared.variant(*pair) for pair in pairs.items()])),
        found=found,
        mended=mended,
        is_usable=head.project is not None,
    )


def _pairs(base: Side, head: Side, was: Mapping[str, str]) -> Mapping[Key, _Pair]:
    """Pair the variants of both sides under the names of the second."""
    names = {before: after for after, before in was.items()}
    before = {Key(names.get(key.post, key.post), key.account): one for key, one in base.by_key.items()}
    keys = dict.fromkeys([*head.by_key, *before])
    return {key: _Pair(before.get(key), head.by_key.get(key)) for key in keys}


def _files(base: Side, head: Side, pairs: Mapping[Key, _Pair], pictures: Pictures) -> tuple[Files, Files]:
    """Draw the variants whose pictures are made of something else than before."""
    if head.project is None:
        return {}, {}
    sides = [Fingerprint(side.project.theme, side.read) if side.project else None for side in (base, head)]
    redrawn = [
        pair for pair in pairs.values() if made_of(pair.before, sides[0]) != made_of(pair.after, sides[1])
    ]
    before = pictures.drawn(base, [pair.before for pair in redrawn if pair.before])
    return before, pictures.drawn(head, [pair.after for pair in redrawn if pair.after])


class _Compared:
    """Compares variants, with what was drawn of them."""

    def __init__(self, base: Side, head: Side, pictures: Pictures, files: tuple[Files, Files]) -> None:
        self._base, self._head = base, head
        self._pictures = pictures
        self._files = files

    def variant(self, key: Key, pair: _Pair) -> tuple[Key, VariantChange]:
        """Return what differs in a variant."""
        one = pair.after or pair.before
        messages = zip_longest(
            pair.before.messages if pair.before else (), pair.after.messages if pair.after else ()
        )
        changes = (self._message(key, pair, *both) for both in messages)
        return key, VariantChange(
            account=key.account,
            network=one.network if one else "",
            before=self._base.showing(pair.before),
            after=self._head.showing(pair.after),
            details=variant_details(pair.before, pair.after),
            messages=tuple(change for change in changes if change),
        )

    def _message(
        self, key: Key, pair: _Pair, before: Message | None, after: Message | None
    ) -> MessageChange | None:
        one = after or before
        if one is None:
            return None
        own = Key(pair.before.post, key.account) if pair.before else key
        files = (
            self._files[0].get((own, one.number), {}) if before else {},
            self._files[1].get((key, one.number), {}) if after else {},
        )
        change = replace(
            _told(before, after),
            details=(
                *_markup(before, after),
                *message_details(before, after, (self._base.read, self._head.read)),
            ),
            pictures=self._pictures.compared(*files),
        )
        is_same = change.state == "changed" and not (change.text or change.details or change.pictures)
        return None if is_same else change


def _told(before: Message | None, after: Message | None) -> MessageChange:
    """Return the change of a message's text: of what readers see, else of its markup."""
    old, new = (one.written if one else Written("", "") for one in (before, after))
    is_marked_up = old.visible == new.visible and old.text != new.text
    pair = (old.text, new.text) if is_marked_up else (old.visible, new.visible)
    one = after or before
    return MessageChange(
        number=one.number if one else 0,
        state="new" if before is None else "changed" if after else "gone",
        text=difference(*pair) if pair[0] != pair[1] else (),
        is_marked_up=is_marked_up,
        length=after.length if after else 0,
        limit=after.limit if after else 0,
    )


def _markup(before: Message | None, after: Message | None) -> tuple[Detail, ...]:
    """Return what differs in the marks beside a text that itself stayed: where a named link leads."""
    if not before or not after or before.written.text != after.written.text:
        return ()
    old, new = (_marks(one.written.entities) for one in (before, after))
    return (Detail("markup", old, new),) if old != new else ()


def _marks(entities: Iterable[Entity]) -> str:
    return ", ".join(f"{one.kind} {one.value or f'at {one.start}'}" for one in entities)


def _posts(
    base: Side, head: Side, was: Mapping[str, str], variants: Iterable[tuple[Key, VariantChange]]
) -> Iterator[PostChange]:
    """Yield the posts of which something differs, by the time of the first variant that does."""
    by_post: dict[str, list[VariantChange]] = {}
    for key, variant in variants:
        if key.post in was or variant.before != variant.after or variant.details or variant.messages:
            by_post.setdefault(key.post, []).append(variant)
    names = set(was.values())
    ids = [one for one in dict.fromkeys([*base.paths, *head.paths]) if one not in names]
    made = (
        _post(base.posts.get(was.get(one, one)), head.posts.get(one), by_post.get(one, []))
        for one in ids
        if one in by_post or base.paths.get(was.get(one, one)) != head.paths.get(one)
    )
    yield from sorted((post for post in made if post), key=_moment)


def _post(before: Post | None, after: Post | None, variants: list[VariantChange]) -> PostChange | None:
    one = after or before
    if one is None:
        return None
    is_moved = bool(before and after and before.source.path != after.source.path)
    if not variants and not is_moved:
        return None
    return PostChange(
        id=one.id,
        title=one.title,
        state="new" if before is None else "changed" if after else "gone",
        source=one.source.path,
        was=before.id if before and after and before.id != after.id else "",
        source_before=before.source.path if before and is_moved else "",
        variants=tuple(variants),
    )


def _moment(post: PostChange) -> tuple[str, str]:
    times = (
        showing.publish_at.isoformat()
        for variant in post.variants
        for showing in (variant.after, variant.before)
        if showing and showing.publish_at
    )
    return min(times, default="~"), post.id
