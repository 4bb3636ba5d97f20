"""The barest posts have a page that shows them on every network."""

import pytest
from click.testing import CliRunner
from msgspec import json

from smmgen.adapter import adapter_names
from smmgen.cli.main import smmgen
from tests.build.world import jpeg

POSTS = {
    "words": "title: Words\n---\nJust words.\n",
    "nothing": "title: Nothing yet\n---\n",
    "an-idea": "title: An idea\nstatus: idea\n---\n",
    "a-link": "title: A link\nlink: https://northwind.example/menu\n---\nThe menu.\n",
    "a-poll": "title: A poll\npoll: {question: Which?, options: [Filter, Espresso]}\n---\nTell us.\n",
    "a-picture": "title: A picture\nimage: {photo: /content/media/beans.jpg, alt: Beans}\n---\n",
    "all-blocks": "title: Blocks\n---\n# One\n\n- a\n- b\n\n> c\n\n```\nd\n```\n\n| e | f |\n|---|---|\n| 1 | 2 |\n\n---\n\nEnd\n",
}


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "social"
    asked = ["init", str(root), "--networks", ",".join(adapter_names()), "--action", f"a/b@{'0' * 40}"]
    assert CliRunner().invoke(smmgen, asked).exit_code == 0
    for path in root.glob("content/posts/**/*.md"):
        path.unlink()
    (root / "content/media").mkdir(exist_ok=True)
    (root / "content/media/beans.jpg").write_bytes(jpeg(400, 300))
    for name, text in POSTS.items():
        (root / f"content/posts/{name}.md").write_text(f"---\n{text}")
    return root


def test_the_barest_posts_are_shown_on_every_network(repository):
    done = CliRunner().invoke(smmgen, ["-C", str(repository), "build", "--no-history"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    made = json.decode((repository / "dist/manifest.json").read_bytes())["posts"]
    assert set(made) == set(POSTS)
    shown = {name: len(post["variants"]) for name, post in made.items()}
    assert shown["words"] == len(adapter_names())
    assert min(shown.values()) > 5  # not all take a poll, or a picture alone
    assert all((repository / f"dist/posts/{name}/index.html").is_file() for name in POSTS)
