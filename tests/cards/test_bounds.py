"""The largest photos that are taken stay within 400 MB; each is decoded in a process of its own."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.cards.world import ROOT

MOST_MB = 400
LARGEST = (7740, 5160)
DECODE = """
import re, sys
from pathlib import Path
from smmgen.cards.photo import Photo, decode
photo = decode("p", Path(sys.argv[1]).read_bytes(), (1080, 1080), (255, 255, 255))
assert isinstance(photo, Photo), photo
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(photo.width, photo.height, int(peak[1]) // 1024)
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


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process's memory is told by /proc")
@pytest.mark.parametrize("kind", KINDS)
def test_the_largest_photo_does_not_fill_the_memory(kind: str, tmp_path: Path) -> None:
    size, mode, options = KINDS[kind]
    path = tmp_path / f"large.{kind}"
    Image.linear_gradient("L").resize(size).convert("RGB").convert(mode).save(path, **options)  # type: ignore[arg-type]
    done = subprocess.run(
        [sys.executable, "-c", DECODE, path],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        preexec_fn=_bounded,
    )
    width, height, megabytes = map(int, done.stdout.split())
    assert (width, height) == size
    assert megabytes < MOST_MB


def _bounded() -> None:
    """Stop a decoder that runs away: 20 seconds of processor, 2 GB of addresses."""
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_AS, (2 * 10**9, 2 * 10**9))
