"""Where only what a few posts say is another, nothing else is looked at, and the same is found."""

import os
import random
from datetime import timedelta
from pathlib import Path

import pytest

from smmgen.pipeline import Found, find
from smmgen.read.tree import Folder
from smmgen.recall import survey
from tests.check.world import BRAND, NOW, post
from tests.recall.edits import Writers

EDITS = 1000 if os.environ.get("SMMGEN_WHOLE") else 30
ONE, TWO = "content/posts/one.md", "content/posts/two.md"


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


SALE = {"status": "ready", "accounts": "[tg]"}
TEXTS = {
    "it comes to say what another says": ("", "Cups.", "Beans.", {"MSG001"}, set()),
    "it says no longer what another says": ("", "Beans.", "Cups.", set(), {"MSG001"}),
    "the place where it says so moves": ("", "Beans.", "\n\nBeans.", set(), set()),
    "nothing needs to be ignored any more": (
        "rules: {ignore: [GRM001]}\n",
        "Cups cups.",
        "Cups.",
        {"CHK004"},
        set(),
    ),
    "something needs to be ignored again": (
        "rules: {ignore: [GRM001]}\n",
        "Cups.",
        "Cups cups.",
        set(),
        {"CHK004"},
    ),
}


@pytest.mark.parametrize("what", TEXTS)
def test_what_others_have_to_do_with_a_text_is_seen(tmp_path: Path, what: str) -> None:
    more, before, after, come, gone = TEXTS[what]
    _write(tmp_path, "smmgen.yaml", BRAND + more)
    _write(tmp_path, ONE, post("Beans.", publish_at="2026-12-01 10:00", **SALE))
    _write(tmp_path, TWO, post(before, publish_at="2026-12-02 10:00", **SALE))
    then = {one.code for one in _recalled(tmp_path).findings}
    _write(tmp_path, TWO, post(after, publish_at="2026-12-02 10:00", **SALE))
    found = _recalled(tmp_path)
    now = {one.code for one in found.findings}
    assert (now - then, then - now) == (come, gone)
    assert found == find(Folder(tmp_path), NOW)


def test_after_a_post_that_could_not_be_read_in_full_nothing_is_needless(tmp_path: Path) -> None:
    _write(tmp_path, "smmgen.yaml", BRAND + "rules: {ignore: [LNK001]}\n")
    codes = []
    for title in ("Beans", "Beans\ntitle: Beans", "Beans"):
        _write(tmp_path, ONE, post("Beans.", title=title))
        codes.append({one.code for one in _recalled(tmp_path).findings} & {"CHK004", "YML004"})
    assert codes == [{"CHK004"}, {"YML004"}, {"CHK004"}]


def test_a_post_that_another_looks_into_is_surveyed_and_one_alone_is_not(
    tmp_path: Path, surveys: list[int]
) -> None:
    _write(tmp_path, "smmgen.yaml", BRAND)
    _write(tmp_path, TWO, post("Cups.", reply_to="one"))
    _write(tmp_path, "content/posts/three.md", post("Kettles."))
    made = []
    for path in (ONE, "content/posts/three.md", ONE):
        _write(tmp_path, path, post(f"Beans {len(made)}."))
        _recalled(tmp_path)
        made.append(len(surveys))
    assert made == [1, 1, 2]


def _write(root: Path, path: str, text: str) -> None:
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")
