import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.here import smmgen

ROOT = Path(__file__).parents[2]
POST = """\
---
title: Cups
accounts: [tg, masto]
image: {card: chart, table: {Filter: 42, Espresso: 31}, kicker: Now}
---
Text.
"""
BRAND = """\
brand: {name: Northwind, timezone: Europe/Berlin}
accounts:
  tg: {network: telegram, chat: "@northwind", token: env:TG}
  masto: {network: mastodon, base_url: https://coffee.example, token: env:MASTO}
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("repository")
    (root / "content/posts").mkdir(parents=True)
    (root / "smmgen.yaml").write_text(BRAND)
    (root / "content/posts/2026-12-01-cups.md").write_text(POST)
    (root / "winners.csv").write_text("name;headline\nAnna;Anna K.\nBen;\nCora;" + "long " * 200 + "\n")
    return root


def drawn(folder: Path) -> dict[str, tuple[int, int]]:
    sizes = {path.name: Image.open(BytesIO(path.read_bytes())).size for path in folder.glob("*")}
    shutil.rmtree(folder)
    return sizes


def test_a_posts_pictures_are_drawn_for_its_accounts(repository: Path) -> None:
    done = smmgen("image", "cups", "--out", "out", folder=repository)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["out/cups-tg.png", "out/cups-masto.png"]
    assert set(drawn(repository / "out")) == {"cups-tg.png", "cups-masto.png"}


@pytest.mark.parametrize(("size", "pixels"), [("story", (1080, 1920)), ("640x360", (640, 360))])
def test_a_post_may_be_named_by_its_file_and_drawn_at_any_size(
    repository: Path, size: str, pixels: tuple[int, int]
) -> None:
    arguments = ("content/posts/2026-12-01-cups.md", "--account", "tg", "--size", size, "--out", "out")
    smmgen("image", *arguments, folder=repository)
    assert drawn(repository / "out") == {"cups-tg.png": pixels}


def test_a_table_gives_a_picture_a_row(repository: Path) -> None:
    done = smmgen("image", "--table", "winners.csv", "--card", "promo", "--out", "out", folder=repository)
    assert done.returncode == 1
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [
        "winners.csv:3:1",
        "winners.csv:4:6",
    ]
    assert drawn(repository / "out") == {"anna.jpg": (1080, 1080)}


WRONG = [
    ([], "Name a post, or a table"),
    (["cups", "--table", "winners.csv"], "Name a post, or a table"),
    (["--table", "winners.csv", "--card", "promo", "--motion"], "--motion is for a post's pictures"),
    (["cup"], "Did you mean “cups”?"),
    (["cups", "--account", "tgg"], "Did you mean “tg”?"),
    (["cups", "--size", "huge"], "“huge” is no size"),
    (["cups", "--size", "9999x20"], "“9999x20” is no size"),
    (["--table", "winners.csv"], "Name the card with --card"),
    (["--table", "winners.csv", "--card", "promotion"], "The theme has no card “promotion”"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=lambda value: str(value))
def test_a_mistaken_call_is_told(arguments: list[str], message: str, repository: Path) -> None:
    done = smmgen("image", *arguments, "--out", "out", folder=repository)
    assert (done.returncode, message in done.stderr, done.stdout) == (2, True, ""), done.stderr


def test_a_photo_without_a_card_does_not_move(repository: Path) -> None:
    Image.new("RGB", (1200, 1200), "navy").save(repository / "content/posts/sky.jpg")
    post = "---\ntitle: Sky\naccounts: [tg]\nimages: [{photo: sky.jpg, alt: The sky}]\n---\nBlue.\n"
    (repository / "content/posts/2026-12-02-sky.md").write_text(post)
    done = smmgen("image", "sky", "--motion", "--out", "out", folder=repository)
    assert (
        done.stderr.splitlines()[-1] == "smmgen: nothing would move on sky-tg: it is a photo without a card."
    )
