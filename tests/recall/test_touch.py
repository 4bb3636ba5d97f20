"""Where only what a few posts say is another, nothing else is looked at, and the same is found."""

import os
import random
from datetime import timedelta
from pathlib import Path

import pytest

from smmgen.pipeline import Found, find
from smmgen.read.tree import Folder
from smmgen.recall import survey
from tests.check.world import NOW
from tests.recall.edits import Writers

EDITS = 1000 if os.environ.get("SMMGEN_WHOLE") else 80
LONG_AGO = 1_700_000_000


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the files' times count at once, as they do a moment later."""
    monkeypatch.setattr("smmgen.recall.scan._FINE", 0)
    monkeypatch.setattr("smmgen.recall.scan._COARSE", 0)


@pytest.fixture
def surveys(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows by one with every survey."""
    made: list[int] = []
    run = survey._Survey.run
    monkeypatch.setattr(survey._Survey, "run", lambda *args: (made.append(1), run(*args))[1])
    return made


def _recalled(root: Path) -> Found:
    return find(Folder(root), NOW, place=root / ".smmgen/cache/check")


def test_after_any_wording_the_findings_are_those_of_a_first_run(tmp_path: Path, surveys: list[int]) -> None:
    team, now, seldom = Writers(tmp_path, 23), NOW, random.Random(5)
    for number in range(EDITS):
        act = team.edit()
        now += timedelta(hours=7) if seldom.random() < 0.1 else timedelta()
        place = tmp_path / ".smmgen/cache/check"
        assert find(Folder(tmp_path), now, place=place) == find(Folder(tmp_path), now), (number, act)
    assert EDITS < len(surveys) < 1.9 * EDITS  # the runs without an index, and some of the others
