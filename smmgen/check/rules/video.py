"""Videos that cannot be used, or that their network does not take."""

from collections.abc import Iterator
from posixpath import basename

from msgspec import Struct

from smmgen.adapter import VideoLimits
from smmgen.check.context import Context, nearest_file
from smmgen.check.film import Film
from smmgen.check.place import name_in
from smmgen.check.registry import Rule, rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.source import Span
from smmgen.model.variant import Variant, Video

_NAMES = {"video/mp4": "MP4", "video/quicktime": "MOV"}


class _Shown(Struct, frozen=True):
    """A video that an account shows: what is in its file, what the network takes, and the network's name."""

    video: Video
    film: Film
    takes: VideoLimits
    network: str


@rule("VID001", severity="error", on=Post, shows="video")
def missing(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Name a video that is there.

    Why: without its file there is nothing to show, and the post is not published. Paths count from the
    post's folder, or from the root of the repository where they start with “/”. Case matters.

    Wrong:
        ---
        accounts: [tg]
        video: /content/media/flim.mp4
        ---
        A minute at the roaster.

    Right:
        ---
        accounts: [tg]
        video: /content/media/film.mp4
        ---
        A minute at the roaster.
    """
    for video in _videos(post, context):
        if context.film(video.path).fault == "missing":
            hint = nearest_file(video.path, context.paths, "video")
            yield missing.at(_at(video, context), f"There is no file {video.path}.", hint, post=post.id)


@rule("VID002", severity="error", on=Post, shows="video")
def unreadable(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Give videos as MP4 or MOV, whole.

    Why: these are what all networks take, and what can be measured before anything is sent. A renamed file
    stays what it was.

    Wrong:
        === content/media/torn.mp4
        This is no video.
        === content/posts/example.md
        ---
        accounts: [tg]
        video: /content/media/torn.mp4
        ---
        A minute at the roaster.

    Right:
        ---
        accounts: [tg]
        video: /content/media/film.mp4
        ---
        A minute at the roaster.
    """
    for video in _videos(post, context):
        if (film := context.film(video.path)).fault == "unreadable":
            message = f"{video.path} cannot be read: {film.detail}."
            hint = "Export it anew as MP4 with H.264, or take the original file."
            yield unreadable.at(_at(video, context), message, hint, post=post.id)


@rule("VID003", severity="error", on=Variant, shows="video")
def too_large(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Keep a video's file within what its network takes.

    Why: the network refuses the upload.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {talk: {network: discord, webhook: env:DISCORD_WEBHOOK, channel: "1180000000000000042"}}
        === content/posts/example.md
        ---
        video: /content/media/heavy.mp4
        ---
        A minute at the roaster.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {talk: {network: discord, webhook: env:DISCORD_WEBHOOK, channel: "1180000000000000042"}}
        === content/posts/example.md
        ---
        video: /content/media/film.mp4
        ---
        A minute at the roaster.

    Source: the limits of each network's adapter.
    """
    for shown in _shown(variant, context):
        if shown.film.bytes > shown.takes.bytes:
            size = _megabytes(shown.film.bytes, shown.takes.bytes)
            message = f"The video has {size}; {shown.network} takes {_megabytes(shown.takes.bytes)}."
            yield _told(too_large, variant, shown, context, message, "Export it with a lower bit rate")


@rule("VID004", severity="error", on=Variant, shows="video")
def wrong_length(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Keep a video within the seconds that its network takes.

    Why: the network refuses it, or cuts it off.

    Wrong:
        ---
        accounts: [tg]
        video: /content/media/endless.mp4
        ---
        A day at the roaster.

    Right:
        ---
        accounts: [tg]
        video: /content/media/film.mp4
        ---
        A minute at the roaster.

    Source: the limits of each network's adapter.
    """
    for shown in _shown(variant, context):
        seconds, (least, most) = shown.film.seconds, shown.takes.seconds
        if not least <= seconds <= most:
            message = (
                f"The video is {_time(seconds)} long; {shown.network} takes {_time(least)} to {_time(most)}."
            )
            hint = "Cut it" if seconds > most else "Make it longer"
            yield _told(wrong_length, variant, shown, context, message, hint)


@rule("VID005", severity="error", on=Variant, shows="video")
def wrong_type(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Give a video in a form that its network takes.

    Why: the network refuses the upload.

    Source: the limits of each network's adapter.
    """
    for shown in _shown(variant, context):
        if shown.film.media_type not in shown.takes.types:
            taken = " or ".join(_NAMES.get(kind, kind) for kind in sorted(shown.takes.types))
            kind = _NAMES.get(shown.film.media_type, shown.film.media_type)
            message = f"The video is a {kind}; {shown.network} takes {taken}."
            yield _told(wrong_type, variant, shown, context, message, f"Export it as {taken}")


@rule("VID006", severity="error", on=Variant, shows="video")
def wrong_shape(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Give a video a shape that its network takes.

    Why: the network refuses it, or crops it.

    Wrong:
        ---
        accounts: [tg]
        video: /content/media/strip.mp4
        ---
        A minute at the roaster.

    Right:
        ---
        accounts: [tg]
        video: /content/media/film.mp4
        ---
        A minute at the roaster.

    Source: the limits of each network's adapter.
    """
    for shown in _shown(variant, context):
        film, (least, most) = shown.film, shown.takes.ratio
        if film.height and not least <= film.width / film.height <= most:
            message = (
                f"The video has {film.width} × {film.height} pixels, {film.width / film.height:.3g} times as "
                f"wide as high; {shown.network} takes {least:.3g} to {most:.3g}."
            )
            yield _told(wrong_shape, variant, shown, context, message, "Crop it")


def _told(
    broken: Rule, variant: Variant, shown: _Shown, context: Context, message: str, hint: str
) -> Diagnostic:
    """Return a finding at a video's name, with the other way out."""
    hint = f"{hint}, or give {variant.account} another video under `variants`."
    return broken.at(_at(shown.video, context), message, hint, post=variant.post, account=variant.account)


def _videos(post: Post, context: Context) -> tuple[Video, ...]:
    """Return the videos that a post's accounts show, each once where it is named once."""
    messages = (message for variant in context.variants_of.get(post.id, ()) for message in variant.messages)
    found = (message.video for message in messages if message.video)
    return tuple({(video.path, video.span): video for video in found}.values())


def _shown(variant: Variant, context: Context) -> Iterator[_Shown]:
    """Yield the videos of a variant that can be read."""
    videos = [message.video for message in variant.messages if message.video]
    limits, network = context.limits(variant.account), context.adapter(variant.network)
    if not videos or limits is None or limits.video is None or network is None:
        return
    for video in videos:
        if not (film := context.film(video.path)).fault:
            yield _Shown(video, film, limits.video, network.title)


def _at(video: Video, context: Context) -> Span:
    return name_in(context.project.sources.get(video.span.path), video.span, basename(video.path))


def _megabytes(size: int, beside: int = 0) -> str:
    """Say a size in megabytes, with as many digits as tell it from the one beside it."""
    digits = next(
        (digits for digits in (0, 1, 3) if round(size / 1e6, digits) != round(beside / 1e6, digits)), 6
    )
    return f"{round(size / 1e6, digits):g} MB"


def _time(seconds: float) -> str:
    """Say a length: seconds below two minutes, then minutes, then hours."""
    if seconds < 120:
        return f"{seconds:g} s"
    if seconds < 7200:
        return f"{seconds / 60:.3g} min"
    return f"{seconds / 3600:.3g} h"
