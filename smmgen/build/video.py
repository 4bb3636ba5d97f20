"""Take the videos of posts into the output folder, as they are."""

from hashlib import sha256
from pathlib import PurePosixPath
from posixpath import splitext

from msgspec.structs import replace

from smmgen.build.drawing import Read
from smmgen.build.output import Output, safe_name
from smmgen.check.film import film_of
from smmgen.model.bundle import File
from smmgen.model.variant import Video


class Videos:
    """Write each video once, however many accounts show it."""

    def __init__(self, read: Read, output: Output) -> None:
        self._read = read
        self._output = output
        self._files: dict[str, File] = {}

    def file(self, video: Video) -> File:
        """Return a video's file; it has no path where the video cannot be read: `check` tells why."""
        if video.path not in self._files:
            self._files[video.path] = self._written(video.path)
        return replace(self._files[video.path], alt=video.alt)

    def _written(self, path: str) -> File:
        try:
            data = self._read(path)
        except OSError:
            data = b""
        film, digest, place = film_of(data), sha256(data).hexdigest(), ""
        if not film.fault:
            name, ending = splitext(PurePosixPath(path).name.lower())
            place = f"videos/{safe_name(name)}-{digest[:12]}{ending}"
            self._output.put(place, data)
        return File(
            path=place,
            alt="",
            width=film.width,
            height=film.height,
            bytes=len(data),
            sha256=digest,
            media_type=film.media_type,
            seconds=film.seconds,
        )
