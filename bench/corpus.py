"""Make the same posts for smmgen, for Hugo and for Eleventy: the same shape gives the same bytes.

Run: python -m bench.corpus FOLDER [--posts 1000] [--accounts 8] [--images] [--kind smmgen]. A third of the
posts is in Russian; they have links, tags, mentions, lists and quotes, and a plan with a row for each of the
first month. Everything that the other two write beside a post's page is one plain-text file for each network.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from msgspec import Struct
from PIL import Image, ImageDraw

LATIN = (
    *("harvest", "roaster", "morning", "filter", "cup", "water", "grind", "slow", "honest", "river"),
    *("market", "winter", "north", "street", "friend"),
)
CYRILLIC = (
    *("урожай", "обжарка", "утро", "фильтр", "чашка", "вода", "помол", "река", "рынок", "зима"),
    *("север", "улица", "друг", "соседи", "тепло"),
)
ACCOUNTS = {
    "tg": '{network: telegram, chat: "@bench", token: env:TG_TOKEN}',
    "masto": "{network: mastodon, base_url: https://social.example, token: env:MASTO_TOKEN}",
    "bsky": "{network: bluesky, handle: bench.example, password: env:BSKY_PASSWORD}",
    "vk": "{network: vk, group: 229911004, token: env:VK_TOKEN}",
    "max": '{network: max, chat: "-70000000012345", token: env:MAX_TOKEN}',
    "discord": '{network: discord, webhook: env:DISCORD_WEBHOOK, channel: "1180000000000000042"}',
    "slack": "{network: slack, channel: C0BENCH, token: env:SLACK_TOKEN}",
    "matrix": '{network: matrix, base_url: https://matrix.example, room: "#bench:matrix.example", token: env:MATRIX_TOKEN}',
    "ok": "{network: ok, group: 70000004123456, application_key: CLNWNDJGDIHBABABA, token: env:OK_TOKEN, session_secret: env:OK_SECRET}",
    "li": "{network: linkedin, author: urn:li:organization:104217733, token: env:LINKEDIN_TOKEN}",
    "threads": "{network: threads, token: env:THREADS_TOKEN}",
    "fb": '{network: facebook, page: "102233445566778", token: env:FACEBOOK_TOKEN}',
}
BRAND = """brand: {{name: Bench, url: https://bench.example, timezone: Europe/Berlin}}
accounts:
{accounts}
hosting: {{static: {{url: https://bench.example/social/}}}}
utm: {{source: "{{network}}", medium: social}}
{rules}"""
PHOTOS, EACH_PHOTO = 24, 4
"""So many photos are there; every fourth post shows one where pictures are wanted."""
STEP, A_DAY = timedelta(hours=5), 2
"""Three posts of one account on a day are a finding."""
START = datetime(2027, 1, 4, 8)  # noqa: DTZ001 - as a person writes it, in the brand's zone


class Shape(Struct, frozen=True, kw_only=True):
    """What a corpus is like: how many posts, how many of the accounts, pictures and a plan or none, the seed."""

    posts: int = 1000
    accounts: int = 8
    has_images: bool = False
    has_plan: bool = True
    seed: int = 7

    @property
    def names(self) -> tuple[str, ...]:
        """Return the accounts' names."""
        return tuple(ACCOUNTS)[: self.accounts]


class Post(Struct, frozen=True, kw_only=True):
    """One post, before it is written for any of the tools."""

    name: str
    title: str
    at: datetime
    body: str
    language: str
    photo: str


def posts(shape: Shape) -> Iterator[Post]:
    """Yield the posts, each by its number and the seed alone: the first are the same in a larger corpus."""
    for number in range(shape.posts):
        has_photo = shape.has_images and number % EACH_PHOTO == 0
        yield Post(
            name=f"post-{number:05}",
            title=f"Post {number}",
            at=START + timedelta(days=number // A_DAY) + STEP * (number % A_DAY),
            body=_body(number, shape.seed),
            language="en" if number % 3 else "ru",
            photo=f"photo-{number // EACH_PHOTO % PHOTOS:02}.jpg" if has_photo else "",
        )


def _body(number: int, seed: int) -> str:
    chance = random.Random(seed * 1_000_003 + number)
    words = LATIN if number % 3 else CYRILLIC
    text = " ".join(_row(chance, words, chance.randint(12, 18))).capitalize()
    one, two, three = _row(chance, words, 3)
    middle = f"> {one.capitalize()} {two}.\n" if number % 4 == 3 else f"- {one}\n- {two}\n"
    first = f"{text}. **{three}** and [all of post {number}](https://bench.example/{number}).\n"
    return f"{first}\n{middle}\n#bench{number} @northwind\n"


def _row(chance: random.Random, words: Sequence[str], length: int) -> list[str]:
    """Return words at random, none twice in a row: that would be a finding."""
    row = [chance.choice(words)]
    while len(row) < length:
        row += [word] if (word := chance.choice(words)) != row[-1] else []
    return row


def photo(number: int) -> bytes:
    """Return a small JPEG, as plain as can be and unlike the others."""
    picture = Image.new("RGB", (640, 640), (40 + 8 * number, 120, 200 - 6 * number))
    ImageDraw.Draw(picture).ellipse((160, 160, 480, 480), (240, 230, 210))
    file = BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()


def write_smmgen(root: Path, shape: Shape) -> None:
    """Write a content repository."""
    accounts = "\n".join(f"  {name}: {ACCOUNTS[name]}" for name in shape.names)
    rules = "rules: {ignore: [NET004]}\n" if "discord" in shape.names else ""  # tags lead nowhere there
    _write(root / "smmgen.yaml", BRAND.format(accounts=accounts, rules=rules))
    for post in posts(shape):
        image = (
            f"image: {{card: none, photo: content/media/{post.photo}, alt: A cup}}\n" if post.photo else ""
        )
        head = f"title: {post.title}\npublish_at: {post.at:%Y-%m-%d %H:%M}\nstatus: ready\n"
        front = f"{head}tags: [coffee, winter]\nlanguage: {post.language}\n{image}"
        _write(root / "content/posts" / f"{post.name}.md", f"---\n{front}---\n{post.body}")
    _write_photos(root / "content/media", shape)
    if shape.has_plan:
        _write(root / f"plans/{START:%Y-%m}.md", _plan(shape))


def _plan(shape: Shape) -> str:
    mine = (post for post in posts(shape) if (post.at.year, post.at.month) == (START.year, START.month))
    rows = "".join(
        f"| {post.at:%Y-%m-%d} | {post.at:%H:%M} | {post.title} | {', '.join(shape.names)} | {post.name} |\n"
        for post in mine
    )
    head = "| date | time | topic | accounts | post |\n|---|---|---|---|---|\n"
    return f"---\nmonth: {START:%Y-%m}\n---\n# The month\n\n{head}{rows}"


HUGO = """baseURL = "https://bench.example/"
title = "Bench"
buildFuture = true
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404", "section"]
[outputs]
home = ["html"]
page = ["html", {names}]
"""
HUGO_FORMAT = """[outputFormats.{name}]
mediaType = "text/plain"
baseName = "{name}"
isPlainText = true
"""
HUGO_PAGE = """<!doctype html><html lang="{{ .Params.language }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1><p>{{ .Date.Format "2006-01-02 15:04" }}</p>{{ with .Params.photo }}{{ with resources.Get . }}{{ with .Resize "1080x" }}<img src="{{ .RelPermalink }}" alt="A cup">{{ end }}{{ end }}{{ end }}
{{ .Content }}</body></html>
"""
HUGO_TEXT = "{{ .Title }}\n\n{{ .Plain }}\n"
HUGO_HOME = """<!doctype html><title>Bench</title><ul>{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Date.Format "2006-01-02" }} {{ .Title }}</a>{{ end }}</ul>
"""


def write_hugo(root: Path, shape: Shape) -> None:
    """Write a Hugo site: a page for each post and a plain-text file for each account, a page with all posts."""
    names = ", ".join(f'"{name}"' for name in shape.names)
    formats = "".join(HUGO_FORMAT.format(name=name) for name in shape.names)
    _write(root / "hugo.toml", HUGO.format(names=names) + formats)
    _write(root / "layouts/home.html", HUGO_HOME)
    _write(root / "layouts/page.html", HUGO_PAGE)
    for name in shape.names:
        _write(root / f"layouts/page.{name}.txt", HUGO_TEXT)
    for post in posts(shape):
        _write(root / "content/posts" / f"{post.name}.md", _page(post, f"{post.at:%Y-%m-%dT%H:%M:00Z}"))
    _write_photos(root / "assets", shape)


def _page(post: Post, date: str, more: str = "") -> str:
    image = f"photo: {post.photo}\n" if post.photo else ""
    front = f'title: "{post.title}"\ndate: {date}\ntags: [coffee, winter]\n'
    return f"---\n{front}params: {{language: {post.language}}}\n{image}{more}---\n{post.body}"


ELEVENTY = """export default function (config) {{
  config.setTemplateFormats(["md", "11ty.js"]);
  config.addPassthroughCopy({{ media: "media" }});
  return {{ dir: {{ input: "content", output: "public", includes: "../layouts", layouts: "../layouts" }}, markdownTemplateEngine: false }};
}}
"""
ELEVENTY_PAGE = """export default ({ title, content, page, photo }) => `<!doctype html><html><head><meta charset="utf-8"><title>${title}</title></head>
<body><h1>${title}</h1><p>${page.date.toISOString()}</p>${photo ? `<img src="/media/${photo}" alt="A cup">` : ""}
${content}</body></html>`;
"""
ELEVENTY_TEXT = """export const data = {{
  pagination: {{ data: "collections.posts", size: 1, alias: "post" }},
  permalink: ({{ post }}) => `/posts/${{post.fileSlug}}/{name}.txt`,
}};
export const render = ({{ post }}) => `${{post.data.title}}\\n\\n${{post.content.replace(/<[^>]*>/g, "")}}\\n`;
"""
ELEVENTY_HOME = """export const data = { permalink: "/index.html" };
export const render = ({ collections }) => `<!doctype html><title>Bench</title><ul>${collections.posts.map((post) => `<li><a href="${post.url}">${post.data.title}</a>`).join("")}</ul>`;
"""


def write_eleventy(root: Path, shape: Shape) -> None:
    """Write an Eleventy site of the same files as Hugo's."""
    _write(root / "eleventy.config.js", ELEVENTY.format())
    _write(root / "package.json", '{"type": "module", "private": true}\n')
    _write(root / "layouts/page.11ty.js", ELEVENTY_PAGE)
    _write(root / "content/index.11ty.js", ELEVENTY_HOME)
    for name in shape.names:
        _write(root / f"content/{name}.11ty.js", ELEVENTY_TEXT.format(name=name))
    _write(root / "content/posts/posts.json", '{"tags": "posts", "layout": "page.11ty.js"}\n')
    for post in posts(shape):
        date = f"{post.at:%Y-%m-%dT%H:%M:00Z}"
        _write(
            root / "content/posts" / f"{post.name}.md",
            _page(post, date).replace("tags: [coffee, winter]\n", ""),
        )
    _write_photos(root / "media", shape)


GALAXY_ACCOUNTS = ("mastodon-galaxyproject", "matrix-eu-announce", "linkedin-galaxyproject")
"""Those of galaxy-social's own accounts that it previews without logging in anywhere."""


def write_galaxy(root: Path, shape: Shape) -> None:
    """Write the posts as galaxy-social takes them, for three networks."""
    front = "".join(f"  - {name}\n" for name in GALAXY_ACCOUNTS)
    for post in posts(shape):
        _write(root / f"{post.name}.md", f"---\nmedia:\n{front}---\n{post.title}\n\n{post.body}")


def _write_photos(folder: Path, shape: Shape) -> None:
    for number in range(PHOTOS if shape.has_images else 0):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"photo-{number:02}.jpg").write_bytes(photo(number))


def _write(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")


KINDS = {
    "smmgen": write_smmgen,
    "hugo": write_hugo,
    "eleventy": write_eleventy,
    "galaxy-social": write_galaxy,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument(
        "--accounts", type=int, default=8, choices=range(1, len(ACCOUNTS) + 1), metavar="1-12"
    )
    parser.add_argument("--images", action="store_true")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kind", choices=KINDS, default="smmgen")
    asked = parser.parse_args()
    shape = Shape(posts=asked.posts, accounts=asked.accounts, has_images=asked.images, seed=asked.seed)
    KINDS[asked.kind](asked.folder, shape)


if __name__ == "__main__":
    main()
