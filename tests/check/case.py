"""Cases: the files of a small brand, then what is printed of them, in one text file.

A line `=== PATH` starts a file, a line `>>> FORMAT` what is expected. With SMMGEN_REWRITE=1 in the
environment the expected halves are written anew; read the difference like prose.
"""

import os
import re
from pathlib import Path
from typing import NamedTuple

CASES = Path(__file__).parents[1] / "cases" / "check"
_MARK = re.compile(r"^(===|>>>) (\S+)\n", re.MULTILINE)


class Case(NamedTuple):
    path: Path
    files: dict[str, str]
    expected: dict[str, str]


def cases() -> list[Case]:
    return [read(path) for path in sorted(CASES.glob("*.txt"))]


def read(path: Path) -> Case:
    _, *parts = _MARK.split(path.read_text())
    sections = list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))
    files = {name: _unescaped(text) for mark, name, text in sections if mark == "==="}
    return Case(path, files, {name: text for mark, name, text in sections if mark == ">>>"})


def accept(case: Case, printed: dict[str, str]) -> None:
    """Compare what is printed with what is expected, or write it down where that is wanted."""
    if os.environ.get("SMMGEN_REWRITE"):
        text = case.path.read_text()
        head = text[: next((mark.start() for mark in _MARK.finditer(text) if mark[1] == ">>>"), len(text))]
        case.path.write_text(head + "".join(f">>> {name}\n{text}" for name, text in printed.items()))
    else:
        assert printed == case.expected


def _unescaped(text: str) -> str:
    """Make invisible characters out of {U+202E} in a case, where they can be seen."""
    return re.sub(r"\{U\+([0-9A-F]{4,5})\}", lambda found: chr(int(found[1], 16)), text)
