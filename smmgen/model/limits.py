"""What a network takes in one message: length, pictures, polls, videos."""

from collections.abc import Mapping

from msgspec import Struct


class PollLimits(Struct, frozen=True, kw_only=True):
    """What the network takes as a poll: how many options, and how long they are, in characters.

    `question` is how long that may be, in characters; 0 where the network has no place for it: the text of
    the message then ends with it. `hours` is how long a poll may be open at most; 0 where it has no end.
    `has_pictures` tells whether a message may have a poll and pictures.
    """

    question: int
    options: int
    option: int
    hours: int
    has_pictures: bool = False


class VideoLimits(Struct, frozen=True, kw_only=True):
    """What the network takes as a video: bytes, seconds, media types, and width divided by height.

    `seconds` and `ratio` are (least, most). `alt` is how long its alternative text may be, in characters;
    0 where there is no field for one. `has_pictures` tells whether a message may have pictures beside it.
    """

    bytes: int
    seconds: tuple[float, float]
    types: frozenset[str] = frozenset({"video/mp4", "video/quicktime"})
    ratio: tuple[float, float] = (0.1, 10.0)
    alt: int = 0
    has_pictures: bool = False


class Limits(Struct, frozen=True, kw_only=True):
    """What the network takes in one message.

    `text` and `text_with_media` are in the unit that `count` counts, which `unit` names in the plural for
    messages to people; `comment` is that of a first comment, 0 where it is as long as a text. `alt` is in
    characters, `image_bytes` in bytes. `sizes` maps a size's name to (width, height) in pixels; the first
    is the usual one, "link" that of a link card's picture. `video_cover` is the size of a video's cover;
    None where the network makes one of the video itself. `poll` is to be given where the adapter can
    publish polls, `video` where it can publish videos. `title` is how long a title may be, in characters;
    0 where posts have none. `tags` is how many tags there are in a field of their own. `link` is how long the
    post's link may be where the network has a field for it, so that no text ends with it; 0 where it has
    none. `needs_media`: the network takes no message without a picture or a video. `needs_title`: it takes no
    post without a title, and its own check tells of one.
    """

    text: int
    text_with_media: int
    unit: str
    images: int
    image_bytes: int
    alt: int
    sizes: Mapping[str, tuple[int, int]]
    hashtags: int
    video_cover: tuple[int, int] | None = None
    poll: PollLimits | None = None
    video: VideoLimits | None = None
    comment: int = 0
    title: int = 0
    tags: int = 0
    link: int = 0
    needs_media: bool = False
    needs_title: bool = False
