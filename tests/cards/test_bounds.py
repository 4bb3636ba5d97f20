"""The largest photos that are taken stay within 400 MB; each is decoded in a process of its own.

They are of one colour, so they are small where they are packed: to make them takes longer than to decode them.
`SMMGEN_REWRITE=1` makes them anew.
"""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest
from PIL import Image

from tests.cards.world import ROOT

PACKED = ROOT / "tests/cases/cards/largest.zip"
MOST_MB = 400
LARGEST = (7740, 5160)
DECODE = """
import json, os, re, resource, sys
from pathlib import Path
from smmgen.cards.photo import Photo, decode

def decoded(path):
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))  # a decoder that runs away is stopped:
    resource.setrlimit(resource.RLIMIT_AS, (2 * 10**9, 2 * 10**9))  # 2 GB of addresses
    photo = decode("p", Path(path).read_bytes(), (1080, 1080), (255, 255, 255))
    assert isinstance(photo, Photo), photo
    peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
    print(json.dumps([path, photo.width, photo.height, int(peak[1]) // 1024]), flush=True)

for path in sys.argv[1:]:  # what all need is read once; a forked process begins with a peak of its own
    child = os.fork()
    if not child:
        decoded(path)
        os._exit(0)
    os.waitpid(child, 0)
"""
KINDS = {
    "jpg": (LARGEST, "RGB", {"quality": 60}),
    "phone.jpg": ((12000, 9000), "RGB", {"quality": 40}),
    "progressive.jpg": (LARGEST, "RGB", {"quality": 60, "progressive": True, "subsampling": 0}),
    "cmyk.jpg": (LARGEST, "CMYK", {"quality": 60}),
    "png": (LARGEST, "RGBA", {"compress_level": 1}),
    "webp": ((5460, 3640), "RGBA", {"quality": 20, "method": 0}),
    "avif": ((5460, 3640), "RGB", {"quality": 20, "speed": 10}),
}

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the peak of a process's memory is told by /proc"
)


def pack(path: Path) -> None:
    with ZipFile(path, "w", ZIP_LZMA) as packed:
        for kind, (size, mode, options) in KINDS.items():
            file = BytesIO()
            form = {"jpg": "JPEG"}.get(kind.rpartition(".")[2], kind)
            Image.new(mode, size, 120).save(file, form, **options)  # type: ignore[arg-type]
            packed.writestr(kind, file.getvalue())


@pytest.fixture(scope="module")
def decoded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[int]]:
    """Return the width, the height and the peak of memory, in MB, of each photo that could be decoded."""
    folder = tmp_path_factory.mktemp("large")
    if os.environ.get("SMMGEN_REWRITE"):
        pack(PACKED)
    with ZipFile(PACKED) as packed:
        packed.extractall(folder)
    paths = {str(folder / kind): kind for kind in KINDS}
    done = subprocess.run(
        [sys.executable, "-c", DECODE, *paths], stdout=subprocess.PIPE, check=True, cwd=ROOT
    )
    return {paths[path]: told for path, *told in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("kind", KINDS)
def test_the_largest_photo_does_not_fill_the_memory(kind: str, decoded: dict[str, list[int]]) -> None:
    width, height, megabytes = decoded[kind]
    assert (width, height) == KINDS[kind][0]
    assert megabytes < MOST_MB
