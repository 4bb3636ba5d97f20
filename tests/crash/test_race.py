"""Two publishers at once: each delivery is one's alone. `python -m bench.claims` lets them race for 1,000."""

import os
from pathlib import Path

from tests.crash.race import race

POSTS = 1000 if os.environ.get("SMMGEN_WHOLE") else 16


def test_two_processes_publish_each_post_once_and_none_is_starved(tmp_path: Path) -> None:
    one, two = race(tmp_path, POSTS)
    assert len(one.shown) + len(two.shown) == POSTS
    assert min(len(one.shown), len(two.shown)) > POSTS / 12
