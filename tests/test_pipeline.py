from datetime import UTC, datetime

from smmgen.pipeline import check
from smmgen.read.tree import Memory

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BRAND = """\
brand: {name: Northwind, url: https://northwind.example, timezone: Europe/Berlin}
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TG}
  bsky: {network: bluesky, handle: northwind.example, password: env:BSKY}
slots: {tg: [daily 10:00], bsky: [daily 11:00]}
"""


def many(posts: int) -> Memory:
    files = {"smmgen.yaml": BRAND}
    for number in range(posts):
        wrong = "tittle: x\n" if number % 50 == 0 else ""
        text = "word " * (10 + number % 80)
        files[f"content/posts/p{number:04}.md"] = (
            f"---\ntitle: Post {number}\npublish_at: 2027-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}\n{wrong}---\n{text}\n"
        )
    return Memory(files)


def test_several_processes_say_what_one_says() -> None:
    tree = many(300)
    alone, together = check(tree, NOW, workers=1), check(tree, NOW, workers=2)
    assert (together.variants, together.findings) == (alone.variants, alone.findings)
    assert together.project
    assert alone.project
    assert together.project.posts == alone.project.posts
    assert len(alone.variants) == 600
    assert {one.code for one in alone.findings} >= {"FMT001", "TXT001"}


def test_one_bad_file_stops_no_other() -> None:
    files = {
        "smmgen.yaml": BRAND,
        "content/posts/bad.md": b"\xff\xfe",
        "content/posts/good.md": "---\ntitle: Good\n---\nText.\n",
    }
    checked = check(Memory(files), NOW)
    assert [one.code for one in checked.findings] == ["YML009"]
    assert {one.post for one in checked.variants} == {"good"}
