"""Adapt an article into a draft that is good enough to edit rather than to rewrite."""

import re
from collections.abc import Mapping
from typing import Any

import yaml
from msgspec import Struct

from smmgen.adapter import adapter
from smmgen.model.brand import Brand
from smmgen.scaffold.article import Article, Shown
from smmgen.text.count import graphemes

HEADLINE = 60
"""A headline of more characters seldom sits well on a card."""

_TAGS = 4
_POINTS = 5
_SUMMARY = 420
_SPARE = 110
"""What hashtags and the link take of a message, in characters, about."""

_IN_SHORT = {"en": "In the article:", "ru": "В статье:"}
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”»)]*\s+(?=[\"'“«(]*[A-ZА-ЯЁ0-9])")


class Draft(Struct, frozen=True, kw_only=True):
    """A post's text, and what could not be carried over, each as one sentence."""

    text: str
    notes: tuple[str, ...]


def adapt(article: Article, brand: Brand, picture: Shown | None, link: str) -> Draft:
    """Write a draft; `picture` is the one that was copied beside it, under its new name."""
    summary = _hook(article)
    notes = [] if link else ["The article does not tell its address: fill in `link:`."]
    if picture and not picture.alt:
        notes.append("The picture has no alt text yet: describe it.")
    front = _front_matter(article, brand, picture, link)
    body = "\n\n".join(_body(article, brand, summary))
    return Draft(text=f"---\n{front}---\n{body}\n", notes=tuple(notes))


def _front_matter(article: Article, brand: Brand, picture: Shown | None, link: str) -> str:
    lines = [_entry("title", article.title), "# publish_at: 2026-12-01 10:00\n", _entry("status", "draft")]
    lines[1] = "# publish_at: YYYY-MM-DD HH:MM, then status: ready\n"
    rubric = next((name for name in ("news", "blog", "education") if name in brand.rubrics), "")
    lines += [_entry("rubric", rubric)] if rubric else []
    lines += [_entry("language", article.language[:2])] if article.language else []
    lines += [_entry("tags", list(article.tags[:_TAGS]))] if article.tags else []
    lines.append(_entry("link", link) if link else "# link: https://… the article's address\n")
    if picture:
        lines.append(_entry("image", _image(article, picture)))
    return "".join(lines)


def _image(article: Article, picture: Shown) -> Mapping[str, Any]:
    return {"photo": picture.source, "headline": headline(article.title), "alt": picture.alt}


def _entry(key: str, value: Any) -> str:
    is_flat = isinstance(value, list)
    return yaml.safe_dump(
        {key: value},
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
        default_flow_style=None if is_flat else False,
    )


def headline(title: str, longest: int = HEADLINE) -> str:
    """Shorten a title to a headline: its first part before a colon or dash, else its first words with "…"."""
    if len(title) <= longest:
        return title
    first = re.split(r":\s|\s[–—-]\s|\?\s|\.\s", title)[0].strip()
    if 12 <= len(first) <= longest:
        return first
    return _cut(title, longest)


def _cut(text: str, longest: int) -> str:
    if graphemes(text) <= longest:
        return text
    return text[: longest - 1].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


def _hook(article: Article) -> str:
    """Return the summary, or the first paragraphs that say something, of whole sentences."""
    if len(article.summary) >= 40:
        return _sentences(article.summary, _SUMMARY)
    wordy = [text for text in article.paragraphs if len(text) >= 60]
    text = article.summary or (wordy[0] if wordy else "") or " ".join(article.paragraphs[:2])
    return _sentences(text or article.title, _SUMMARY)


def _sentences(text: str, longest: int) -> str:
    """Return as many whole sentences as fit; where not even one does, its first words with "…"."""
    kept = ""
    for sentence in _SENTENCE_END.split(text):
        longer = f"{kept} {sentence}".strip()
        if graphemes(longer) > longest:
            break
        kept = longer
    return kept or _cut(text, longest)


def _body(article: Article, brand: Brand, summary: str) -> list[str]:
    limits = {
        account.network: adapter(account.network).limits(account) for account in brand.accounts.values()
    }
    short = sorted(name for name, limit in limits.items() if graphemes(summary) + _SPARE > limit.text)
    long = sorted(name for name, limit in limits.items() if limit.text_with_media >= 1_000)
    parts = [escape(summary)]
    points = [escape(_cut(text, 90)) for text in article.headings[:_POINTS]]
    if len(points) >= 2 and long:
        language = (article.language or brand.language)[:2]
        listed = "\n".join(f"- {point}" for point in points)
        intro = _IN_SHORT.get(language, _IN_SHORT["en"])
        parts.append(f"::: only {' '.join(long)}\n{intro}\n\n{listed}\n:::")
    if short:
        least = min(limits[name].text for name in short) - _SPARE
        parts.append(f"::: instead {' '.join(short)}\n{escape(_sentences(summary, least))}\n:::")
    return parts


_SPECIAL = re.compile(r"([\\`*_\[\]<>~|]|&(?=#?\w+;))")
_AT_START = re.compile(r"^(\s*)([#>+=-]|:::|\d+[.)])", re.MULTILINE)


def escape(text: str) -> str:
    """Write plain text so that Markdown shows it as it is; addresses stay untouched."""
    words = [word if "://" in word else _SPECIAL.sub(r"\\\1", word) for word in text.split(" ")]
    return _AT_START.sub(
        lambda found: (
            f"{found[1]}{found[2][:-1]}\\{found[2][-1]}"
            if found[2][0].isdigit()
            else f"{found[1]}\\{found[2]}"
        ),
        " ".join(words),
    )
