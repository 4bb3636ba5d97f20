"""Planted faults: whole repositories with faults in them, of which exactly those are found, where they stand.

Each file in tests/cases/faults/ is a small repository, then what is found in it: place, code, and what is
underlined there. With SMMGEN_REWRITE=1 in the environment the findings are written anew; see that each new
line names a fault that was planted, and its very place.
"""

import re

import pytest

from smmgen.check.example import spelled_out
from smmgen.check.group import Grouped, grouped
from smmgen.check.registry import Page, load_registry
from tests.check.case import CASES, Case, accept, read
from tests.check.world import checked

FAULTS = [read(path) for path in sorted((CASES.parent / "faults").glob("*.txt"))]


def planted(case: Case) -> dict[str, str]:
    return {path: spelled_out(text) for path, text in case.files.items()}


def _line(group: Grouped, files: dict[str, str]) -> str:
    finding, accounts = group
    span = finding.span
    lines = files.get(span.path, "").split("\n")
    text = lines[span.line - 1] if span.line <= len(lines) else ""
    end = span.end_column - 1 if span.end_line == span.line else len(text)
    whom = f" [{', '.join(accounts)}]" if accounts else ""
    marked = text[span.column - 1 : end]
    shown = re.sub(r"\W", lambda it: it[0] if it[0].isprintable() else f"{{U+{ord(it[0]):04X}}}", marked)
    return f"{span.path}:{span.line}:{span.column} {finding.code}{whom} «{shown[:60]}»\n"


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case.path.stem)
def test_exactly_the_planted_faults_are_found(case):
    files = planted(case)
    found = "".join(_line(group, files) for group in grouped(checked(files).findings))
    accept(case, {"found": found})


NOT_FROM_FILES = {  # found while building or following links, or
    "CHK001",  # a rule that fails
    "CHK002",  # a package that cannot be loaded
    "CHK005",  # of a baseline, which only the command reads
    "CRD001",  # found earlier, as REF003
    "CRD006",  # found where pictures are drawn, as are the next
    "CRD007",
    "CRD008",
    "CRD020",
    "CRD021",
    "CRD022",
    "CRD015",  # found by `smmgen cards check`, as are the next
    "CRD016",
    "CRD017",
    "VID005",  # no film that can be read is of a form that a network refuses
    "YML011",  # a file that the system does not let us read
}


def _fires_from_files(page: Page) -> bool:
    return page.found_by not in ("build", "online") and page.code not in NOT_FROM_FILES


def test_every_code_that_fires_from_files_alone_is_planted():
    told = "".join("".join(case.expected.values()) for case in FAULTS)
    fires = [code for code, page in load_registry().pages.items() if _fires_from_files(page)]
    assert [code for code in fires if f" {code}" not in told] == []
    assert [code for code in NOT_FROM_FILES if f" {code}" in told] == []


def test_one_post_has_sixty_faults_and_more():
    (post,) = (case for case in FAULTS if case.path.stem == "post")
    assert post.expected["found"].count("\n") >= 60
