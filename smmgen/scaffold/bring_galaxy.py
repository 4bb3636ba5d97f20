"""Bring in the posts of a repository of galaxy-social.

A post is Markdown in `posts/**/*.md`; its front matter names `media` (channels of `plugins.yml`) and, by
channel, `hashtags` and `mentions`; pictures stand in the text; two empty lines begin a thread's next part.
Source: usegalaxy-eu/galaxy-social, README and lib/galaxy_social.py; read 2026-11.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.scaffold.article import plain_text
from smmgen.scaffold.bring import Brought, Piece, read_text, title_of

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_PICTURE = re.compile(r"!\[(.*?)\]\((.*?)\)", re.DOTALL)
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)[-_]?(.*)")
_KEYS = frozenset({"media", "hashtags", "mentions"})


def is_galaxy(folder: Path) -> bool:
    """Tell whether a folder is a repository of galaxy-social."""
    return (folder / "plugins.yml").is_file() and (folder / "posts").is_dir()


def of_galaxy(folder: Path, brand: Brand, renamed: Mapping[str, str]) -> Iterator[Piece]:
    """Yield a piece for each post of a repository, in order of path; `renamed` are accounts by channel."""
    paths = sorted((folder / "posts").rglob("*.md"))
    if not paths:
        raise UsageError(f"{folder} has no posts/**/*.md")
    channels = _channels(folder, brand, renamed)
    for path in paths:
        yield _piece(path, folder, channels)


def _channels(folder: Path, brand: Brand, renamed: Mapping[str, str]) -> dict[str, str]:
    """Return our accounts by channel, where it can be told: named, of one name, or alone in its network."""
    file = folder / "plugins.yml"
    try:
        stated = yaml.safe_load(read_text(file)) if file.is_file() else {}
    except yaml.YAMLError:
        stated = {}
    plugins = stated.get("plugins", []) if isinstance(stated, dict) else []
    networks = {
        str(one.get("name", "")).lower(): str(one.get("class", "")).partition(".")[0]
        for one in plugins
        if isinstance(one, dict)
    }
    found = {}
    for channel, network in networks.items():
        own = [one.name for one in brand.accounts.values() if one.network == network]
        if channel in brand.accounts:
            found[channel] = channel
        elif len(own) == 1 and sum(other == network for other in networks.values()) == 1:
            found[channel] = own[0]
    return {**found, **{name.lower(): account for name, account in renamed.items()}}


def _piece(path: Path, folder: Path, channels: Mapping[str, str]) -> Piece:
    lost: list[str] = []
    text = read_text(path)
    front, body = _parted(text, lost)
    named = [str(one).lower() for one in _list(front.get("media"))]
    accounts = list(dict.fromkeys(channels[name] for name in named if name in channels))
    lost += [
        f"there is no account for “{name}” (say --map {name}=ACCOUNT)"
        for name in named
        if name not in channels
    ]
    lost += [f"{key}: {value}" for key, value in front.items() if key not in _KEYS]
    tags = dict(_by_account(front.get("hashtags"), "hashtags", channels, accounts, lost))
    mentions = dict(_by_account(front.get("mentions"), "mentions", channels, accounts, lost))
    media = tuple(_media(body, path, folder, lost))
    plain = re.sub(r"\n\n\n+", "\n\n---\n\n", _PICTURE.sub("", body).strip())
    dated = _DATED.fullmatch(path.stem)
    title = title_of(plain_text(plain.partition("\n\n")[0])) or path.stem
    made: dict[str, Any] = {"title": title}
    if accounts:
        made["accounts"] = accounts
    return Piece(
        origin=path.relative_to(folder).as_posix(),
        name=dated[2] if dated and dated[2] else path.stem,
        body="\n\n".join([plain, *_mentioned(mentions)]),
        front={**made, **_tagged(tags, accounts)},
        day=dated[1] if dated else "",
        media=media,
        lost=tuple(lost),
    )


def _parted(text: str, lost: list[str]) -> tuple[Mapping[str, Any], str]:
    found = _FRONT.match(text)
    if not found:
        lost.append("it has no front matter, so no channels")
        return {}, text
    try:
        loaded = yaml.safe_load(found[1]) if not re.search(r"(?:^|[\s\[,:-])[&*]\w", found[1]) else None
    except (yaml.YAMLError, ValueError):
        loaded = None
    if not isinstance(loaded, dict):
        lost.append(f"its front matter cannot be read: {' '.join(found[1].split())}")
        return {}, text[found.end() :]
    return {str(key): value for key, value in loaded.items()}, text[found.end() :]


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, str) else []


def _by_account(
    stated: object, what: str, channels: Mapping[str, str], accounts: Iterable[str], lost: list[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for channel, names in stated.items() if isinstance(stated, dict) else ():
        account = channels.get(str(channel).lower(), "")
        words = tuple(str(one).lstrip("#@") for one in _list(names))
        if account in accounts:
            yield account, words
        elif words:
            lost.append(f"{what} of {channel}: {', '.join(words)}")


def _tagged(tags: Mapping[str, tuple[str, ...]], accounts: list[str]) -> dict[str, Any]:
    """Return the tags that all accounts share, or each account's own."""
    sets = [tags.get(account, ()) for account in accounts]
    if not any(sets):
        return {}
    if all(one == sets[0] for one in sets):
        return {"tags": list(sets[0])}
    return {"variants": {account: {"tags": list(tags.get(account, ()))} for account in accounts}}


def _mentioned(mentions: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for account, names in mentions.items():
        if names:
            told = " ".join("@" + re.sub(r"([\\`*_\[\]<>~|])", r"\\\1", name) for name in names)
            yield f"::: only {account}\n{told}\n:::"


def _media(body: str, path: Path, folder: Path, lost: list[str]) -> Iterator[Brought]:
    for alt, name in _PICTURE.findall(body):
        file = folder / name.lstrip("/") if name.startswith("/") else path.parent / name
        if "://" in name:
            lost.append(
                f"the picture {name} lies on the web: save it beside the post"
                + (f" (“{alt}”)" if alt else "")
            )
        elif file.is_file() and file.resolve().is_relative_to(folder.resolve()):
            yield Brought(file, " ".join(alt.split()))
        else:
            lost.append(f"the picture {name} is not there" + (f" (“{alt}”)" if alt else ""))
