"""Tell what blocks have that networks write differently: those without are the same for most of them."""

from functools import lru_cache

from smmgen.model.document import Block, Heading, ItemList, Paragraph, Quote, Runs, Select, Table


@lru_cache(maxsize=256)  # asked for each account of a post
def is_linked(block: Block) -> bool:
    """Tell whether a block has a link, at any depth."""
    match block:
        case Paragraph() | Heading():
            return _has_link(block.runs)
        case Quote() | Select():
            return any(map(is_linked, block.blocks))
        case ItemList():
            return any(is_linked(inner) for item in block.items for inner in item)
        case Table():
            return any(_has_link(cell) for row in (block.head, *block.rows) for cell in row)
        case _:
            return False


@lru_cache(maxsize=256)  # asked for each account of a post
def is_plain(block: Block) -> bool:
    """Tell whether a block is words without any look, at any depth: every network writes it alike."""
    match block:
        case Paragraph():
            return all(run.kind == "text" and not run.marks for run in block.runs)
        case ItemList():
            return all(is_plain(inner) for item in block.items for inner in item)
        case _:
            return False


def _has_link(runs: Runs) -> bool:
    return "link" in [run.kind for run in runs]
