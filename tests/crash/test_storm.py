"""Ten thousand posts under a storm of "too many requests"; in a process of its own, to see how much memory it takes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEGABYTES = 300


def test_everything_settles_and_no_request_comes_too_early() -> None:
    """All 10,000 are public once, no request is made before the time that a network named, in 300 MB."""
    code = "from tests.crash.storm import weather; w = weather(625); print(w.megabytes, w.hasty, dict(w.ends), dict(w.public))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    megabytes, _, rest = done.stdout.strip().partition(" ")
    assert rest == "0 {'POSTED': 10000} {1: 10000}"
    assert int(megabytes) < MEGABYTES
