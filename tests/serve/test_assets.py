"""What others wrote is served as they wrote it."""

import hashlib
from pathlib import Path

import smmgen.serve

ASSETS = Path(smmgen.serve.__file__).parent / "assets"


def test_idiomorph_is_that_of_npm():
    digest = hashlib.sha256((ASSETS / "idiomorph.js").read_bytes()).hexdigest()
    assert digest == "4cbd535caf7663a51eda9bce6595371c384fc430d54b8d414e29a61167f19f96"
