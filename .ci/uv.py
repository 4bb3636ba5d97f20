"""Have uv beside the Python that runs this, as uv.txt pins it: `uv.py INDEX`, with pip on the path.

pip works for seconds on it, most of them to read itself and the names of 6,000 files.
"""

import hashlib
import html
import io
import platform
import re
import sys
import zipfile
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen


def fetch(address: str) -> bytes:
    """Return what is there."""
    with urlopen(address, timeout=60) as answer:  # noqa: S310  (what comes from there is held against its pin)
        return bytes(answer.read())


if platform.libc_ver()[0] != "glibc":
    raise SystemExit("pip knows what fits this machine")
if not (index := sys.argv[1]):
    from pip._internal.models.index import PyPI  # no address of a registry stands here

    index = PyPI.simple_url
page = f"{index.rstrip('/')}/uv/"
pins = Path(__file__).with_suffix(".txt").read_text("utf-8")
version = pins.partition("==")[2].split()[0]
fitting = rf'href="([^"]*/uv-{re.escape(version)}-py3-none-manylinux[^"/]*_{platform.machine()}\.whl[^"]*)"'
link = re.findall(fitting, fetch(page).decode())[0]
wheel = fetch(urljoin(page, html.unescape(link)))
if f"--hash=sha256:{hashlib.sha256(wheel).hexdigest()}" not in pins:
    raise SystemExit(f"{link} is not what it was when it was pinned")
with zipfile.ZipFile(io.BytesIO(wheel)) as packed:
    program = packed.read(f"uv-{version}.data/scripts/uv")
begun = Path(sys.executable).with_name("uv.new")
begun.write_bytes(program)
begun.chmod(0o755)
begun.replace(begun.with_name("uv"))
