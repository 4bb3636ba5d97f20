"""A small content repository that is served while tests write into it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from smmgen.build.upkeep import Wish
from smmgen.loopback import listen
from smmgen.pipeline import upkeep
from smmgen.read.tree import Folder
from smmgen.serve.desk import Desk
from smmgen.serve.run import Preview
from smmgen.serve.server import Running, start
from smmgen.serve.site import Refreshed, Site
from smmgen.serve.watch import Watch
from smmgen.serve.writer import Writer

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BRAND = """\
brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin, language: en}
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}
  masto: {network: mastodon, base_url: https://coffee.example, token: env:MASTODON_TOKEN}
rubrics:
  promo: {title: Offers}
  news: {title: News}
"""
SALE = """\
---
title: Winter sale
publish_at: 2026-12-01 10:00
status: ready
rubric: promo
---
All **beans** must go.
"""
MENU = """\
---
title: Spring menu
publish_at: 2026-12-03 09:00
status: draft
rubric: news
---
Six drinks, two of them new.
"""
PATIENCE_SECONDS = 20


@dataclass
class Served:
    """A repository that is served: `told` is what came of each build so far, `ends` are their names."""

    root: Path
    running: Running
    preview: Preview
    told: list[tuple[str, Refreshed | None]] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)
    token: str = ""

    @property
    def url(self) -> str:
        return self.running.url

    def write(self, path: str, text: str) -> Path:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
        return place

    def page(self, path: str) -> str:
        place = self.root / "dist" / path
        return place.read_text("utf-8") if place.is_file() else ""

    def rest(self) -> None:
        """Wait until the builds that have begun are over and told of."""
        hub = self.preview.hub
        self.until(lambda: not hub.state.is_working and hub.state.build == self.ends[-1])

    def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so, but not forever."""
        ends = time.monotonic() + PATIENCE_SECONDS
        while not is_so():
            assert time.monotonic() < ends, "it never came to be so"
            time.sleep(0.01)


@contextmanager
def served(root: Path, files: dict[str, str], *, is_edited: bool = False) -> Iterator[Served]:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    out, over = root / "dist", threading.Event()
    told: list[tuple[str, Refreshed | None]] = []
    ends: list[str] = []

    keeper, wish = upkeep(Folder(root), out, root / ".smmgen/cache"), Wish(now=NOW, mark=b"nothing beside")

    def say(what, _, done):
        told.append((what, done))
        ends.append(preview.hub.state.build)

    preview = Preview(
        Site(
            out,
            lambda changed: keeper.bring(wish),
            lambda changed: keeper.bring_ahead(changed, wish),
            lambda: keeper.get_ready(wish),
        ),
        lambda path: Folder(root).read(path),
        say,
    )
    preview.bring(None)
    preview.get_ready()
    desk = Desk(Writer(root)) if is_edited else None
    with Watch(root) as watch, start(listen(0), preview.site, preview.hub, desk) as running:
        following = threading.Thread(target=preview.follow, args=(watch, over.is_set))
        following.start()
        try:
            yield Served(root, running, preview, told, ends, desk.token if desk else "")
        finally:
            over.set()
            following.join()


FILES = {"smmgen.yaml": BRAND, "content/posts/winter-sale.md": SALE, "content/posts/spring-menu.md": MENU}
