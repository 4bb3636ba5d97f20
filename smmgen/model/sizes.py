"""All sizes of pictures of all networks, as data: one row a size, the usual one of a network first.

A number that nobody could read on the network's own page says so in its source. Change a row here and
`docs/sizes.md`, the adapters and the preview follow.
"""

from collections.abc import Mapping
from functools import cache
from math import log

from smmgen.model.post import Format
from smmgen.model.size import Cover, Crop, Intake, Part, Size, Source

MB = 1_000_000

JPEG = ("JPEG",)
COMMON = ("JPEG", "PNG")
WEB = ("JPEG", "PNG", "GIF", "WebP")

_GUESS = Source("common practice", "UNVERIFIED")
_META = Source("Meta ads guide, safe zones of stories and reels")
_IG = Source("Instagram Platform, content publishing, image specifications")
_FB = Source("Graph API, page photos, and its error texts")
_THREADS = Source("Threads API, posts, image specifications")
_TIKTOK = Source("TikTok Content Posting API, photo post", "documented")
_YT = Source("YouTube Data API v3, thumbnails.set", "documented")
_YT_HELP = Source("YouTube Help, channel art")
_PIN = Source("Pinterest API 5.23 and media guidelines")
_LI = Source("LinkedIn Help, image specifications")
_X = Source("X developer documentation, media best practices", "documented")
_OG = Source("The Open Graph protocol's usual picture, 1.91:1")
_BSKY = Source("AT protocol, lexicons of August 2026", "documented")
_MASTODON = Source("Mastodon documentation, instance configuration", "documented")
_TG = Source("Telegram Bot API 10.1, sendPhoto", "documented")
_VK = Source("dev.vk.com, uploading files", "documented")
_VK_COVER = Source("clients of VK API, community cover")
_OK = Source("apiok.ru, photosV2.getUploadUrl")
_DISCORD = Source("Discord API documentation, uploading files", "documented")
_HASHNODE = Source("Hashnode API reference, createImageUploadURL", "documented")
_MEDIUM = Source("Medium API documentation, images", "documented")
_MAIL = Source("common rules of mail design")
_MAX = Source("dev.max.ru, POST /uploads", "documented")
_GOOGLE = Source("Google Ads, image assets")
_VKADS = Source("ads.vk.com, quick start", "documented")

GRID = Crop("profile grid", 3 / 4, Source("Instagram, profile grid since January 2025"))
OLD_GRID = Crop(
    "square grid", 1, Source("Instagram, profile grid before 2025 and in other programs", "UNVERIFIED")
)
STORY_HEAD = Cover("name and progress", Part(0, 0, 1, 0.14), _META)
STORY_FOOT = Cover("reply bar", Part(0, 0.8, 1, 1), _META)
REEL_FOOT = Cover("caption and buttons", Part(0, 0.65, 1, 1), _META)
REEL_SIDES = (
    Cover("edge", Part(0, 0, 0.06, 1), _META),
    Cover("edge", Part(0.94, 0, 1, 1), _META),
)
STORY = (STORY_HEAD, STORY_FOOT)
LIKE_STORY = tuple(Cover(cover.name, cover.part, _GUESS) for cover in STORY)
REEL = (STORY_HEAD, REEL_FOOT, *REEL_SIDES)
TIKTOK = (
    Cover("tabs", Part(0, 0, 1, 0.13), _GUESS),
    Cover("caption and sound", Part(0, 0.78, 1, 1), _GUESS),
    Cover("buttons", Part(0.84, 0, 1, 1), _GUESS),
)
TIME_STAMP = Cover("time stamp", Part(0.86, 0.86, 0.99, 0.98), _GUESS)
WATCHED = Cover("progress bar", Part(0, 0.97, 1, 1), _GUESS)
CHANNEL_PHONE = Crop("every screen", 1546 / 423, _YT_HELP)
TIMELINE = Crop("timeline", 16 / 9, Source("Mastodon's web page, media preview", "UNVERIFIED"), "focus")
X_TALL = Crop("timeline", 3 / 4, _GUESS)
X_CARD = Cover("page title", Part(0, 0.88, 0.75, 1), _GUESS)
X_FACE = Cover("profile picture", Part(0, 0.7, 0.3, 1), _GUESS)
PIN_TALL = Crop("feed", 1 / 2.6, Source("Pinterest, feed", "UNVERIFIED"))
TG_BUBBLE = Crop("chat list and notices", 1, Source("Telegram's programs, seen", "UNVERIFIED"))
VK_PHONE = Crop("phone", 1196 / 400, _GUESS)
VK_BAR = Cover("phone's own bar", Part(0, 0, 1, 0.21), _GUESS)
VK_SQUARE = Crop("carousel", 1, Source("dev.vk.com, wall.post, primary_attachments_mode", "UNVERIFIED"))

INTAKES: Mapping[str, Intake] = {
    one.network: one
    for one in (
        Intake("bluesky", "Bluesky", MB, WEB, (0, 0), _BSKY),
        Intake("devto", "DEV", 0, WEB, (0, 0), _GUESS),
        Intake("discord", "Discord", 10_485_760, WEB, (0, 0), _DISCORD),
        Intake("facebook", "Facebook", 4 * MB, COMMON, (0, 0), _FB),
        Intake("feed", "RSS and Atom", 0, COMMON, (0, 0), _GUESS),
        Intake("ghost", "Ghost", 5 * MB, WEB, (0, 0), _GUESS),
        Intake("hashnode", "Hashnode", 8 * MB, WEB, (0, 0), _HASHNODE),
        Intake("instagram", "Instagram", 8 * MB, JPEG, (4 / 5, 1.91), _IG),
        Intake("linkedin", "LinkedIn", 5 * MB, ("JPEG", "PNG", "GIF"), (4 / 5, 3), _LI),
        Intake("livejournal", "LiveJournal", 0, WEB, (0, 0), _GUESS),
        Intake("mastodon", "Mastodon", 16_777_216, WEB, (0, 0), _MASTODON),
        Intake("matrix", "Matrix", 0, WEB, (0, 0), _GUESS),
        Intake("max", "MAX", 50 * MB, ("JPEG", "PNG", "GIF"), (0, 0), _MAX),
        Intake("medium", "Medium", 0, ("JPEG", "PNG", "GIF", "TIFF"), (0, 0), _MEDIUM),
        Intake("newsletter", "Newsletter", MB, ("JPEG", "PNG", "GIF"), (0, 0), _MAIL),
        Intake("nostr", "Nostr", 0, WEB, (0, 0), _GUESS),
        Intake("ok", "Odnoklassniki", 10 * MB, COMMON, (0, 0), Source(_OK.page, "UNVERIFIED")),
        Intake("pinterest", "Pinterest", 20 * MB, COMMON, (0, 0), _PIN),
        Intake("reddit", "Reddit", 20 * MB, ("JPEG", "PNG", "GIF"), (0, 0), _GUESS),
        Intake("slack", "Slack", 0, ("JPEG", "PNG", "GIF"), (0, 0), _GUESS),
        Intake("telegram", "Telegram", 10 * MB, COMMON, (1 / 20, 20), _TG),
        Intake("threads", "Threads", 8 * MB, COMMON, (1 / 10, 10), _THREADS),
        Intake("tiktok", "TikTok", 20 * MB, ("JPEG", "WebP"), (0, 0), _TIKTOK),
        Intake("tumblr", "Tumblr", 20 * MB, WEB, (0, 0), _GUESS),
        Intake("vk", "VK", 50 * MB, ("JPEG", "PNG", "GIF"), (1 / 20, 20), _VK),
        Intake("wordpress", "WordPress", 2 * MB, WEB, (0, 0), _GUESS),
        Intake("x", "X", 5 * MB, ("JPEG", "PNG", "WebP", "GIF"), (0, 0), _X),
        Intake("youtube", "YouTube", 2_097_152, COMMON, (0, 0), _YT),
        Intake("ads-google", "Google Ads", 5 * MB, COMMON, (0, 0), _GOOGLE),
        Intake("ads-linkedin", "LinkedIn ads", 5 * MB, COMMON, (0, 0), _GUESS),
        Intake("ads-meta", "Meta ads", 30 * MB, COMMON, (0, 0), _META),
        Intake("ads-tiktok", "TikTok ads", 0, COMMON, (0, 0), _GUESS),
        Intake("ads-vk", "VK ads", 0, COMMON, (0, 0), _VKADS),
        Intake("ads-x", "X ads", 5 * MB, COMMON, (0, 0), _GUESS),
    )
}
"""What each network takes, by its adapter's name; `ads-…` are pictures of paid campaigns."""

SIZES: tuple[Size, ...] = (
    Size("bluesky", "portrait", 1080, 1350, _GUESS),
    Size("bluesky", "square", 1080, 1080, _GUESS),
    Size("bluesky", "landscape", 1200, 675, _GUESS),
    Size("bluesky", "link", 1200, 630, _OG, "link"),
    Size("bluesky", "cover", 1500, 500, _GUESS, "cover"),
    Size("devto", "cover", 1000, 420, _GUESS, "page"),
    Size("devto", "landscape", 1600, 900, _GUESS, "page"),
    Size("discord", "landscape", 1200, 675, _GUESS),
    Size("discord", "square", 1080, 1080, _GUESS),
    Size("discord", "link", 1200, 630, _OG, "link"),
    Size("facebook", "portrait", 1080, 1350, _GUESS),
    Size("facebook", "square", 1080, 1080, _GUESS),
    Size("facebook", "landscape", 1200, 630, _GUESS),
    Size("facebook", "link", 1200, 630, _OG, "link"),
    Size("facebook", "story", 1080, 1920, _META, "story", STORY),
    Size("facebook", "reel", 1080, 1920, _META, "video", REEL),
    Size("feed", "landscape", 1200, 675, _GUESS),
    Size("feed", "podcast", 1400, 1400, _GUESS, "cover"),
    Size("ghost", "cover", 1200, 675, _GUESS, "page"),
    Size("ghost", "link", 1200, 630, _OG, "link"),
    Size("hashnode", "cover", 1600, 840, _GUESS, "page"),
    Size("instagram", "portrait", 1080, 1350, _IG, "feed", (GRID, OLD_GRID)),
    Size("instagram", "square", 1080, 1080, _IG, "feed", (GRID,)),
    Size("instagram", "landscape", 1080, 566, _IG, "feed", (GRID, OLD_GRID)),
    Size("instagram", "story", 1080, 1920, _META, "story", STORY),
    Size("instagram", "reel", 1080, 1920, _META, "video", (*REEL, GRID)),
    Size("linkedin", "landscape", 1200, 627, _GUESS),
    Size("linkedin", "square", 1080, 1080, _GUESS),
    Size("linkedin", "portrait", 1080, 1350, _GUESS),
    Size("linkedin", "link", 1200, 627, _GUESS, "link"),
    Size("livejournal", "landscape", 900, 506, _GUESS, "page"),
    Size("mastodon", "landscape", 1200, 675, _GUESS, "feed", (TIMELINE,)),
    Size("mastodon", "square", 1080, 1080, _GUESS, "feed", (TIMELINE,)),
    Size("mastodon", "portrait", 1200, 1500, _GUESS, "feed", (TIMELINE,)),
    Size("mastodon", "link", 1200, 630, _OG, "link"),
    Size("mastodon", "cover", 1500, 500, _GUESS, "cover"),
    Size("matrix", "landscape", 1200, 675, _GUESS),
    Size("max", "square", 1080, 1080, _GUESS),
    Size("max", "portrait", 1080, 1350, _GUESS),
    Size("max", "landscape", 1280, 720, _GUESS),
    Size("medium", "cover", 1400, 788, _GUESS, "page"),
    Size("newsletter", "header", 1200, 600, _MAIL, "page"),
    Size("newsletter", "square", 1200, 1200, _MAIL, "page"),
    Size("nostr", "portrait", 1080, 1350, _GUESS),
    Size("nostr", "square", 1080, 1080, _GUESS),
    Size("nostr", "landscape", 1200, 675, _GUESS),
    Size("ok", "square", 1080, 1080, _GUESS),
    Size("ok", "landscape", 1200, 675, _GUESS),
    Size("ok", "portrait", 1080, 1350, _GUESS),
    Size("ok", "cover", 1944, 600, _GUESS, "cover"),
    Size("pinterest", "pin", 1000, 1500, _PIN, "feed", (PIN_TALL,)),
    Size("pinterest", "square", 1000, 1000, _GUESS),
    Size("pinterest", "story", 1080, 1920, _GUESS, "story", LIKE_STORY),
    Size("reddit", "landscape", 1200, 675, _GUESS),
    Size("reddit", "square", 1080, 1080, _GUESS),
    Size("reddit", "portrait", 1080, 1350, _GUESS),
    Size("slack", "landscape", 1200, 675, _GUESS),
    Size("telegram", "square", 1080, 1080, _GUESS),
    Size("telegram", "portrait", 1080, 1350, _GUESS, "feed", (TG_BUBBLE,)),
    Size("telegram", "landscape", 1280, 720, _GUESS, "feed", (TG_BUBBLE,)),
    Size("telegram", "link", 1200, 630, _OG, "link"),
    Size("telegram", "story", 1080, 1920, _GUESS, "story", LIKE_STORY),
    Size("threads", "portrait", 1080, 1350, _GUESS),
    Size("threads", "square", 1080, 1080, _GUESS),
    Size("tiktok", "story", 1080, 1920, _GUESS, "feed", TIKTOK),
    Size("tiktok", "portrait", 1080, 1350, _GUESS),
    Size("tumblr", "portrait", 1280, 1600, _GUESS),
    Size("tumblr", "landscape", 1280, 720, _GUESS),
    Size("vk", "square", 1080, 1080, _GUESS),
    Size("vk", "portrait", 1080, 1350, _GUESS, "feed", (VK_SQUARE,)),
    Size("vk", "landscape", 1200, 675, _GUESS, "feed", (VK_SQUARE,)),
    Size("vk", "link", 1200, 630, _VK, "link"),
    Size("vk", "story", 1080, 1920, _GUESS, "story", LIKE_STORY),
    Size("vk", "cover", 1590, 400, _VK_COVER, "cover", (VK_PHONE, VK_BAR)),
    Size("wordpress", "cover", 1200, 630, _OG, "page"),
    Size("wordpress", "landscape", 1600, 900, _GUESS, "page"),
    Size("x", "landscape", 1600, 900, _GUESS),
    Size("x", "square", 1080, 1080, _GUESS),
    Size("x", "portrait", 1080, 1350, _GUESS, "feed", (X_TALL,)),
    Size("x", "link", 1200, 628, _GUESS, "link", (X_CARD,)),
    Size("x", "cover", 1500, 500, _GUESS, "cover", (X_FACE,)),
    Size("youtube", "thumbnail", 1280, 720, _YT, "video", (TIME_STAMP, WATCHED)),
    Size("youtube", "cover", 2560, 1440, _YT_HELP, "cover", (CHANNEL_PHONE,)),
    Size("youtube", "story", 1080, 1920, _GUESS, "video", TIKTOK),
    Size("ads-google", "landscape", 1200, 628, _GOOGLE, "ad"),
    Size("ads-google", "square", 1200, 1200, _GOOGLE, "ad"),
    Size("ads-google", "portrait", 960, 1200, _GOOGLE, "ad"),
    Size("ads-linkedin", "landscape", 1200, 627, _GUESS, "ad"),
    Size("ads-linkedin", "square", 1200, 1200, _GUESS, "ad"),
    Size("ads-meta", "portrait", 1080, 1350, _META, "ad"),
    Size("ads-meta", "square", 1080, 1080, _META, "ad"),
    Size("ads-meta", "story", 1080, 1920, _META, "ad", STORY),
    Size("ads-meta", "reel", 1080, 1920, _META, "ad", REEL),
    Size("ads-tiktok", "story", 1080, 1920, _GUESS, "ad", TIKTOK),
    Size("ads-vk", "square", 600, 600, _VKADS, "ad"),
    Size("ads-vk", "landscape", 1080, 607, _VKADS, "ad"),
    Size("ads-vk", "portrait", 1080, 1350, _VKADS, "ad"),
    Size("ads-vk", "story", 607, 1080, _VKADS, "ad"),
    Size("ads-vk", "icon", 256, 256, _VKADS, "avatar"),
    Size("ads-x", "landscape", 1200, 628, _GUESS, "ad"),
    Size("ads-x", "square", 1080, 1080, _GUESS, "ad"),
)


@cache
def sizes_of(network: str) -> tuple[Size, ...]:
    """Return the sizes of a network, the usual one first; none where the network is not known."""
    return tuple(size for size in SIZES if size.network == network)


def post_sizes(network: str) -> Mapping[str, tuple[int, int]]:
    """Return width and height in pixels by name, of pictures in posts and link cards, for `Limits.sizes`."""
    posts = (size for size in sizes_of(network) if size.place in ("feed", "link", "page"))
    return {size.name: (size.width, size.height) for size in posts}


@cache
def size_shown(network: str, name: str, width: int, height: int) -> Size | None:
    """Return the size that a picture is shown as: that of its name, else the one of a post nearest in form.

    None where the network is not known.
    """
    sizes = sizes_of(network)
    named = [size for size in sizes if size.name == name]
    shown = named or [size for size in sizes if size.place == "feed"] or sizes
    return min(shown, key=lambda size: abs(log(size.ratio * height / width)), default=None)


_WRITTEN: Mapping[Format, str] = {"jpeg": "JPEG", "png": "PNG", "webp": "WebP"}


@cache
def formats_of(network: str) -> tuple[Format, ...]:
    """Return in which of the formats that are written a network takes pictures; JPEG if it is unknown."""
    taken = INTAKES[network].formats if network in INTAKES else JPEG
    return tuple(kind for kind, name in _WRITTEN.items() if name in taken)
