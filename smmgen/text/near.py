"""Which of the words that are known looks most like one that is not."""

from collections.abc import Iterable


def near(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the known word that is most like this one; empty where none is as like as `cutoff` (0 to 1)."""
    from difflib import get_close_matches  # 2 ms, and most names are right

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=cutoff)), "")
