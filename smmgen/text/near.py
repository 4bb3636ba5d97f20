"""Which of the words that are known looks most like one that is not."""

from collections.abc import Iterable
from functools import lru_cache


def near(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the known word that is most like this one; empty where none is as like as `cutoff` (0 to 1)."""
    return _nearest(name, tuple(known), cutoff)


@lru_cache(maxsize=256)  # a name that is wrong in one post is often wrong in others
def _nearest(name: str, known: tuple[str, ...], cutoff: float) -> str:
    from difflib import get_close_matches  # 2 ms, and most names are right

    return next(iter(get_close_matches(name, known, n=1, cutoff=cutoff)), "")
