"""A small brand to build: whole files in, a site on disk out, with pictures that cost nothing to draw."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace
from PIL import Image as Pixels

from smmgen.build.beside import NOTHING, Beside
from smmgen.build.cache import PictureCache
from smmgen.build.drawing import Draw, Drawn, Progress
from smmgen.build.finish import Finished, finish
from smmgen.build.lazily import bundle_of
from smmgen.build.output import Output
from smmgen.build.upkeep import Upkeep, Wish
from smmgen.model.bundle import Bundle
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Image
from smmgen.model.source import Span
from smmgen.model.theme import Theme
from smmgen.model.variant import Message, Picture, Variant, Written
from smmgen.read.tree import Memory

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
AT = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
BRAND = """\
brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin, language: en}
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}
  masto: {network: mastodon, base_url: https://coffee.example, token: env:MASTODON_TOKEN}
  bsky: {network: bluesky, handle: northwind.example, password: env:BLUESKY_PASSWORD}
rubrics:
  promo: {title: Offers}
"""
SALE = """\
---
title: Winter sale
publish_at: 2026-12-01 10:00
status: ready
rubric: promo
image: {photo: /content/media/beans.jpg, alt: A bag of beans}
---
All **beans** must go: https://northwind.example/sale #coffee
"""


@cache
def jpeg(width: int = 40, height: int = 30, colour: tuple[int, int, int] = (98, 62, 36)) -> bytes:
    file = BytesIO()
    Pixels.new("RGB", (width, height), colour).save(file, "JPEG")
    return file.getvalue()


def draw(picture: Picture) -> Drawn:
    """Draw a plain picture of the size asked for, in the brand's brown."""
    return Drawn(
        data=jpeg(picture.width, picture.height),
        width=picture.width,
        height=picture.height,
        media_type="image/jpeg",
    )


def build(
    out: Path,
    files: Mapping[str, bytes | str] | None = None,
    draw: Draw = draw,
    now: datetime = NOW,
    cache: Path | None = None,
    beside: Beside = NOTHING,
) -> tuple[Bundle, tuple[Diagnostic, ...]]:
    """Build the small brand with these files in it; return the bundle and what building found."""
    tree = Memory(
        {
            "smmgen.yaml": BRAND,
            "content/media/beans.jpg": jpeg(1600, 1200),
            **(files if files is not None else {"content/posts/winter-sale.md": SALE}),
        }
    )
    keeper = Upkeep(tree, out, lambda theme, read: draw, cache=cache)
    brought = keeper.bring(Wish(now=now, beside=lambda: beside), is_told_anyway=True)
    assert brought.survey, brought.told.findings
    assert brought.survey.rooms, brought.told.findings
    found = tuple(one for one in brought.told.findings if one not in brought.survey.findings)
    return bundle_of(brought.records, brought.survey.rooms.library, tree.read), found


def text(path: Path) -> str:
    return path.read_text("utf-8")


def picture(photo: str = "beans.jpg", **fields: object) -> Picture:
    made = Picture(
        image=Image(photo=photo),
        card="",
        width=40,
        height=30,
        alt="Beans",
        handle="",
        language="en",
        max_bytes=1_000_000,
        span=Span("post.md", 3, 1, 3, 9),
    )
    return replace(made, **fields)


def variant(post: str = "sale", account: str = "tg", *pictures: Picture, words: str = "All beans") -> Variant:
    message = Message(
        number=0,
        written=Written(words, words),
        length=len(words),
        limit=300,
        pictures=pictures or (picture(),),
        span=Span("post.md", 8, 1, 8, 9),
    )
    return Variant(
        post=post, account=account, network="telegram", publish_at=AT, messages=(message,), status="ready"
    )


PHOTOS = {"beans.jpg": b"beans", "cup.jpg": b"cup"}


class Counter:
    """Draws bytes that tell what was asked, and counts how often."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def __call__(self, picture: Picture) -> Drawn:
        photo = picture.image.photo
        if photo not in PHOTOS:
            raise ValueError("no such photo")
        self.drawn.append(photo)
        data = f"{photo} {picture.width} {picture.language}".encode()
        return Drawn(data=data, width=picture.width, height=picture.height, media_type="image/jpeg")


def finished(
    out: Path,
    *variants: Variant,
    draw: Draw | None = None,
    cache: Path | None = None,
    photos: Mapping[str, bytes] = PHOTOS,
    progress: Progress = lambda *_: None,
    workers: int = 1,
) -> Finished:
    """Finish variants of a brand without a theme."""

    def read(path: str) -> bytes:
        if path not in photos:
            raise FileNotFoundError(path)
        return photos[path]

    return finish(
        variants,
        Theme(name="", path=""),
        read,
        Output(out),
        draw or Counter(),
        progress,
        PictureCache(cache),
        workers,
    )
