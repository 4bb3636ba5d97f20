"""Find hashtags in text, and spell tags as networks like them."""

from smmgen.pattern import pattern

_HASHTAG = pattern(r"#(?=\w*[^\W\d_])\w+")
_INSIDE = pattern(r"[\w&/#]")
_WORD = pattern(r"\w+")


def find(text: str) -> list[tuple[int, int]]:
    """Find hashtags with their "#"; return (start, end) in code points, in order.

    A hashtag is letters, digits and underscores with at least one letter, and does not start inside a
    word or a URL. Source: Mastodon documentation, statuses (read 2026-07); Telegram and Bluesky agree.
    """
    if "#" not in text:
        return []
    return [found.span() for found in _HASHTAG.finditer(text) if not _is_inside(text, found.start())]


def _is_inside(text: str, start: int) -> bool:
    return start > 0 and _INSIDE.match(text, start - 1) is not None


def camel(tag: str) -> str:
    """Spell a tag in CamelCase, which screen readers can speak: "cold brew" gives "#ColdBrew".

    A tag of one word keeps its letters as they are.
    """
    words = _WORD.findall(tag)
    if len(words) < 2:
        return "#" + "".join(words)
    return "#" + "".join(word[0].upper() + word[1:] for word in words)


def snake(tag: str) -> str:
    """Spell a tag with underscores: "cold brew" gives "#cold_brew"."""
    return "#" + "_".join(_WORD.findall(tag))
