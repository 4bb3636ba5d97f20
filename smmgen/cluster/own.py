"""Name the program that runs here, so that a machine with another one is not given its work."""

from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import smmgen


@cache
def own_mark() -> str:
    """Return a name (SHA-256, hex) of smmgen's code and of the library that draws, whatever the machine."""
    root = Path(smmgen.__file__).parent
    sources = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))
    parts = [f"pillow {version('pillow')}".encode()]
    parts += [f"{name}\0".encode() + sha256((root / name).read_bytes()).digest() for name in sources]
    return sha256(b"\n".join(parts)).hexdigest()
