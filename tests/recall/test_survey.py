"""What is recalled is what would be found anew: after any edit, at any time."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from smmgen.check.registry import registry_of, rule
from smmgen.model.variant import Variant
from smmgen.pipeline import Found, check, find
from smmgen.read.tree import Folder, Memory
from smmgen.recall import around, work
from smmgen.spelling.dictionary import _opened
from tests.check.world import NOW, post
from tests.recall.edits import KINDS, Team

EDITS = 500 if os.environ.get("SMMGEN_WHOLE") else KINDS
"""Each kind of edit comes once."""
ONE = "content/posts/one.md"


def _recalled(root: Path, now: datetime = NOW) -> Found:
    return find(Folder(root), now, place=root / ".smmgen/cache/check")


def _anew(root: Path, now: datetime = NOW) -> Found:
    return find(Folder(root), now)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    Team(tmp_path, 1)
    return tmp_path


def test_after_any_edit_the_findings_are_those_of_a_first_run(tmp_path: Path) -> None:
    team, now = Team(tmp_path, 7), NOW
    for _ in range(EDITS):
        act = team.edit()
        now += timedelta(hours=team.chance.choice([0, 0, 7]))
        assert _recalled(tmp_path, now) == _anew(tmp_path, now), act


def test_one_post_at_a_time_finds_what_all_at_once_finds(root: Path) -> None:
    team = Team(root, 3)
    for _ in range(8):
        team.edit()
        assert _anew(root).findings == check(Folder(root), NOW).findings


def test_a_tree_that_is_not_on_disk_is_checked_as_well() -> None:
    found = find(Memory({"smmgen.yaml": "brand: {name: N, timezone: UTC}", ONE: post("One.")}), NOW)
    assert (found.is_usable, found.posts) == (True, (ONE,))


def test_an_edit_within_the_same_tick_is_seen(root: Path) -> None:
    path = root / "content/posts/post-1.md"
    for text in ("See http://a.example.", "See http://b.example."):
        path.write_text(post(text))
        assert any(text[4:20] in finding.message for finding in _recalled(root).findings)


def test_a_file_that_keeps_its_times_and_length_is_read_again(root: Path) -> None:
    path = root / "content/posts/post-1.md"
    path.write_text(post("See http://a.example."))
    os.utime(path, (1, 1))
    _recalled(root)
    path.write_text(post("See http://b.example."))
    os.utime(path, (1, 1))
    assert "http://b.example" in str(_recalled(root).findings)


def test_what_a_full_disk_hid_is_found_once_there_is_room(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "content/posts/post-1.md").write_text(post("Frehs beans, a việtt."))
    monkeypatch.setattr(tempfile, "tempdir", "/dev/null")
    told = [_spelt(root) for _ in range(2)]
    monkeypatch.undo()
    assert (told, _spelt(root)) == ([["SPL001", "SPL007"]] * 2, ["SPL001", "SPL001"])


@rule("AAA001", severity="info", on=Variant)
def failing_then_asking(variant, context):
    if variant.account == "tg":
        raise KeyError(variant.post)
    yield failing_then_asking.at(context.project.posts[0].spans.whole, f"{variant.account}: seen.")


def test_a_rule_that_fails_at_one_variant_may_still_ask_for_other_posts(monkeypatch):
    rules = registry_of([SimpleNamespace(rule=failing_then_asking)])
    monkeypatch.setattr(around, "load_rules", lambda: rules)
    brand = (
        "brand: {name: N, timezone: UTC}\naccounts:\n  tg: {network: telegram, chat: '@n', token: env:T}\n"
    )
    x = "  x: {network: x, api_key: env:A, api_secret: env:B, token: env:C, token_secret: env:D}\n"
    found = find(Memory({"smmgen.yaml": brand + x, ONE: post("One.", accounts="[tg, x]")}), NOW)
    told = [(one.code, one.message) for one in found.findings if one.code in ("CHK001", "AAA001")]
    assert told == [("AAA001", "x: seen."), ("CHK001", "The rule AAA001 failed here: KeyError: 'one'.")]


def test_a_post_that_waits_for_its_slot_is_checked_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "content/posts/post-1.md"
    (root / path).write_text(post("See http://a.example.", publish_at="2026-12-01", accounts="[tg]"))
    checked: list[str] = []
    monkeypatch.setattr(work, "check_own", _counted(work.check_own, checked))
    found = _recalled(root).findings
    assert (found == check(Folder(root), NOW).findings, checked.count(path)) == (True, 1)


def test_what_one_machine_found_counts_on_another(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, other = _recalled(root), tmp_path_factory.mktemp("other") / "clone"
    shutil.copytree(root, other, copy_function=shutil.copyfile)
    checked: list[str] = []
    monkeypatch.setattr(work, "check_own", _counted(work.check_own, checked))
    assert (_recalled(other) == before, checked) == (True, [])


def _counted(check_own: Callable[..., object], paths: list[str]) -> Callable[..., object]:
    return lambda *args: (paths.append(args[3].source.path), check_own(*args))[1]


def _spelt(root: Path) -> list[str]:
    _opened.cache_clear()
    codes = sorted(finding.code for finding in _recalled(root).findings)
    return [code for code in codes if code.startswith("SPL")]


@pytest.mark.parametrize("spoilt", [b"", b"smmgen 1\n", b"\0" * 99, b"smmgen 1\n" + b"\xff" * 4000])
def test_a_spoilt_index_is_made_anew(root: Path, spoilt: bytes) -> None:
    before = _recalled(root)
    (root / ".smmgen/cache/check").write_bytes(spoilt)
    assert _recalled(root) == before


@pytest.mark.parametrize("at", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_flipped_byte_in_the_index_changes_nothing(root: Path, at: float) -> None:
    before, place = _recalled(root), root / ".smmgen/cache/check"
    data = bytearray(place.read_bytes())
    data[int(len(data) * at)] ^= 0x40
    place.write_bytes(data)
    assert _recalled(root) == before


def test_what_is_past_is_noticed_without_an_edit(root: Path) -> None:
    (root / ONE).write_text(
        post("All beans must go.", status="ready", accounts="[tg]", publish_at="2026-12-01 10:00")
    )
    codes = [
        {one.code for one in _recalled(root, NOW + timedelta(days=days)).findings if one.post == "one"}
        for days in (0, 30, 0)
    ]
    assert ["SCH002" in found for found in codes] == [False, True, False]


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(root: Path) -> None:
    (root / ".smmgen").write_text("in the way")
    assert _recalled(root) == _anew(root)
