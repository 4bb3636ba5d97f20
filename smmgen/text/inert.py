"""Write what anybody may have written so that it says the same and does nothing."""

import re
from html import escape

from smmgen.pattern import pattern

_HIDDEN = pattern(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
"""Signs that command a terminal or turn the reading order around, and nobody sees."""

_MARKUP = pattern(r"([\\`*_{}\[\]()#|~$@])")
_CALLS = pattern(r"(@|#(?=\w)|\bGH-(?=\d)|://|\bwww\.|:(?=[\w+-]+:))", re.IGNORECASE)
"""What GitHub makes a mention, a reference, a link or a picture of, even in HTML and out of Markdown.

Source: GitHub documentation, basic writing and formatting syntax, autolinked references; not yet tried there.
"""

_COMMAND = pattern(r"##(?=\[)")
_ORDER = pattern(r"^(\s*)(?=::)", re.MULTILINE)
_NOTHING = "\u200b"


def seen(text: str) -> str:
    """Return the text with hidden signs spelled out: "⟨U+202E⟩"."""
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text.replace("\t", " "))


def inert(text: str) -> str:
    """Return the text for a GitHub comment, in Markdown or within HTML, on one line.

    It is shown as it is: no markup, no link, no mention, no reference, and no end of what is around it. It
    must not begin a line: what is markup only there, as a list's "1.", is left alone.
    """
    quiet = _CALLS.sub(lambda found: _quieted(found[0]), seen(text))
    marked = _MARKUP.sub(lambda found: f"&#{ord(found[0])};", escape(quiet))
    # escape() has written references of its own; their signs are no markup
    return re.sub(r"&&#35;(x?\d+);", r"&#\1;", marked).replace("\n", "<br>")


def _quieted(call: str) -> str:
    return f":{_NOTHING}//" if call == "://" else f"{call}{_NOTHING}"


def tame(text: str) -> str:
    """Return the text for the log of a job: none of its lines is a command to the runner.

    Source: GitHub documentation, workflow commands for GitHub Actions; the runner's `ActionCommand.cs` takes
    "##[" anywhere in a line, and "::" behind leading spaces; not yet tried there. Blocks of a post begin
    with ":::", and are to be copied: a sign that is seen stands before them, and none in them.
    """
    return _ORDER.sub(r"\1> ", _COMMAND.sub(lambda found: f"{found[0]}{_NOTHING}", seen(text)))
