"""Mistakes that many make, and what the other country spells otherwise."""

from collections.abc import Callable
from functools import cache

from smmgen.spelling.packaged import PACKAGED


def _pairs(written: str) -> tuple[tuple[str, str], ...]:
    lines = (line.split(" ", 1) for line in written.strip().split("\n"))
    return tuple((wrong, right) for wrong, right in lines if wrong != right)


@cache
def mistakes() -> tuple[tuple[str, str], ...]:
    """Return what is often written, and what is meant, as parts of words."""
    _, _, rows = (PACKAGED / "mistakes.txt").read_text("utf-8").partition("\n")
    return _pairs(rows)


def meant(word: str, knows: Callable[[str], bool]) -> str:
    """Return what was meant by an unknown word, if that is a mistake that many make; empty otherwise."""
    small = word.lower()
    for wrong, right in mistakes():
        if wrong in small and knows(found := small.replace(wrong, right)):
            return _as(found, word)
    return ""


def _as(word: str, like: str) -> str:
    """Return a word in capitals where another is in capitals."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word


_ACROSS = _pairs("""
our or
ise ize
isa iza
isi izi
yse yze
ysi yzi
re er
ogue og
ence ense
ll l
mme m
ae e
oe e
grey gray
tyre tire
kerb curb
cheque check
plough plow
mould mold
moustache mustache
pyjama pajama
sceptic skeptic
storey story
ph f
""")
"""What the British and Americans spell otherwise, with the British way first."""


def american_or_british(word: str, knows: Callable[[str], bool]) -> str:
    """Return how the other country spells a word, where that can be only one; empty otherwise."""
    small = word.lower()
    both = [*_ACROSS, *((american, british) for british, american in _ACROSS)]
    made = {
        small[:at] + new + small[at + len(old) :]
        for old, new in both
        for at in range(len(small))
        if small.startswith(old, at)
    }
    known = [one for one in made if knows(one)]
    return _as(known[0], word) if len(known) == 1 else ""
