import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from smmgen.build.film import FilmFailed, encoder, write_film


def greys(size: tuple[int, int], count: int = 12) -> Iterator[Image.Image]:
    for number in range(count):
        yield Image.new("RGB", size, (number * 20, 80, 160))


def test_a_film_is_h264_that_plays_while_it_loads(tmp_path: Path) -> None:
    write_film(greys((64, 48)), 30, tmp_path / "new" / "a.mp4")
    command = [encoder(), "-i", "new/a.mp4", "-f", "null", "-"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True).stderr
    assert "Video: h264" in told
    assert "yuv420p(tv, bt709" in told
    assert "frame=   12" in told
    data = (tmp_path / "new" / "a.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.mp4"]


def test_odd_sides_lose_a_pixel(tmp_path: Path) -> None:
    write_film(greys((65, 49)), 30, tmp_path / "a.mp4")
    assert (tmp_path / "a.mp4").stat().st_size > 500


def test_the_same_frames_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        write_film(greys((64, 48)), 30, tmp_path / name)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


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
        write_film(broken(), 30, tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []
