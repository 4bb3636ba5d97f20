"""Whatever is written, nothing ends in a traceback: each fault has its file, line and words, and soon."""

import os

from smmgen.pipeline import check
from smmgen.read.tree import Memory
from tests.hardening.malformed import NOW, sound, try_all

MANY = 150 if os.environ.get("SMMGEN_WHOLE") else 40


def test_what_the_accidents_happen_to_is_sound() -> None:
    assert check(Memory(sound()), NOW).findings == ()


def test_malformed_content_is_told_and_soon() -> None:
    tally = try_all(MANY, first=20_000)
    assert tally.faults == []
    assert sum(tally.codes.values()) > MANY
