"""Find emoji in a text, as readers see them: with their tones, joined ones as one."""

from smmgen.pattern import pattern

_ALONE = (
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u25fd\u25fe\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26aa\u26ab"
    "\u26bd\u26be\u26c4\u26c5\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u2705\u270a\u270b\u2728\u274c\u274e"
    "\u2753-\u2755\u2757\u2764\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50\u2b55\U0001f300-\U0001f3fa"
    "\U0001f400-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f90c-\U0001f9ff\U0001fa70-\U0001faff"
)
"""Signs that are pictures by themselves; others of the symbols need the selector behind them."""

_TONE = "[\U0001f3fb-\U0001f3ff]"
_WITH = "[\u00a9\u00ae\u203c\u2049\u2122-\u27bf\u2934\u2935\u2b05-\u2b07\u3030]"
"""Signs that are pictures with the selector alone."""

_ONE = f"(?:[{_ALONE}]\ufe0f?{_TONE}?|{_WITH}\ufe0f{_TONE}?)"
_EMOJI = pattern(rf"[\U0001f1e6-\U0001f1ff]{{2}}|[#*0-9]\ufe0f?\u20e3|{_ONE}(?:\u200d{_ONE})*")
_ANY = pattern("[\u2300-\u2bff\ufe0f\u20e3\U0001f000-\U0001faff]")
"""A sign of every emoji, which is looked for quickly."""

_LOOK = pattern(f"\ufe0f|{_TONE}")


def find(text: str) -> list[tuple[int, int]]:
    """Return where emoji stand, as (start, end) in code points. Source: Unicode Technical Standard 51."""
    if text.isascii() or not _ANY.search(text):
        return []
    return [found.span() for found in _EMOJI.finditer(text)]


def plain(sign: str) -> str:
    """Return an emoji without its tone of skin and its selector."""
    return _LOOK.sub("", sign)
