"""Random edits of a content repository, as a team makes them in a month."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.check.world import BRAND, picture, post

ACCOUNTS = {
    "masto": "  masto: {network: mastodon, base_url: https://coffee.example, token: env:MASTODON_TOKEN}\n",
    "bsky": "  bsky: {network: bluesky, handle: northwind.example, password: env:BLUESKY_PASSWORD}\n",
    "vk": "  vk: {network: vk, group: 1234567, token: env:VK_TOKEN, language: ru}\n",
}
HANDLES = ['"@northwind"', '"@southwind"']
BRANDS = ["name: Northwind Coffee", "name: Southwind Tea", "timezone: Europe/Berlin", "timezone: Asia/Tokyo"]

WORDS = [
    "beans",
    "filter",
    "cup",
    "кофе",
    "зерно",
    "утро",
    "#roast",
    "[shop](https://northwind.example/shop)",
    "☕",
]
HEADS = ["", "See https://northwind.example/a?b=1. ", "@friend says: ", "> Quoted.\n\n", "- one\n- two\n\n"]


KINDS = 24


class Team:
    """Edits a repository under `root`, one change at a time, the same for the same seed."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.chance = random.Random(seed)
        self.whim = random.Random(seed)
        self.coming: list[Callable[[], None]] = []
        self.number = 0
        self.others = ["masto", "bsky"]
        self.gone: dict[Path, bytes] = {}
        self.whole: dict[Path, bytes] = {}
        self._write("smmgen.yaml", BRAND)
        self._write("plans/2026-12.md", "---\nmonth: 2026-12\n---\n| date | topic | post |\n|---|---|---|\n")
        for name in ("beans", "thumbnail"):
            self._bytes(
                f"content/media/{name}.jpg", picture(1600, 1600) if name == "beans" else picture(32, 24)
            )
        for _ in range(6):
            self.add()

    def edit(self) -> str:
        """Make one change; return what it was. Every kind comes before one comes again: so many are `KINDS`, with `change` thrice."""
        if not self.coming:
            self.coming = self._acts()
            assert len(self.coming) == KINDS
            self.chance.shuffle(self.coming)
        act = self.coming.pop()
        act()
        return act.__name__

    def _acts(self) -> list[Callable[[], None]]:
        return [
            self.add,
            self.change,
            self.change,
            self.change,
            self.touch,
            self.rename,
            self.delete,
            self.configure,
            self.plan,
            self.draw,
            self.theme,
            self.page,
            self.spoil,
            self.copy,
            self.reword,
            self.move,
            self.swap,
            self.put_back,
            self.mend,
            self.brand,
            self.account,
            self.card,
            self.paint,
            self.strategy,
        ]

    def add(self) -> None:
        self.number += 1
        self._write(
            f"content/posts/{self.chance.choice(['', '2026-12/'])}post-{self.number}.md", self._post()
        )

    def change(self) -> None:
        if path := self._some():
            path.write_text(self._post(), "utf-8")

    def reword(self) -> None:
        """Write other words into a post, its own or another's, further down or not."""
        if path := self._some():
            head, mark, body = _text(path).rpartition("---\n")
            word, theirs = self.chance.choice(WORDS), _text(self._some()).rpartition("---\n")[2]
            again = [f"{body}{word}\n", f"\n{body}", body[: len(body) // 2] + word, theirs, f"Teh {word}"]
            if self.chance.random() < 0.2:
                head = _with_other_picture(head)
            path.write_text(head + mark + self.chance.choice(again), "utf-8")

    def touch(self) -> None:
        if path := self._some():
            path.write_bytes(path.read_bytes())

    def rename(self) -> None:
        if path := self._some():
            self.number += 1
            path.rename(path.with_name(f"moved-{self.number}.md"))

    def delete(self) -> None:
        if path := self._some():
            self.gone[path] = path.read_bytes()
            path.unlink()

    def put_back(self) -> None:
        """Write a post that was deleted again, as it was."""
        if self.gone:
            path, data = self.gone.popitem()
            path.write_bytes(data)

    def move(self) -> None:
        """Move a post into another folder, where its id stays."""
        if path := self._some():
            posts = self.root / "content/posts"
            folder = posts if path.parent != posts else posts / "2026-12"
            folder.mkdir(exist_ok=True)
            path.rename(folder / path.name)

    def swap(self) -> None:
        """Let two posts have each other's names."""
        one, other = self._some(), self._some()
        if one and other and one != other:
            aside = one.with_name("aside")
            one.rename(aside)
            other.rename(one)
            aside.rename(other)

    def copy(self) -> None:
        if path := self._some():
            self.number += 1
            shutil.copy2(path, path.with_name(f"copy-{self.number}.md"))

    def configure(self) -> None:
        more = [
            "",
            "rules: {ignore: [LNK]}\n",
            "rules: {per_path: {'content/posts/*': [SCH]}}\n",
            "nonsense: 1\n",
        ]
        brand = BRAND.replace("22:00-08:00", self.chance.choice(["22:00-08:00", "12:00-13:00"]))
        self._configure(brand + self.chance.choice(more))

    def brand(self) -> None:
        """Give the brand another name or time zone, or its first account another."""
        old, new = self.chance.choice(
            [(BRANDS[0], BRANDS[1]), (BRANDS[2], BRANDS[3]), (HANDLES[0], HANDLES[1])]
        )
        text = (self.root / "smmgen.yaml").read_text("utf-8")
        self._write("smmgen.yaml", text.replace(old, new) if old in text else text.replace(new, old))

    def account(self) -> None:
        """Add an account to the brand, or remove one."""
        name = self.chance.choice(sorted(ACCOUNTS))
        self.others = [
            *(one for one in self.others if one != name),
            *([name] if name not in self.others else []),
        ]
        self._configure(BRAND)

    def _configure(self, brand: str) -> None:
        for line in (ACCOUNTS["masto"], ACCOUNTS["bsky"]):
            brand = brand.replace(line, "")
        mine = "".join(ACCOUNTS[name] for name in self.others)
        named = brand.replace("accounts: [tg, masto, bsky]", f"accounts: [{', '.join(['tg', *self.others])}]")
        self._write("smmgen.yaml", named.replace("rubrics:\n", f"{mine}rubrics:\n"))

    def plan(self) -> None:
        rows = "".join(
            f"| 2026-12-{self.chance.randint(1, 31):02} | A topic | post-{self.chance.randint(1, 9)} |\n"
            for _ in range(3)
        )
        self._write(
            "plans/2026-12.md", f"---\nmonth: 2026-12\n---\n| date | topic | post |\n|---|---|---|\n{rows}"
        )

    def draw(self) -> None:
        path = self.root / "content/media/beans.jpg"
        if path.exists() and self.chance.random() < 0.5:
            path.unlink()
        else:
            self._bytes("content/media/beans.jpg", picture(self.chance.choice([1600, 300]), 1600))

    def theme(self) -> None:
        colour = self.chance.choice(["#112233", "#aa3300"])
        self._write("themes/northwind/theme.yaml", f"colours: {{dark: '{colour}'}}\n")

    def card(self) -> None:
        """Give the theme a card of its own, in one form or another, or take it away."""
        place = self.root / "themes/northwind/cards/promo.yaml"
        if place.exists() and self.chance.random() < 0.3:
            place.unlink()
        else:
            size = self.chance.choice(["4%", "5%", "nonsense"])
            layers = f"layers: {{words: {{parts: {{headline: {{smallest: {size}, largest: 9%}}}}}}}}"
            self._write("themes/northwind/cards/promo.yaml", f"title: Offer\nextends: _over\n{layers}\n")

    def paint(self) -> None:
        """Put another picture in the place of one, of the same length and with the same time."""
        path = self.root / "content/media/beans.jpg"
        if path.exists():
            before, data = path.stat(), path.read_bytes()
            path.write_bytes(data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def strategy(self) -> None:
        """Change the brand's voice, which posts are measured by."""
        words = self.chance.choice(["beans", "cup"])
        self._write("plans/strategy.md", f"---\nvoice: {{avoid: [{words}]}}\n---\nFriendly.\n")

    def page(self) -> None:
        own = '{% extends "base.html" %}{% block content %}'
        name = self.chance.choice(["post", "month", "account"])
        ends = ["{{ w.post }}{% endblock %}", "{{ nothing.at_all }}{% endblock %}", "{% endif %}"]
        place = self.root / f"themes/northwind/pages/{name}.html"
        if place.exists():
            place.unlink()
        else:
            self._write(f"themes/northwind/pages/{name}.html", own + self.chance.choice(ends))

    def spoil(self) -> None:
        if path := self._some():
            self.whole[path] = path.read_bytes()
            path.write_bytes(
                self.chance.choice([b"", b"---\ntitle: [\n---\n", b"\xff\xfe", b"---\nx: 1\n---\n<b>a</b>"])
            )

    def mend(self) -> None:
        """Write a post that was spoilt as it was before."""
        path, data = self.whole.popitem() if self.whole else (None, b"")
        if path and path.exists():
            path.write_bytes(data)

    def _post(self) -> str:
        keys: dict[str, object] = {"status": self.chance.choice(["idea", "draft", "review", "ready"])}
        day, hour = self.chance.randint(1, 28), self.chance.randint(0, 23)
        times = ["", f"2026-12-{day:02}", f"2026-12-{day % 4 + 1:02} {hour:02}:00", f"2025-01-{day:02} 10:00"]
        if when := self.chance.choice(times):
            keys["publish_at"] = when
        if self.chance.random() < 0.3:
            keys["image"] = "{photo: /content/media/beans.jpg, alt: Dark beans}"
        elif self.whim.random() < 0.3:
            keys["image"] = f"{{card: promo, headline: {self.whim.choice(WORDS[:6])} now, alt: An offer}}"
        if self.chance.random() < 0.3:
            keys[self.chance.choice(["reply_to", "repost"])] = f"post-{self.chance.randint(1, 9)}"
        if self.chance.random() < 0.3:
            keys["accounts"] = self.chance.choice(["[tg]", "[masto, bsky]", "[nobody]"])
        if self.chance.random() < 0.2:
            keys["contest"] = "cup"
        keys |= self.whim.choice([{}, {}, {"ignore": "[LNK002, MSG]"}, {"ignore": "[SCH, CHK004, NOPE]"}])
        if self.chance.random() < 0.2:
            keys["variants"] = "{bsky: {publish_at: 2026-12-05 11:00}}"
        above = self.whim.choice(["", "", "<!-- smmgen: ignore LNK002, SPL -->\n"])
        text = self.chance.choice(HEADS) + " ".join(self.chance.choices(WORDS, k=5))
        return post(above + text, **keys)

    def _some(self) -> Path | None:
        found = sorted((self.root / "content/posts").rglob("*.md"))
        return self.chance.choice(found) if found else None

    def _write(self, path: str, text: str) -> None:
        self._bytes(path, text.encode())

    def _bytes(self, path: str, data: bytes) -> None:
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


class Writers(Team):
    """Write posts that answer no other, mostly in other words."""

    def edit(self) -> str:
        if self.chance.random() < 0.15:
            return super().edit()
        self.reword()
        return "reword"

    def _post(self) -> str:
        lines = super()._post().splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith(("reply_to:", "repost:")))


def _with_other_picture(head: str) -> str:
    """Take the picture out of a post's front matter, or put one in."""
    lines = head.splitlines(keepends=True)
    left = [line for line in lines if not line.startswith("image:")]
    picture = "image: {photo: /content/media/beans.jpg, alt: Dark beans}\n"
    return "".join(left if len(left) < len(lines) else [*lines[:1], picture, *lines[1:]])


def _text(path: Path | None) -> str:
    return path.read_text("utf-8", "replace") if path else ""
