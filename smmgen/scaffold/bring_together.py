"""Bring in the posts of a repository of twitter-together or toot-together.

A post is a text file, `tweets/**/*.tweet` or `toots/**/*.toot`: plain text, with front matter or none; a line
of three hyphens begins the next part of a thread, which may have front matter of its own; lines that begin
with "( )" are the options of a poll; pictures lie in `media/`. Source: twitter-together/action,
lib/common/parse-tweet-file-content.js, and joschi/toot-together, README; read 2026-11.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct

from smmgen.clock import parse_when
from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.scaffold.bring import Brought, Piece, as_markdown, placeholder, read_text, title_of

_FRONT = re.compile(r"\A---\n(.*?)\n---(?:\n+|\Z)", re.DOTALL)
_OPTION = re.compile(r"^\(\s?\)\s+(.+)$")
_KINDS = {"tweets": (".tweet", "x"), "toots": (".toot", "mastodon")}
_KNOWN = frozenset({"media", "poll", "schedule", "thread-delimiter"})


class Part(Struct, frozen=True):
    """One message of a thread: its text, its front matter, the options of its poll."""

    text: str
    front: Mapping[str, Any]
    options: tuple[str, ...] = ()


def is_together(folder: Path) -> bool:
    """Tell whether a folder is a repository of one of the two."""
    return any((folder / name).is_dir() for name in _KINDS)


def of_together(folder: Path, brand: Brand, accounts: Sequence[str]) -> Iterator[Piece]:
    """Yield a piece for each post of a repository, in order of path.

    Without `accounts`, they are those of the brand on X or Mastodon.
    """
    found = [
        (path, network)
        for name, (ending, network) in _KINDS.items()
        for path in sorted((folder / name).rglob(f"*{ending}"))
    ]
    if not found:
        raise UsageError(f"{folder} has no *.tweet in tweets/ and no *.toot in toots/")
    for path, network in found:
        own = [one.name for one in brand.accounts.values() if one.network == network]
        yield _piece(path, folder, list(accounts) or own, network)


def _piece(path: Path, folder: Path, accounts: list[str], network: str) -> Piece:
    lost: list[str] = []
    parts = tuple(_parts(read_text(path), lost))
    title = title_of(parts[0].text) or path.stem
    front: dict[str, Any] = {"title": title}
    day = _schedule(parts[0].front, front, lost)
    if accounts:
        front["accounts"] = accounts
    else:
        lost.append(f"the brand has no account on {network}: name its accounts")
    if parts[0].options:
        question = parts[0].text.strip().rpartition("\n")[2] or title
        front["poll"] = {"question": question, "options": list(parts[0].options)}
    media = list(_media(parts[0].front, folder, lost))
    later = [tuple(_media(part.front, folder, lost)) for part in parts[1:]]
    for number, part in enumerate(parts):
        lost += _left(part, number)
    body = [
        as_markdown(parts[0].text),
        *(_later(part, own) for part, own in zip(parts[1:], later, strict=True)),
    ]
    hidden = [Brought(one.file, one.alt, is_in_text=True) for own in later for one in own]
    return Piece(
        origin=path.relative_to(folder).as_posix(),
        name=path.stem if not parts[0].text.strip() else title,
        body="\n\n---\n\n".join(body),
        front=front,
        day=day,
        media=(*media, *hidden),
        lost=tuple(lost),
    )


def _parts(text: str, lost: list[str], delimiter: str = "---") -> Iterator[Part]:
    front: Mapping[str, Any] = {}
    if found := _FRONT.match(text):
        front, text = _loaded(found[1], lost), text[found.end() :]
    own = front.get("thread-delimiter")
    delimiter = own if isinstance(own, str) else delimiter
    before, bar, behind = _split(text, delimiter)
    yield _part(before, front)
    if bar:
        yield from _parts(behind, lost, delimiter)


def _split(text: str, delimiter: str) -> tuple[str, bool, str]:
    found = re.search(rf"\n+{re.escape(delimiter)}\n+", text)
    return (text[: found.start()], True, text[found.end() :]) if found else (text, False, "")


def _loaded(text: str, lost: list[str]) -> Mapping[str, Any]:
    try:
        loaded = yaml.safe_load(text) if not re.search(r"(?:^|[\s\[,:-])[&*]\w", text) else None
    except (yaml.YAMLError, ValueError):
        loaded = None
    if isinstance(loaded, dict):
        return {str(key): value for key, value in loaded.items()}
    lost.append(f"its front matter cannot be read: {' '.join(text.split())}")
    return {}


def _part(text: str, front: Mapping[str, Any]) -> Part:
    stated = front.get("poll")
    if isinstance(stated, list):
        return Part(text.strip(), front, tuple(str(one) for one in stated))
    lines = text.strip().split("\n")
    options: list[str] = []
    while lines and (found := _OPTION.match(lines[-1].strip())):
        options.insert(0, found[1].strip())
        lines.pop()
    return Part("\n".join(lines).strip(), front, tuple(options))


def _schedule(front: Mapping[str, Any], into: dict[str, Any], lost: list[str]) -> str:
    written = str(front.get("schedule") or "")
    if not written:
        return ""
    when = parse_when(re.sub(r"\.\d+", "", written))
    if when is None:
        lost.append(f"schedule: {written}")
        return ""
    into["publish_at"] = re.sub(r"\.\d+", "", written).replace("T", " ").replace("Z", "+00:00")
    return str(when.date)


def _media(front: Mapping[str, Any], folder: Path, lost: list[str]) -> Iterator[Brought]:
    stated = front.get("media")
    for one in stated if isinstance(stated, list) else ():
        name = str((one.get("file") or one.get("url") or "") if isinstance(one, dict) else one)
        alt = str(one.get("alt") or "") if isinstance(one, dict) else ""
        file = (folder / "media" / name) if "://" not in name else Path(name)
        if "://" not in name and file.is_file() and file.resolve().is_relative_to(folder.resolve()):
            yield Brought(file, alt)
        else:
            lost.append(f"the picture {name or one} is not in media/" + (f": {alt}" if alt else ""))


def _left(part: Part, number: int) -> Iterator[str]:
    """Yield what of a part has no place in a post."""
    where = f" (part {number + 1})" if number else ""
    for key, value in part.front.items():
        if key in ("reply", "retweet"):
            yield f"{key}{where}: {value}; an answer or a repost names one of your own posts by its id"
        elif key not in _KNOWN or (number and key == "schedule"):
            yield f"{key}{where}: {value}"
    if number and part.options:
        yield f"the poll{where}, as only the first message can have one: {', '.join(part.options)}"


def _later(part: Part, media: tuple[Brought, ...]) -> str:
    pictures = [f"![{as_markdown(one.alt)}]({placeholder(one.file)})" for one in media]
    return "\n\n".join([as_markdown(part.text), *pictures])
