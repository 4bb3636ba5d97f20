"""A gallery shows every card, and opens from disk."""

import re
from pathlib import Path

from smmgen.build.gallery import shots_of, write_gallery
from smmgen.build.look import make_look
from smmgen.build.output import Output
from smmgen.build.pages import Pages
from smmgen.build.words import words
from smmgen.cards.specimen import FORMS, shown
from smmgen.pipeline import load
from smmgen.read.tree import Memory
from tests.build.world import BRAND, draw, text

FEW = {name: FORMS[name] for name in ("square", "story")}
FILES = {
    "smmgen.yaml": BRAND + "theme: a\n",
    "themes/a/theme.yaml": "title: A\n",
    "themes/a/cards/mine.yaml": 'extends: promo\ntitle: A <b>\nexample: {en: "Say “hi”"}\n',
}


def page(out: Path, *languages: str, cards: tuple[str, ...] = ("mine", "quote")) -> str:
    project = load(Memory(FILES)).project
    assert project
    output, theme, read = Output(out), project.theme, Memory(FILES).read
    look = make_look(project.brand, theme, read, output)
    shots = shots_of(shown(theme, cards), FEW, languages or ("en",))
    write_gallery(theme, shots, draw, output, Pages(theme, read), look, words("en"), "@northwind")
    return text(out / "index.html")


def test_every_card_is_there_in_every_size_and_without_a_photo(tmp_path: Path) -> None:
    shown = re.findall(r'<img src="([^"]+)" alt="(mine|quote), ', page(tmp_path))
    assert [name for _, name in shown] == ["mine"] * 3 + ["quote"] * 3
    assert all((tmp_path / path).is_file() for path, _ in shown)


def test_a_card_says_what_it_takes_and_how_it_is_asked_for(tmp_path: Path) -> None:
    html = page(tmp_path)
    assert "A &lt;b&gt;" in html
    assert "How to get it and until when" in html
    assert "card: mine" in html


def test_a_card_says_which_photos_and_links_it_takes(tmp_path: Path) -> None:
    html = page(tmp_path, cards=("before-after", "scan"))
    assert "after: more-beans.jpg" in html
    assert html.count("link: https://") == 1


def test_languages_stand_side_by_side(tmp_path: Path) -> None:
    assert len(re.findall("<img src=", page(tmp_path, "en", "ru"))) == 12


def test_nothing_leads_out_of_the_folder(tmp_path: Path) -> None:
    addresses = re.findall(r'(?:href|src)="([^"#:]+)"', page(tmp_path))
    assert addresses
    assert [one for one in addresses if not (tmp_path / one).is_file()] == []
