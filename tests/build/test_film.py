import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from smmgen.build.film import FilmFailed, write_film

needs_ffmpeg = pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")


def greys(size: tuple[int, int], count: int = 12) -> Iterator[Image.Image]:
    for number in range(count):
        yield Image.new("RGB", size, (number * 20, 80, 160))


@needs_ffmpeg
def test_a_film_is_h264_that_plays_while_it_loads(tmp_path: Path) -> None:
    write_film(greys((64, 48)), 30, tmp_path / "new" / "a.mp4")
    ask = "stream=codec_name,pix_fmt,width,height,nb_frames,codec_type"
    command = ["ffprobe", "-v", "error", "-show_entries", ask, "-of", "json", "new/a.mp4"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    (stream,) = json.loads(told.stdout)["streams"]
    assert (stream["codec_name"], stream["pix_fmt"], stream["nb_frames"]) == ("h264", "yuv420p", "12")
    data = (tmp_path / "new" / "a.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.mp4"]


@needs_ffmpeg
def test_odd_sides_lose_a_pixel(tmp_path: Path) -> None:
    write_film(greys((65, 49)), 30, tmp_path / "a.mp4")
    assert (tmp_path / "a.mp4").stat().st_size > 500


@needs_ffmpeg
def test_the_same_frames_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        write_film(greys((64, 48)), 30, tmp_path / name)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


@needs_ffmpeg
def test_frames_that_cannot_be_encoded_are_told_and_leave_nothing(tmp_path: Path) -> None:
    with pytest.raises(FilmFailed):
        write_film(greys((1, 1)), 30, tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []


def test_without_ffmpeg_a_picture_moves(tmp_path: Path) -> None:
    write_film(greys((64, 48)), 15, tmp_path / "a.webp")
    with Image.open(tmp_path / "a.webp") as made:
        assert (made.size, getattr(made, "n_frames", 1)) == ((64, 48), 12)


def test_a_fault_while_painting_ends_the_encoder(tmp_path: Path) -> None:
    def broken() -> Iterator[Image.Image]:
        yield from greys((64, 48), 3)
        raise RuntimeError("no more")

    with pytest.raises(RuntimeError, match="no more"):
        write_film(broken(), 30, tmp_path / ("a.mp4" if shutil.which("ffmpeg") else "a.webp"))
    assert list(tmp_path.iterdir()) == []
