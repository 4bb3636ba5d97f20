"""Cases that are whole documents: an input, a line of equals signs, and all that is expected of it.

Run the tests with SMMGEN_REWRITE=1 to write what comes out as what is expected, then read the diff.
"""

import os
from pathlib import Path

RULE = "\n=====\n"
CASES = Path(__file__).parent / "cases"


def cases(room: str) -> list[Path]:
    return sorted((CASES / room).glob("*.md"))


def given(case: Path) -> str:
    return case.read_text("utf-8").partition(RULE)[0]


def expect(case: Path, came_out: str) -> None:
    """Compare with the expected half of the case."""
    before, _, expected = case.read_text("utf-8").partition(RULE)
    if os.environ.get("SMMGEN_REWRITE"):
        case.write_text(before + RULE + came_out.rstrip("\n") + "\n", "utf-8")
    else:
        assert came_out.rstrip("\n") == expected.rstrip("\n")
