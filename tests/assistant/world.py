"""A small brand to be opened by an assistant: one ready post, one draft, one idea, a plan, a strategy."""

import shutil
from pathlib import Path

from tests.check.world import BRAND, picture

READY = "content/posts/2030-12/2030-12-01-sale.md"
DRAFT = "content/posts/2030-12/2030-12-02-news.md"
IDEA = "content/posts/roast-log.md"
HEAD = """---
title: {title}
publish_at: {at}
status: {status}
rubric: promo
accounts: [tg, bsky]
image: {{card: none, photo: /content/media/beans.jpg, alt: A paper bag of beans}}
---
"""
TEXT = (
    "---\ntitle: Spring menu\nstatus: draft\nrubric: news\npublish_at: 2030-12-05 10:00\n---\nSix drinks.\n"
)
FILES = {
    "smmgen.yaml": BRAND.replace("theme: northwind\n", ""),
    READY: HEAD.format(title="Winter sale", at="2030-12-01 10:00", status="ready") + "All beans must go.\n",
    DRAFT: HEAD.format(title="New beans", at="2030-12-02 10:00", status="draft") + "More beans.\n",
    IDEA: "---\ntitle: Roast log\nstatus: idea\nrubric: news\n---\nWhat Lev wrote down.\n",
    "plans/strategy.md": """---
goals: [{name: Orders, metric: orders, target: 9, by: 2030-12-31}]
tone: {do: [Name people], dont: [Superlatives]}
audience: [{segment: Neighbours, who: Live nearby, wants: A good cup}]
---
# Strategy
""",
    "plans/2030-12.md": """---
month: 2030-12
---
| date | time | rubric | topic | accounts | owner | post |
|---|---|---|---|---|---|---|
| 2030-12-01 | 10:00 | promo | Winter sale | tg, bsky | anna | sale |
| 2030-12-09 | 10:00 | news | New grinder | tg | lev | |
| 2030-12-20 | 10:00 | news | News: … | tg | lev | |
""",
}


def fresh(root: Path) -> Path:
    """Write the repository anew."""
    shutil.rmtree(root, ignore_errors=True)
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / "content/media").mkdir()
    (root / "content/media/beans.jpg").write_bytes(picture(1600, 1600))
    return root


def files(root: Path) -> dict[str, bytes]:
    """Return all files there are, hidden ones too."""
    return {one.relative_to(root).as_posix(): one.read_bytes() for one in root.rglob("*") if one.is_file()}
