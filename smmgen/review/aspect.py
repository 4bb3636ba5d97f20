"""What changes in a post, told once for all accounts where it is the same."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from smmgen.model.change import (
    Detail,
    MessageChange,
    PictureChange,
    PostChange,
    Showing,
    State,
    VariantChange,
)
from smmgen.text.difference import Piece

Accounts = tuple[str, ...]
T = TypeVar("T", bound=Hashable)
_THREAD = "\n\n———\n\n"


class Timing(Struct, frozen=True):
    """When and whether something is published, before and after; None where there is no variant."""

    before: Showing | None
    after: Showing | None

    @property
    def state(self) -> State:
        """Tell whether the variant is new or gone; "changed" stands for the others."""
        return "new" if self.before is None else "changed" if self.after else "gone"


class Wording(Struct, frozen=True):
    """A changed text: its message's number, counted from 0, and its stretches.

    A new or gone one is whole, a thread as one text, without marks; accounts have it in `variety` wordings.
    """

    state: State
    pieces: tuple[Piece, ...]
    number: int = 0
    is_thread: bool = False
    is_marked_up: bool = False
    variety: int = 1


class Aspects(Struct, frozen=True):
    """All that changes in a post, each with the accounts where it does, in their order."""

    timings: tuple[tuple[Accounts, Timing], ...]
    wordings: tuple[tuple[Accounts, Wording], ...]
    pictures: tuple[tuple[Accounts, PictureChange], ...]
    details: tuple[tuple[Accounts, Detail], ...]


def aspects(post: PostChange) -> Aspects:
    """Gather what changes in a post; details of what is new or gone as a whole are left out.

    Which pictures are alike to the eye is not told either.
    """
    messages = [(variant, message) for variant in post.variants for message in variant.messages]
    return Aspects(
        timings=_gathered((variant.account, _timing(variant)) for variant in post.variants),
        wordings=(*_changed(messages), *_whole(post, "new"), *_whole(post, "gone")),
        pictures=_gathered(
            (variant.account, _picture(picture))
            for variant, message in messages
            for picture in message.pictures
            if picture.state != "alike"
        ),
        details=_gathered(
            (variant.account, detail)
            for variant in post.variants
            for detail in (*variant.details, *_details(variant))
        ),
    )


def _gathered(pairs: Iterable[tuple[str, T]]) -> tuple[tuple[Accounts, T], ...]:
    found: dict[T, dict[str, None]] = {}
    for account, value in pairs:
        found.setdefault(value, {})[account] = None
    return tuple((tuple(accounts), value) for value, accounts in found.items())


def _timing(variant: VariantChange) -> Timing:
    """Leave out how many messages there are: their texts say that."""
    sides = [
        Showing(publish_at=one.publish_at, status=one.status, goes_out=one.goes_out, messages=0)
        if one
        else None
        for one in (variant.before, variant.after)
    ]
    return Timing(*sides)


def _changed(
    messages: Sequence[tuple[VariantChange, MessageChange]],
) -> Iterator[tuple[Accounts, Wording]]:
    """Yield the changed texts; where only what stayed differs, in links or hashtags, one stands for all."""
    found: dict[Hashable, tuple[list[str], Wording]] = {}
    for variant, message in messages:
        if not message.text or variant.before is None or variant.after is None:
            continue
        changes = tuple(piece for piece in message.text if piece[0] != "same")
        is_thread = max(variant.before.messages, variant.after.messages) > 1
        one = Wording("changed", message.text, message.number, is_thread, message.is_marked_up)
        accounts, _ = found.setdefault((changes, message.number, message.is_marked_up), ([], one))
        accounts.append(variant.account)
    yield from ((tuple(accounts), wording) for accounts, wording in found.values())


def _whole(post: PostChange, state: State) -> Iterator[tuple[Accounts, Wording]]:
    """Yield the text of what is new or gone as a whole, as most accounts have it."""
    accounts: dict[str, list[str]] = {}
    for variant in post.variants:
        if state == ("new" if variant.before is None else "gone" if variant.after is None else ""):
            accounts.setdefault(_THREAD.join(map(_said, variant.messages)), []).append(variant.account)
    if any(accounts):
        usual = max(accounts, key=lambda text: (len(accounts[text]), len(text)))
        names = tuple(name for group in accounts.values() for name in group)
        yield names, Wording(state, (("same", usual),), variety=len(accounts))


def _said(message: MessageChange) -> str:
    return "".join(text for _, text in message.text)


def _picture(picture: PictureChange) -> PictureChange:
    """Leave out what differs between accounts that show one and the same picture: its alternative text."""
    files = [
        replace(file, alt="", focus=(0.5, 0.5)) if file else None for file in (picture.before, picture.after)
    ]
    return replace(picture, before=files[0], after=files[1])


def _details(variant: VariantChange) -> Iterable[Detail]:
    if not (variant.before and variant.after):
        return ()
    return (
        detail for message in variant.messages if message.state == "changed" for detail in message.details
    )
