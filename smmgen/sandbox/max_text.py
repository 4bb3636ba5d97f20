"""Read a message's text as MAX does: plain, its own Markdown, or HTML of a few tags.

Length: what is sent, in UTF-16 units; the documents do not tell the unit, and this is the strictest
reading. Headings and highlights are told as `strong`.
Source: dev.max.ru, "Text formatting", NewMessageBody; read 2026-11.
"""

import re
from dataclasses import replace
from typing import Any

from smmgen.sandbox.html_page import read
from smmgen.sandbox.max_answer import refused
from smmgen.sandbox.post import Mark, MarkKind
from smmgen.sandbox.rich import Rich, Rule, joined, marked, plain, scanned, stripped

TEXT = 4000
LINK = 2048
HTML = {"b", "strong", "i", "em", "u", "ins", "s", "del", "code", "pre", "mark", "blockquote", "h1", "a"}
MARKUP: dict[MarkKind, str] = {
    "bold": "strong",
    "italic": "emphasized",
    "underline": "underline",
    "strike": "strikethrough",
    "code": "monospaced",
    "pre": "monospaced",
    "quote": "quote",
    "link": "link",
    "mention": "user_mention",
}
_URL = re.compile(r"https?://[^\s<>]*[^\s<>.,:;!?'\")\]*_~|]")
_NAME = re.compile(r"(?<![\w/@.])@\w{3,}")
_TAG = re.compile(r"(?<![\w/#&])#\w*[^\W\d_]\w*")


def utf16(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def take(given: Any, form: Any) -> Rich:
    """Return a text as its readers see it; refuse one that is too long or of no known form."""
    if not isinstance(given, str):
        raise refused("text: must be a string")
    if utf16(given) > TEXT:
        raise refused(f"text: size must be between 0 and {TEXT}")
    match form:
        case None:
            return found(plain(given))
        case "html":
            return found(_html(given))
        case "markdown":
            return found(stripped(_markdown(given)))
        case _:
            raise refused("format: must be one of markdown, html")


def _html(source: str) -> Rich:
    shown = read(source, lines=True, inline=True).text
    if any(len(mark.href) > LINK for mark in shown.marks):
        raise refused(f"markup: a link has more than {LINK} characters")
    kept = [_mention(mark) for mark in shown.marks]
    return stripped(Rich(shown.text, tuple(kept)))


def _mention(mark: Mark) -> Mark:
    return replace(mark, kind="mention") if mark.href.startswith("max://user/") else mark


def _inside(kind: MarkKind) -> "Any":
    return lambda match: marked(_markdown(match[1]), kind)


def _link(match: re.Match[str]) -> Rich:
    kind: MarkKind = "mention" if match[2].startswith("max://user/") else "link"
    return marked(scanned(match[1], _RULES[2:]), kind, match[2])


def _quote(match: re.Match[str]) -> Rich:
    return marked(_markdown(re.sub(r"(?m)^> ?", "", match[0])), "quote")


_RULES: tuple[Rule, ...] = (
    (re.compile(r"```(?:\w*\n)?(.*?)\n?```", re.S), lambda match: plain(match[1], "pre")),
    (re.compile(r"(?m)^> ?.*(?:\n> ?.*)*"), _quote),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), lambda match: Rich(match[1])),
    (re.compile(r"`([^`]+)`"), lambda match: plain(match[1].replace("\n", " "), "code")),
    (re.compile(r"(?m)^#{1,6} +(.+)$"), _inside("bold")),
    (re.compile(r"\[([^\[\]]+)\]\(([^\s()]+)\)"), _link),
    (re.compile(r"https?://[^\s<>]+"), lambda match: Rich(match[0])),
    (re.compile(r"\*\*(?!\s)(.+?)(?<!\s)\*\*", re.S), _inside("bold")),
    (re.compile(r"(?<!\w)__(?!\s)(.+?)(?<!\s)__(?!\w)", re.S), _inside("bold")),
    (re.compile(r"\*(?!\s)([^*]+?)(?<!\s)\*"), _inside("italic")),
    (re.compile(r"(?<!\w)_(?!\s)([^_]+?)(?<!\s)_(?!\w)"), _inside("italic")),
    (re.compile(r"~~(.+?)~~", re.S), _inside("strike")),
    (re.compile(r"\+\+(.+?)\+\+", re.S), _inside("underline")),
    (re.compile(r"\^\^(.+?)\^\^", re.S), _inside("bold")),
)


def _markdown(source: str) -> Rich:
    return scanned(source, _RULES)


def found(shown: Rich) -> Rich:
    """Add what MAX finds by itself: bare URLs, @names, #tags, outside links and code."""
    taken = [mark for mark in shown.marks if mark.kind in ("link", "code", "pre", "mention")]
    kinds: tuple[tuple[re.Pattern[str], MarkKind], ...] = (
        (_URL, "link"),
        (_NAME, "mention"),
        (_TAG, "hashtag"),
    )
    for pattern, kind in kinds:
        for match in pattern.finditer(shown.text):
            start, end = match.span()
            if all(end <= mark.start or mark.end <= start for mark in taken):
                taken.append(Mark(start=start, end=end, kind=kind, href=_href(kind, match[0])))
    rest = [mark for mark in shown.marks if mark not in taken]
    marks = sorted([*rest, *taken], key=lambda mark: (mark.start, -mark.end))
    return joined([Rich(shown.text, tuple(marks))])


def _href(kind: MarkKind, word: str) -> str:
    return {"link": word, "mention": f"https://max.ru/{word[1:]}"}.get(kind, "")


def markup(shown: Rich) -> list[dict[str, Any]]:
    """Return the marks as MAX tells them: offsets and lengths in UTF-16 units."""
    told = []
    for mark in shown.marks:
        if mark.kind not in MARKUP:
            continue
        start, length = utf16(shown.text[: mark.start]), utf16(shown.text[mark.start : mark.end])
        row: dict[str, Any] = {"type": MARKUP[mark.kind], "from": start, "length": length}
        if mark.kind == "link":
            row["url"] = mark.href
        if mark.kind == "mention":
            row |= _user(mark.href, shown.text[mark.start : mark.end])
        told.append(row)
    return told


def _user(href: str, words: str) -> dict[str, Any]:
    person = href.removeprefix("max://user/")
    return {"user_id": int(person)} if person.isdecimal() else {"user_link": words}
