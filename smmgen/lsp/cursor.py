"""Tell where in the YAML of a file somebody is writing, even where it cannot be parsed yet."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_KEY = re.compile(r"(\s*(?:- +)*)([\w-]+):(?:\s+(.*)|$)")
_ITEM = re.compile(r"(\s*)((?:- +)+|-$)?(.*)")


class Cursor(NamedTuple):
    """The `keys` on the way to the cursor, whether a key is being written there, and its first letters.

    `is_item` tells that it stands behind the hyphen of a list.
    """

    keys: tuple[str, ...]
    is_key: bool
    word: str
    is_item: bool = False


def cursor(before: Sequence[str], line: str) -> Cursor:
    """Read the lines above the cursor and its own line up to it."""
    above: list[tuple[int, str]] = []
    for one in before:
        if found := _KEY.match(one):
            _step(above, len(found[1]), found[2])
    if found := _KEY.match(line):
        _step(above, len(found[1]), found[2])
        return _in_flow(_names(above), found[3] or "")
    item = _ITEM.match(line)
    indent, hyphens, rest = (item[1], item[2] or "", item[3]) if item else ("", "", line)
    _leave(above, len(indent) + len(hyphens))
    inner = _in_flow(_names(above), rest)
    if inner.keys != _names(above) or rest[:1] in ("{", "["):
        return inner
    return Cursor(inner.keys, is_key=not hyphens, word=rest.lstrip(), is_item=bool(hyphens))


def _step(above: list[tuple[int, str]], indent: int, key: str) -> None:
    _leave(above, indent)
    above.append((indent, key))


def _leave(above: list[tuple[int, str]], indent: int) -> None:
    while above and above[-1][0] >= indent:
        above.pop()


def _names(above: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(key for _, key in above)


def _in_flow(keys: tuple[str, ...], text: str) -> Cursor:
    """Read what is written in braces and brackets of one line."""
    open_: list[tuple[str, str]] = []
    word, quote = "", ""
    for sign, after in zip(text, [*text[1:], " "], strict=False):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'" and not word.strip():
            quote = sign
        elif sign in "{[":
            open_.append((sign, ""))
            word = ""
        elif sign in "}]" and open_:
            open_.pop()
            word = ""
        elif sign == "," and open_:
            open_[-1] = (open_[-1][0], "")
            word = ""
        elif sign == ":" and after == " " and open_ and open_[-1] == ("{", ""):
            open_[-1] = ("{", word.strip())
            word = ""
        else:
            word += sign
    inner = tuple(key for _, key in open_ if key)
    return Cursor((*keys, *inner), is_key=bool(open_) and open_[-1] == ("{", ""), word=word.lstrip())
