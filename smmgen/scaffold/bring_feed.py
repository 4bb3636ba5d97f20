"""Bring in the articles of a feed, RSS or Atom, each as a draft good enough to edit."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.scaffold.adapt import adapt
from smmgen.scaffold.article import read_article
from smmgen.scaffold.bring import MAX_BYTES, Piece

MOST = 200
"""Articles of a feed that are read: what is older is hardly news."""


def of_feed(path: Path, brand: Brand) -> Iterator[Piece]:
    """Yield a piece for each article of a feed's file; raise `UsageError` where it is no feed."""
    import feedparser

    feed = feedparser.parse(_data(path))  # bytes, as a text could be an address that it would call
    if not feed.entries:
        raise UsageError(f"{path} has no articles: it is no RSS and no Atom feed, or an empty one.")
    for entry in feed.entries[:MOST]:
        yield _piece(entry, path, brand)
    if len(feed.entries) > MOST:
        lost = f"{len(feed.entries) - MOST} older articles; {MOST} of a feed are read"
        yield Piece(origin=path.name, name="", body="", lost=(lost,))


def _data(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} is longer than {MAX_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except OSError as fault:
        raise UsageError(f"{path} cannot be read: {fault.strerror}") from None


def _piece(entry: Any, path: Path, brand: Brand) -> Piece:
    title = str(entry.get("title") or "Untitled")
    content = entry.get("content") or [{"value": entry.get("summary") or ""}]
    html = str(content[0].get("value") or "")
    article = read_article(
        title, f"<h1>{escape(title)}</h1>\n\n{html}" if "<" in html else f"# {title}\n\n{html}"
    )
    published = entry.get("published_parsed") or entry.get("updated_parsed")
    day = f"{published.tm_year:04}-{published.tm_mon:02}-{published.tm_mday:02}" if published else ""
    link = str(entry.get("link") or "")
    draft = adapt(article, brand, None, link)
    front, _, body = draft.text.removeprefix("---\n").partition("---\n")
    tags = [str(tag.get("term") or "").strip() for tag in entry.get("tags") or ()]
    lost = [note for note in draft.notes if "alt text" not in note]
    lost += [
        f"the picture {shown.source} lies on the web: save it beside the post" for shown in article.pictures
    ]
    lost += [f"the attachment {one.get('href')} ({one.get('type')})" for one in entry.get("enclosures") or ()]
    return Piece(
        origin=f"{path.name}: {title}",
        name=title,
        body=body,
        front={**_front(front), **({"tags": [tag for tag in tags if tag]} if any(tags) else {})},
        day=day,
        lost=tuple(lost),
    )


def _front(text: str) -> dict[str, Any]:
    import yaml

    loaded = yaml.safe_load(text)
    return (
        {key: value for key, value in loaded.items() if key != "status"} if isinstance(loaded, dict) else {}
    )
