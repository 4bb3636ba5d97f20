"""Real processes, really killed, on a real git repository: a few here, 300 by `python -m tests.crash.kills`."""

from pathlib import Path

from tests.crash.kills import kill_many


def test_killed_publishers_double_and_lose_nothing(tmp_path: Path) -> None:
    found = kill_many(tmp_path, kills=4)
    assert found.wrong == []
    assert found.kills >= 4
    assert found.ends["POSTED"] > found.ends.total() / 2
