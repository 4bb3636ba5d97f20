"""TikTok looks at pictures and films: it fetches pictures itself, from a place that the client owns.

Only this sandbox's own host of files is such a place. Source: TikTok API, "Media transfer guide", and the
reasons of failed posts; read 2026-11.
"""

from dataclasses import dataclass

from smmgen.sandbox.exchange import World
from smmgen.sandbox.film import look_film, moving
from smmgen.sandbox.hosted import fetch
from smmgen.sandbox.image import look, picture
from smmgen.sandbox.post import Picture
from smmgen.sandbox.tiktok_answer import refused

PHOTO_BYTES = 20 * 1024 * 1024
PHOTO_SIDES = (1080, 1920)
"""The shorter and the longer side at most, in pixels: the vendor says "up to 1080p"."""
VIDEO_SIDES = range(360, 4097)
VIDEO_SECONDS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Media that were fetched, or the reason why the post fails."""

    media: tuple[Picture, ...] = ()
    fail_reason: str = ""


def check_owned(world: World, url: object) -> str:
    """Return an address that the client owns; refuse any other."""
    if not isinstance(url, str) or not url.startswith(f"{world.url}/hosted/"):
        what = "The URL's ownership is not verified. Please review our URL ownership verification rules."
        raise refused(403, "url_ownership_unverified", what)
    return url


def pull_photos(world: World, urls: list[str]) -> Looked:
    """Fetch pictures."""
    found = []
    for url in urls:
        file = fetch(world, url)
        if file is None:
            return Looked(fail_reason="photo_pull_failed")
        seen = look(file.content)
        if seen is None or seen.media_type not in ("image/jpeg", "image/webp") or seen.frames > 1:
            return Looked(fail_reason="file_format_check_failed")
        short, long = sorted((seen.width, seen.height))
        if len(file.content) > PHOTO_BYTES or short > PHOTO_SIDES[0] or long > PHOTO_SIDES[1]:
            return Looked(fail_reason="picture_size_check_failed")
        found.append(picture(file.content, world.store.put_media(file.content), seen))
    return Looked(media=tuple(found))


def pull_video(world: World, url: str) -> Looked:
    """Fetch a film."""
    file = fetch(world, url)
    return look_video(world, file.content) if file else Looked(fail_reason="video_pull_failed")


def look_video(world: World, content: bytes) -> Looked:
    """Look at a film that was fetched or sent."""
    film = look_film(content)
    if film is None:
        return Looked(fail_reason="file_format_check_failed")
    if film.width not in VIDEO_SIDES or film.height not in VIDEO_SIDES:
        return Looked(fail_reason="picture_size_check_failed")
    if film.seconds > VIDEO_SECONDS:
        return Looked(fail_reason="duration_check_failed")
    return Looked(media=(moving(content, world.store.put_media(content), film),))
