"""Two publishers at once: each delivery is one's alone. `python -m bench.claims` lets them race for 1,000."""

from pathlib import Path

from tests.crash.race import race


def test_two_processes_publish_each_post_once(tmp_path: Path) -> None:
    one, two = race(tmp_path, 12)
    assert len(one.shown) + len(two.shown) == 12
