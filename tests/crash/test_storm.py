"""A storm of "too many requests", in a process of its own, to see how much memory it takes.

The suite sends 1,600 posts through it, `SMMGEN_WHOLE=1` and `python -m tests.crash.storm` 10,000.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
EACH, MEGABYTES = (625, 300) if os.environ.get("SMMGEN_WHOLE") else (100, 60)
"""So many posts on each of 16 accounts, and so much memory at most."""
POSTS = 16 * EACH


def test_everything_settles_and_no_request_comes_too_early() -> None:
    """All are public once, and no request is made before the time that a network named."""
    code = (
        f"from tests.crash.storm import weather; w = weather({EACH}); "
        "print(w.megabytes, w.refusals, w.hasty, dict(w.ends), dict(w.public))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    megabytes, refusals, rest = done.stdout.strip().split(" ", 2)
    assert rest == f"0 {{'POSTED': {POSTS}}} {{1: {POSTS}}}"
    assert int(refusals) > 16, "no account was asked to wait twice"
    assert int(megabytes) < MEGABYTES
