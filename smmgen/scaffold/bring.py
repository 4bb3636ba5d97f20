"""Bring posts in from elsewhere: what every source makes of its posts, and how they are written down.

A source gives pieces; what it could not carry over stands in a piece's `lost`, as a sentence each, so that
nothing is dropped in silence.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct
from msgspec.structs import replace

from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.model.source import Source
from smmgen.read.post import read_post
from smmgen.scaffold.adapt import escape
from smmgen.text.slug import slug

MAX_BYTES = 5_000_000
_LONGEST = 48


class Brought(Struct, frozen=True):
    """A picture or film of a piece: the file to copy and what it shows; some stand in the text already."""

    file: Path
    alt: str = ""
    is_in_text: bool = False


class Piece(Struct, frozen=True, kw_only=True):
    """A post to be. `body` is Markdown; `front` holds keys of front matter as they are to be written.

    `origin` names where it comes from, in messages; `day` is "2027-01-04", empty where it is not known.
    """

    origin: str
    name: str
    body: str
    front: Mapping[str, Any] = {}
    day: str = ""
    media: tuple[Brought, ...] = ()
    lost: tuple[str, ...] = ()

    def to(self, accounts: tuple[str, ...]) -> "Piece":
        """Return the piece for these accounts."""
        return replace(self, front={**self.front, "accounts": list(accounts)})


class Result(Struct, frozen=True):
    """What came of a piece: its new file, empty where there was one already, and what was lost."""

    piece: Piece
    path: str
    lost: tuple[str, ...]


def bring(root: Path, pieces: Iterable[Piece]) -> Iterator[Result]:
    """Write each piece as a draft, and say what came of it; a draft that is there already is left."""
    taken: set[str] = set()
    for piece in pieces:
        if not piece.body.strip() and not piece.media:
            yield Result(piece, "", piece.lost or ("it is empty",))
            continue
        name = _free(slug(piece.name)[:_LONGEST].strip("-"), piece, taken)
        taken.add(name)
        yield _write(root, piece, name)


def _free(name: str, piece: Piece, taken: set[str]) -> str:
    base = name if len(name) > 1 else f"post-{piece.day}".rstrip("-")
    free, number = base, 2
    while free in taken:
        free, number = f"{base}-{number}", number + 1
    return free


def _write(root: Path, piece: Piece, name: str) -> Result:
    month = piece.day[:7] or "imported"
    place = f"content/posts/{month}/{piece.day + '-' if piece.day else ''}{name}"
    if (root / place).exists() or (root / f"{place}.md").exists():
        return Result(piece, "", (*piece.lost, f"{place} is there already, and stays as it is."))
    media = {f"{number}{one.file.suffix.lower()}": one for number, one in enumerate(piece.media, 1)}
    path = f"{place}/index.md" if media else f"{place}.md"
    text = draft(piece, media)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    with (root / path).open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    for target, one in media.items():
        shutil.copyfile(one.file, root / place / target)
    return Result(piece, path, (*piece.lost, *_misread(path, text)))


def draft(piece: Piece, media: Mapping[str, Brought]) -> str:
    """Return the text of a draft, with its media under their new names."""
    front = {**piece.front, "status": "draft", **_shown(media)}
    body = piece.body
    for target, one in media.items():
        body = body.replace(f"]({placeholder(one.file)})", f"]({target})")
    lines = [_entry(key, value) for key, value in front.items()]
    return f"---\n{''.join(lines)}---\n{body.strip()}\n"


def placeholder(file: Path) -> str:
    """Return what stands in a body for a picture that is to be copied beside the post."""
    return f"bring:{file.as_posix().replace(' ', '%20')}"


def _shown(media: Mapping[str, Brought]) -> dict[str, Any]:
    films = [name for name in media if name.endswith((".mp4", ".mov"))][:1]
    pictures = [
        {"photo": name, **({"alt": one.alt} if one.alt else {}), "card": "none"}
        for name, one in media.items()
        if name not in films and not one.is_in_text
    ]
    shown: dict[str, Any] = {"video": films[0]} if films else {}
    if len(pictures) == 1:
        shown["image"] = pictures[0]
    elif pictures:
        shown["images"] = pictures
    return shown


def _entry(key: str, value: Any) -> str:
    is_flat = isinstance(value, list) and not any(isinstance(one, dict) for one in value)
    return yaml.safe_dump(
        {key: value},
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
        default_flow_style=None if is_flat else False,
    )


def _misread(path: str, text: str) -> Iterator[str]:
    """Yield what our own reader finds wrong with a draft, which its author then has to look after."""
    _, reading = read_post(Source(path, text))
    for finding in reading.findings:
        if finding.severity == "error":
            yield f"{path}:{finding.span.line} {finding.message} {finding.hint}".rstrip()


def as_markdown(text: str) -> str:
    """Write plain text so that it reads the same: signs of markup escaped, line breaks kept."""
    paragraphs = [part for part in text.replace("\r\n", "\n").strip().split("\n\n") if part.strip()]
    lines = (
        "\\\n".join(escape(line.strip()) for line in part.strip("\n").split("\n") if line.strip())
        for part in paragraphs
    )
    return "\n\n".join(lines)


def title_of(text: str, longest: int = 60) -> str:
    """Return a title out of a text's first line, cut at a word."""
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    if len(first) <= longest:
        return first
    return first[: longest - 1].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


def accounts_named(
    brand: Brand, names: Iterable[str], renamed: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the accounts that names from elsewhere stand for, and the names that nobody knows.

    A name is one of `renamed`, an account, or a network; of a network, all of its accounts.
    """
    found: list[str] = []
    unknown: list[str] = []
    for name in names:
        wanted = renamed.get(name, name)
        of_network = [one.name for one in brand.accounts.values() if one.network == wanted.lower()]
        if wanted in brand.accounts:
            found.append(wanted)
        elif of_network:
            found += of_network
        else:
            unknown.append(name)
    return tuple(dict.fromkeys(found)), tuple(unknown)


def read_text(path: Path) -> str:
    """Return a file's text; raise `UsageError` where it is too long or no text."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} is longer than {MAX_BYTES // 1_000_000} MB")
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8; save it as UTF-8 first.") from None
    except OSError as fault:
        raise UsageError(f"{path} cannot be read: {fault.strerror}") from None
