"""Write frames as a film: an MP4 by ffmpeg where it is installed, else a picture that moves."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import chain
from pathlib import Path

from PIL import Image

from smmgen.cards.motion import FPS, frames, is_still
from smmgen.cards.picture import Scene

MP4, WEBP = ".mp4", ".webp"

_EVEN = "crop=trunc(iw/2)*2:trunc(ih/2)*2"
"""H.264 with 4:2:0 colours takes even sides only."""

_COLOURS = "scale=out_color_matrix=bt709:out_range=tv"
_TAGS = ("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-color_range", "tv")
_PLAIN = ("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact")
_WEBP_QUALITY, _WEBP_FPS = 82, 15


class FilmFailed(Exception):  # noqa: N818  (it reads as what happened)
    """The encoder ended with a fault; its words are the message."""


def suffix() -> str:
    """Return the ending of the films that this machine can write: .mp4 with ffmpeg, else .webp."""
    return MP4 if encoder() else WEBP


@cache
def encoder() -> str:
    """Return the path of ffmpeg: the machine's own, else that of the extra `film`; empty without either."""
    if found := shutil.which("ffmpeg"):
        return found
    try:
        from imageio_ffmpeg import get_ffmpeg_exe  # type: ignore[import-untyped]

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError):
        return ""


def film(scene: Scene, path: Path) -> bool:
    """Write a card in motion, in the form of the path's ending; False where nothing on it would move."""
    if is_still(scene):
        return False
    fps = FPS if path.suffix == MP4 else _WEBP_FPS
    write_film(frames(scene, fps), fps, path)
    return True


def write_film(pictures: Iterator[Image.Image], fps: int, path: Path) -> None:
    """Write a silent film whole or not at all, by its path's ending; frames are taken one by one.

    An MP4 is H.264, yuv420p, ready to be played while it loads, the same bytes for the same ffmpeg. Raises
    `FilmFailed`, and `OSError` where the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".film-", dir=path.parent) as folder:
        made = Path(folder) / path.name
        (_mp4 if path.suffix == MP4 else _webp)(pictures, fps, made)
        made.replace(path)


def _mp4(pictures: Iterator[Image.Image], fps: int, path: Path) -> None:
    first = next(pictures)
    width, height = first.size
    source = ("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", str(fps), "-i", "-")
    shape = ("-an", "-vf", f"{_EVEN},{_COLOURS}", "-c:v", "libx264", "-preset", "medium", "-crf", "19")
    kind = ("-pix_fmt", "yuv420p", *_TAGS, "-movflags", "+faststart", *_PLAIN, "-threads", "2")
    command = (encoder(), "-v", "error", "-nostdin", "-y", *source, *shape, *kind, str(path))
    # The encoder's words go to a file: a full pipe that nobody empties would stop it.
    with tempfile.TemporaryFile() as told:
        run = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=told)
        try:
            _feed(run, chain([first], pictures))
        finally:
            run.kill()  # without effect on one that has ended
            run.wait()
            if run.stdin:
                with suppress(BrokenPipeError):
                    run.stdin.close()
        told.seek(0)
        if run.returncode:
            words = told.read().decode("utf-8", "replace").strip().splitlines()
            raise FilmFailed(words[-1] if words else f"ffmpeg ended with {run.returncode}")


def _feed(run: "subprocess.Popen[bytes]", pictures: Iterator[Image.Image]) -> None:
    pipe = run.stdin
    if pipe is None:
        raise AssertionError("the encoder was started with a pipe")
    # Where the encoder ends first, its exit code tells why.
    with suppress(BrokenPipeError):
        for frame in pictures:
            pipe.write(frame.tobytes())
        pipe.close()
    run.wait()


def _webp(pictures: Iterator[Image.Image], fps: int, path: Path) -> None:
    first = next(pictures)
    milliseconds = round(1000 / fps)
    first.save(
        path,
        "WEBP",
        save_all=True,
        append_images=pictures,
        duration=milliseconds,
        loop=0,
        quality=_WEBP_QUALITY,
        method=2,
        minimize_size=False,
    )
