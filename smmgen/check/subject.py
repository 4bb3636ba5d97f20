"""What rules are about, taken out of the values that hold it."""

from collections.abc import Iterable, Iterator

from smmgen.model.brand import Brand
from smmgen.model.document import Blocks, ItemList, Quote, Select
from smmgen.model.source import Span
from smmgen.model.variant import Message, Picture, Variant


def pictures(variants: Iterable[Variant]) -> Iterator[Picture]:
    """Yield every picture of the variants."""
    for variant in variants:
        for message in variant.messages:
            yield from pictures_of(message)


def pictures_of(message: Message) -> tuple[Picture, ...]:
    """Return a message's pictures, those of its link's box and its video included."""
    if message.link_card is None and message.video_cover is None:
        return message.pictures
    of_link = message.link_card.picture if message.link_card else None
    return (*message.pictures, *(one for one in (of_link, message.video_cover) if one))


def selects(blocks: Blocks) -> Iterator[Select]:
    """Yield every `::: only` and `::: instead`, however deep."""
    for block in blocks:
        match block:
            case Select():
                yield block
                yield from selects(block.blocks)
            case Quote():
                yield from selects(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from selects(item)


def stated_accounts(brand: Brand) -> frozenset[str]:
    """Return the names of all accounts in `smmgen.yaml`, of those too that cannot be used as they stand."""
    paths = brand.spans.by_path
    return frozenset(str(path[1]) for path in paths if len(path) == 2 and path[0] == "accounts")


Named = tuple[str, Span]
"""A name as it was written, and where."""


def unknown(named: Iterable[Named], known: Iterable[str]) -> Iterator[Named]:
    """Yield the names that are not known."""
    known = frozenset(known)
    return ((name, span) for name, span in named if name not in known)
