"""Choose what of a post an account gets, and part it into messages."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from smmgen.model.brand import Account
from smmgen.model.document import Block, Blocks, Break, ItemList, Quote, Select


def select(blocks: Blocks, account: Account) -> Blocks:
    """Return the blocks that an account gets.

    Where a block `instead` names the account or its network, it gets those blocks and nothing else.
    """
    names = {account.name, account.network}
    instead = tuple(block for block in _insteads(blocks) if names & {name for name, _ in block.names})
    if instead:
        return tuple(_kept((inner for block in instead for inner in block.blocks), names))
    return tuple(_kept(blocks, names))


def _insteads(blocks: Iterable[Block]) -> Iterator[Select]:
    return (block for block in blocks if isinstance(block, Select) and block.kind == "instead")


def _kept(blocks: Iterable[Block], names: set[str]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Select():
                if block.kind == "only" and names & {name for name, _ in block.names}:
                    yield from _kept(block.blocks, names)
            case Quote() if is_selective(block.blocks):
                yield replace(block, blocks=tuple(_kept(block.blocks, names)))
            case ItemList() if any(is_selective(item) for item in block.items):
                yield replace(block, items=tuple(tuple(_kept(item, names)) for item in block.items))
            case _:
                yield block


def is_selective(blocks: Blocks) -> bool:
    """Tell whether accounts get different blocks; most posts are the same for all."""
    for block in blocks:
        match block:
            case Select():
                return True
            case Quote() if is_selective(block.blocks):
                return True
            case ItemList() if any(is_selective(item) for item in block.items):
                return True
    return False


def parted(blocks: Blocks, *, has_threads: bool) -> tuple[Blocks, ...]:
    """Part blocks at thematic breaks; without threads a break is just the space between paragraphs.

    There is always one message at least, and only that one may be empty.
    """
    parts: list[list[Block]] = [[]]
    for block in blocks:
        if not isinstance(block, Break):
            parts[-1].append(block)
        elif has_threads and parts[-1]:
            parts.append([])
    if len(parts) > 1 and not parts[-1]:
        parts.pop()
    return tuple(tuple(part) for part in parts)
