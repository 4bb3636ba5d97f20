"""Nothing is checked twice while nothing changes: with a thousand posts it takes seconds."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from smmgen.assistant.desk import Desk
from tests.assistant.world import DRAFT, FILES, IDEA, TEXT, fresh
from tests.check.world import NOW

TRIED = {"content/posts/trial.md": TEXT}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return fresh(tmp_path / "brand")


@pytest.mark.parametrize("texts", [{}, TRIED], ids=["on disk", "tried"])
def test_what_did_not_change_is_not_checked_again(root: Path, texts: dict[str, str]) -> None:
    desk = Desk(root, lambda: NOW)
    first = desk.look_with(texts).checked
    desk.look()
    assert desk.look_with(dict(texts)).checked is first


CHANGES: dict[str, Callable[[Path], object]] = {
    "a file": lambda root: (root / DRAFT).write_text(FILES[DRAFT] + "More.\n"),
    "a new file": lambda root: (root / "content/posts/new.md").write_text(FILES[IDEA]),
    "a file that is gone": lambda root: (root / IDEA).unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("texts", [{}, TRIED], ids=["on disk", "tried"])
def test_what_changed_is_checked_again(
    root: Path, texts: dict[str, str], change: Callable[[Path], object]
) -> None:
    desk = Desk(root, lambda: NOW)
    first = desk.look_with(texts).checked
    change(root)
    assert desk.look_with(texts).checked is not first


def test_another_text_or_a_later_day_is_checked_anew(root: Path) -> None:
    times = iter([NOW, NOW, NOW + timedelta(days=1500)])
    desk = Desk(root, lambda: next(times))
    first = desk.look_with(TRIED).checked
    second = desk.look_with({"content/posts/trial.md": TEXT + "Seven.\n"}).checked
    third = desk.look_with({"content/posts/trial.md": TEXT + "Seven.\n"}).checked
    assert first is not second
    assert second is not third
