"""A small brand to try rules on: whole files in, findings out."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image

from smmgen.check.clock import Clock
from smmgen.check.context import Context, make_context
from smmgen.compose.compose import compose
from smmgen.model.diagnostic import Diagnostic
from smmgen.pipeline import Checked, check, load
from smmgen.read.tree import Folder, Memory, Tree
from tests.sandbox.film import box, film

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BRAND = """\
brand: {name: Northwind Coffee, url: https://northwind.example, timezone: Europe/Berlin, language: en}
theme: northwind
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}
  masto: {network: mastodon, base_url: https://coffee.example, token: env:MASTODON_TOKEN}
  bsky: {network: bluesky, handle: northwind.example, password: env:BLUESKY_PASSWORD}
rubrics:
  promo: {card: promo, accounts: [tg, masto, bsky]}
  news: {accounts: [tg]}
slots: {tg: [Mon-Sat 10:00]}
quiet_hours: 22:00-08:00
utm: {source: "{network}", medium: social, campaign: "{campaign}"}
"""


@cache
def common() -> dict[str, bytes | str]:
    folder = Folder(ROOT)
    ours = [path for path in folder.paths() if path.startswith("themes/northwind/")]
    theme = {path: folder.read(path) for path in ours if not path.endswith(".md")}
    pictures = {"beans": picture(1600, 1600), "thumbnail": picture(320, 240), "panorama": picture(3000, 100)}
    films = {
        "film": film(),
        "heavy": film() + box(b"free", bytes(10_500_000)),
        "endless": film(seconds=90_000),
        "strip": film(2000, 50),
    }
    return {
        **theme,
        "smmgen.yaml": BRAND,
        "content/photos/huge.jpg": _huge(),
        **{f"content/media/{name}.jpg": data for name, data in pictures.items()},
        **{f"content/media/{name}.mp4": data for name, data in films.items()},
    }


@cache
def picture(width: int, height: int, *, kind: str = "JPEG") -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height), (98, 62, 36)).save(file, kind)
    return file.getvalue()


def _huge() -> bytes:
    """Return a JPEG that says it has 144 million pixels."""
    size = (1).to_bytes(2)
    return picture(1, 1).replace(b"\x08" + size + size, b"\x08" + (12_000).to_bytes(2) * 2, 1)


def checked(files: Mapping[str, bytes | str], now: datetime = NOW) -> Checked:
    """Check the small brand with these files in it."""
    return check(small(files), now)


def small(files: Mapping[str, bytes | str]) -> Memory:
    """Return the small brand with these files in it."""
    return Memory({**common(), **files})


def context_of(tree: Tree, now: datetime = NOW) -> Context | None:
    """Return what rules know of a repository; None where it has no usable `smmgen.yaml`."""
    project = load(tree).project
    return make_context(project, compose(project).variants, tree, Clock(now)) if project else None


def post(text: str, **keys: object) -> str:
    """Write a post's file out of its keys and text."""
    front = "".join(f"{key}: {value}\n" for key, value in {"title": "Beans", **keys}.items())
    return f"---\n{front}---\n{text}\n"


def found(files: Mapping[str, bytes | str], code: str, now: datetime = NOW) -> list[Diagnostic]:
    """Return the findings of one code."""
    return [finding for finding in checked(files, now).findings if finding.code == code]
