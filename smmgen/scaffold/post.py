"""Put new posts into a content repository, never over an old one."""

import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urljoin

from msgspec import Struct

from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.scaffold.adapt import adapt
from smmgen.scaffold.article import MAX_BYTES, Article, Shown, read_article
from smmgen.scaffold.pictures import find_picture
from smmgen.text.slug import slug


class Made(Struct, frozen=True):
    """A post that was made, and what its author has to look after."""

    path: Path
    notes: tuple[str, ...]


POSTS = Path("content/posts")

EMPTY = """---
title: {title}
# publish_at: YYYY-MM-DD HH:MM, then status: ready
status: draft
{rubric}---
"""


def new_post(root: Path, title: str, rubric: str = "", body: str = "") -> Made:
    """Make a draft named after its title, empty or with a text to begin with."""
    name = slug(title)
    if len(name) < 2:
        raise UsageError(f"“{title}” has no letters for a file's name: add --id")
    path = root / POSTS / f"{name}.md"
    text = EMPTY.format(
        title=json.dumps(title, ensure_ascii=False), rubric=f"rubric: {rubric}\n" if rubric else ""
    )
    _write_new(path, text + body)
    return Made(path, ())


def adapt_article(root: Path, brand: Brand, source: Path, site: str = "", address: str = "") -> Made:
    """Make a draft out of an article: a folder with `index.md` and its picture, or one file without.

    `site` is the address that the article's relative link is joined to. `address` is how the site makes a
    link of a file, for an article without one: a URL with {year}, {month}, {day}, {name} or {slug}.
    Raises `UsageError` where the file cannot be read or its draft is there already.
    """
    article = _read(source)
    name = slug(article.title) or slug(article.name)
    if len(name) < 2:
        raise UsageError(f"{source}: neither its title nor its name has letters for a post's id")
    folder = root / POSTS / name
    _refuse_existing(folder, folder.with_suffix(".md"))
    found = find_picture(source, article.pictures)
    shown = Shown(f"{name}{found[0].suffix.lower()}", found[1]) if found else None
    draft = adapt(article, brand, shown, _link(article, site, address))
    notes = list(draft.notes)
    if found and shown:
        path = folder / "index.md"
        _write_new(path, draft.text)
        shutil.copyfile(found[0], folder / shown.source)
    else:
        path = folder.with_suffix(".md")
        _write_new(path, draft.text)
        if article.pictures:
            notes.append(f"Its picture was not found: {article.pictures[0].source}")
    return Made(path, tuple(notes))


def articles(sources: Iterable[Path]) -> list[Path]:
    """Return the files to adapt: each file named, and all Markdown and HTML files of each folder named.

    Raises `UsageError` for a folder without any.
    """
    found: list[Path] = []
    for source in sources:
        files = _inside(source) if source.is_dir() else [source]
        if not files:
            raise UsageError(f"{source} has no article: no file there ends in {', '.join(_ARTICLES)}")
        found += files
    return found


_ARTICLES = (".md", ".markdown", ".html", ".htm")


def _inside(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ARTICLES and path.is_file())


def _read(source: Path) -> Article:
    try:
        if source.stat().st_size > MAX_BYTES:
            raise UsageError(f"{source} is longer than {MAX_BYTES // 1_000_000} MB")
        return read_article(source.stem, source.read_text("utf-8-sig", errors="replace"))
    except OSError as fault:
        raise UsageError(f"{source} cannot be read: {fault.strerror}") from None


def _link(article: Article, site: str, address: str) -> str:
    if "://" in article.link:
        return article.link
    if article.link and site:
        return urljoin(site, article.link)
    if not address or ("{year}" in address and not article.date):
        return ""
    year, month, day = article.date.split("-") if article.date else ("", "", "")
    values = {"year": year, "month": month, "day": day, "name": article.name, "slug": slug(article.title)}
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), address)


def _refuse_existing(*places: Path) -> None:
    for place in places:
        if place.exists():
            raise UsageError(f"{place} is there already: delete or rename it first")


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already: delete or rename it first") from None
