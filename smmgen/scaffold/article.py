"""Read somebody's blog post, written for a site generator that is not ours, as well as it can be read."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import yaml
from markdown_it import MarkdownIt
from msgspec import Struct

MAX_BYTES = 2_000_000


class Shown(NamedTuple):
    """A picture that the article shows, as it names it."""

    source: str
    alt: str


class Article(Struct, frozen=True, kw_only=True):
    """What an adaptation needs of an article. All texts are plain, without markup or template code.

    `date` is "YYYY-MM-DD", empty where neither the text nor the file's name tells it.
    """

    name: str
    date: str
    title: str
    summary: str
    paragraphs: tuple[str, ...]
    headings: tuple[str, ...]
    tags: tuple[str, ...]
    link: str
    pictures: tuple[Shown, ...]
    language: str


def read_article(name: str, text: str) -> Article:
    """Read Markdown or HTML with YAML front matter or none; never raises for what the text holds.

    `name` is the file's name without its ending; it gives the title where the text has none.
    """
    data, body = _parts(text)
    page = _Page()
    page.feed(_html(body))
    page.close()
    blocks = page.blocks()
    paragraphs = tuple(text for tag, text in blocks if tag in ("p", "blockquote", "li") and len(text) > 1)
    own_title = next((text for tag, text in blocks if tag == "h1"), "")
    title = _plain(data, "title", "name") or own_title or _from_name(name)
    return Article(
        name=_DATED.sub("", name),
        date=_date(data, name),
        title=title,
        summary=_plain(data, "summary", "excerpt", "description", "subtitle", "tweet"),
        paragraphs=paragraphs,
        headings=tuple(
            _unquoted(text.rstrip(":")) for tag, text in blocks if tag in ("h2", "h3") and text != title
        ),
        tags=_tags(data),
        link=_plain(data, "canonical_url", "canonical", "permalink", "url", "link"),
        pictures=tuple(_pictures(data, page.pictures)),
        language=_plain(data, "lang", "language"),
    )


def _parts(text: str) -> tuple[Mapping[str, Any], str]:
    found = re.match(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)(.*)", text, re.DOTALL)
    if not found:
        return {}, text
    return _front_matter(found[1]), found[2]


def _front_matter(text: str) -> Mapping[str, Any]:
    """Load front matter; where YAML fails, take the lines that look like `key: value`."""
    if not re.search(r"(?:^|[\s\[,:-])[&*]\w", text):  # references may multiply without end
        try:
            loaded = yaml.safe_load(text)
        except (yaml.YAMLError, ValueError):
            loaded = None
        if isinstance(loaded, dict):
            return {str(key).lower(): value for key, value in loaded.items()}
    lines = re.findall(r"^([A-Za-z_]+):[ \t]*(\S.*)$", text, re.MULTILINE)
    return {key.lower(): value.strip().strip("'\"") for key, value in lines}


_TEMPLATE_IMAGE = re.compile(
    r"""\{%\s*(?:image|img|figure)\w*\s+(["'])(.+?)\1(?:[\s,]+(["'])(.*?)\3)?.*?%\}"""
)
_TEMPLATE_TEXT = re.compile(r"""\{\{\s*["']([^"']*)["'].*?\}\}""", re.DOTALL)
_TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->", re.DOTALL)


def _without_templates(text: str) -> str:
    """Keep what a template's code surely shows, pictures and literal texts, and drop the rest of it."""
    text = _TEMPLATE_IMAGE.sub(
        lambda found: f'<img src="{escape(found[2])}" alt="{escape(found[4] or "")}">', text
    )
    return _TEMPLATE.sub("", _TEMPLATE_TEXT.sub(lambda found: found[1], text))


def _html(body: str) -> str:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable(["table", "strikethrough"])
    return str(parser.render(_without_templates(body)))


_BLOCKS = re.compile(r"p|li|h[1-6]|blockquote|td|th|figcaption|pre|div|dt|dd")
_SILENT = {"title", "script", "style", "iframe", "svg", "table", "figcaption", "pre"}


class _Page(HTMLParser):
    """Gather the texts of a page's blocks and its pictures, in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pictures: list[Shown] = []
        self._found: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._text: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "img" and values.get("src"):
            self.pictures.append(Shown(values["src"], _squeezed(values.get("alt", ""))))
        elif tag == "br":
            self._text.append(" ")
        elif _BLOCKS.fullmatch(tag) or tag in _SILENT:
            self._flush()
            self._open.append(tag)
            self._silent += tag in _SILENT

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._flush()
            while self._open:
                last = self._open.pop()
                self._silent -= last in _SILENT
                if last == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def _flush(self) -> None:
        text = _squeezed("".join(self._text))
        self._text.clear()
        if text:
            inner = [tag for tag in self._open if tag in ("li", "blockquote") or tag.startswith("h")]
            self._found.append((inner[-1] if inner else "p", text))

    def blocks(self) -> list[tuple[str, str]]:
        self._flush()
        return self._found


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 2 and text[0] + text[-1] in ('""', "“”", "«»") else text


def plain_text(text: str) -> str:
    """Return a text without HTML, Markdown and template code, on one line."""
    page = _Page()
    page.feed(_html(text))
    page.close()
    return " ".join(found for _, found in page.blocks())


def _plain(data: Mapping[str, Any], *keys: str) -> str:
    for key in keys:
        value = data.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            text = str(value).strip()
            return text if "://" in text and " " not in text else plain_text(text)
    return ""


def _tags(data: Mapping[str, Any]) -> tuple[str, ...]:
    found: list[str] = []
    for key in ("tags", "tag", "keywords", "categories", "category"):
        value = data.get(key)
        if isinstance(value, str):
            found += re.split(r"[,;]", value)
        elif isinstance(value, list):
            found += [str(item) for item in value if isinstance(item, str | int)]
    cleaned = (_squeezed(tag.strip().lstrip("#")) for tag in found)
    return tuple(dict.fromkeys(tag.lower() for tag in cleaned if tag))


def _pictures(data: Mapping[str, Any], shown: list[Shown]) -> Iterator[Shown]:
    for key in ("image", "hero_image", "featured_image", "cover", "thumbnail", "og_image", "images"):
        value = data.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, dict):
            value = value.get("src") or value.get("url") or value.get("path") or value.get("image")
        if isinstance(value, str) and value.strip():
            source = value.strip()
            same = next((one.alt for one in shown if _name(one.source) == _name(source) and one.alt), "")
            yield Shown(source, _plain(data, "image_alt", "alt", "cover_alt") or same)
    yield from shown


def _name(path: str) -> str:
    return PurePosixPath(path.partition("?")[0]).name.lower()


_DATED = re.compile(r"^\d{4}-\d{2}-\d{2}-")


def _date(data: Mapping[str, Any], name: str) -> str:
    written = str(data.get("date") or data.get("published") or "")
    found = re.match(r"\d{4}-\d{2}-\d{2}", written) or re.match(r"\d{4}-\d{2}-\d{2}", name)
    return found[0] if found else ""


def _from_name(name: str) -> str:
    words = _DATED.sub("", name).replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] if words else "Untitled"
