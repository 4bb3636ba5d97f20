"""A post's text as its accounts share it: parted into messages, its pictures apart from its words."""

from msgspec import Struct

from smmgen.compose.select import is_selective, parted, select
from smmgen.compose.tagging import bare, runs_of, shortened
from smmgen.model.brand import Account
from smmgen.model.document import Blocks, Figure


class Part(Struct, frozen=True):
    """What one message is made of, before an account's own links and hashtags.

    `words` are the blocks without the pictures between them. `targets` is where it links to, without
    parameters; `hashtags` are in lower case.
    """

    blocks: Blocks
    words: Blocks
    figures: tuple[Figure, ...]
    targets: frozenset[str]
    hashtags: frozenset[str]


class Body:
    """A post's text, for all of its accounts; what most of them share is made once."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = shortened(blocks)
        self._is_for_all = not is_selective(blocks)
        self._shared: dict[bool, tuple[Part, ...]] = {}

    def blocks(self, account: Account) -> Blocks:
        """Return what an account gets."""
        return self._blocks if self._is_for_all else select(self._blocks, account)

    def parts(self, blocks: Blocks, *, has_threads: bool) -> tuple[Part, ...]:
        """Part an account's blocks; those that all accounts get are parted once."""
        if blocks is not self._blocks:
            return _parts(blocks, has_threads=has_threads)
        if has_threads not in self._shared:
            self._shared[has_threads] = _parts(blocks, has_threads=has_threads)
        return self._shared[has_threads]


def _parts(blocks: Blocks, *, has_threads: bool) -> tuple[Part, ...]:
    return tuple(map(_part, parted(blocks, has_threads=has_threads)))


def _part(blocks: Blocks) -> Part:
    figures = tuple(block for block in blocks if isinstance(block, Figure))
    words = tuple(block for block in blocks if not isinstance(block, Figure)) if figures else blocks
    runs = tuple(runs_of(blocks))
    return Part(
        blocks=blocks,
        words=words,
        figures=figures,
        targets=frozenset(bare(run.href) for run in runs if run.kind == "link"),
        hashtags=frozenset(run.text.lower() for run in runs if run.kind == "hashtag"),
    )
