"""What the figures are measured on: the same everywhere, and sound."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.corpus import ACCOUNTS, KINDS, Shape
from bench.ledger import deliveries, history, stream
from bench.table import Row, table
from smmgen.ledger.state import State
from smmgen.pipeline import check
from smmgen.read.tree import Folder


def written(folder: Path, kind: str, shape: Shape) -> dict[str, bytes]:
    KINDS[kind](folder, shape)
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_shape_gives_the_same_bytes(kind: str, tmp_path: Path) -> None:
    shape = Shape(posts=30, has_images=True)
    assert written(tmp_path / "one", kind, shape) == written(tmp_path / "two", kind, shape)


def test_another_seed_gives_other_posts(tmp_path: Path) -> None:
    one = written(tmp_path / "one", "smmgen", Shape(posts=3))
    assert one != written(tmp_path / "two", "smmgen", Shape(posts=3, seed=8))


def test_a_larger_corpus_begins_with_the_smaller_one(tmp_path: Path) -> None:
    small, large = (
        written(tmp_path / str(posts), "smmgen", Shape(posts=posts, has_plan=False)) for posts in (5, 9)
    )
    assert small.items() < large.items()


@pytest.mark.parametrize("accounts", [3, 8, len(ACCOUNTS)])
def test_nothing_is_wrong_with_the_posts(accounts: int, tmp_path: Path) -> None:
    written(tmp_path, "smmgen", Shape(posts=40, accounts=accounts, has_images=True))
    checked = check(Folder(tmp_path), datetime(2026, 12, 1, tzinfo=UTC))
    assert [finding.message for finding in checked.findings] == []
    assert len({variant.post for variant in checked.variants}) == 40


def test_a_long_ledger_has_two_lines_for_each_delivery() -> None:
    names = list(deliveries(20))
    state = State({name: history(name, number) for number, name in enumerate(names)})
    assert len(set(names)) == 20
    assert {state.last(name).stage for name in names if state.last(name)} == {"POSTED"}
    assert b"".join(stream(20)).count(b'"s":"SENDING"') == 40


def test_the_table_says_whether_a_figure_is_as_asked() -> None:
    rows = [Row(what="help", seen=61, unit="ms", asked=60), Row(what="start", seen=12, unit="ms")]
    assert [row.verdict for row in rows] == ["no", ""]
    assert [line.split()[0] for line in table(rows).splitlines()] == ["what", "help", "start"]
