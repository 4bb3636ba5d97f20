"""What a manager sees in an editor, through a real client of the protocol."""

import re
import subprocess
import sys

import pytest

from smmgen.lsp.complete import choices
from smmgen.lsp.desk import Desk
from smmgen.model.source import Source
from smmgen.read.tree import Memory
from tests.check.world import BRAND, NOW, picture
from tests.lsp.editor import Editor

SALE = "content/posts/2030-12-01-sale.md"
NEWS = "content/posts/2030-12-01-news.md"
HEAD = """---
title: Winter sale
status: ready
publish_at: 2030-12-01 10:00
rubric: promo
accounts: [tg, bsky]
campaign: winter
tags: [coffee]
image: {card: none, photo: /content/media/beans.jpg, alt: A paper bag of beans}
---
"""
FILES = {
    "smmgen.yaml": BRAND.replace("theme: northwind\n", ""),
    SALE: HEAD + "All beans must go.\n",
    NEWS: HEAD.replace("winter", "spring").replace("10:00", "11:00") + "More beans.\n",
    "plans/strategy.md": "---\ngoals: [{name: Orders, metric: orders, target: 9, by: 2030-12-31}]\n---\n",
    "plans/2030-11.md": "---\nmonth: 2030-11\n---\n",
}


@pytest.fixture(scope="module")
def window(tmp_path_factory):
    """One editor with one server, which takes longer to start than all that it is asked."""
    opened = Editor(tmp_path_factory.mktemp("empty"))
    yield opened
    assert opened.leave() == 0


@pytest.fixture
def editor(window, tmp_path):
    """The editor in a repository of the test's own, of which the server has not heard before."""
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / "content/media").mkdir()
    (tmp_path / "content/media/beans.jpg").write_bytes(picture(1600, 1600))
    window.move(tmp_path)
    return window


def opened(editor, path=SALE):
    """Open a file and wait until it was looked at."""
    editor.open(path)
    editor.wait(path, lambda codes: True)
    return editor


def typed(editor, text, path=SALE, expected=""):
    """Write a file anew and wait for the answer; for one with a code, as that to what was before may be late."""
    editor.findings.pop(path, None)
    editor.type(path, text)
    editor.wait(path, lambda codes: not expected or expected in codes)
    return editor


def test_a_typo_is_seen_while_it_is_typed_and_mended_with_one_click(editor):
    opened(editor)
    assert editor.codes(SALE) == []
    typed(editor, FILES[SALE].replace("rubric: promo", "rubric: promos"))
    (finding,) = [one for one in editor.findings[SALE] if one.code == "REF001"]
    assert (finding.range.start.line, finding.range.start.character) == (4, 8)
    assert "There is no rubric “promos”" in finding.message
    (edit,) = editor.fixes(SALE, "REF001")["Write “promo”"].changes[(editor.root / SALE).as_uri()]
    assert (edit.new_text, edit.range) == ("promo", finding.range)


def test_what_check_fix_would_mend_is_offered(editor):
    opened(editor)
    typed(editor, HEAD + "🫘🫘 \u202eAll beans must go.\n")
    (finding,) = editor.findings[SALE]
    assert (finding.code, finding.range.start.character, finding.range.end.character) == ("CHR001", 5, 6)
    (edit,) = editor.fixes(SALE, "CHR001")["CHR001: Delete it."].changes[(editor.root / SALE).as_uri()]
    assert (edit.new_text, edit.range) == ("", finding.range)


def test_counters_follow_every_letter(editor):
    opened(editor)
    (first,) = editor.counters(SALE).values()
    typed(editor, HEAD + "All beans must go" + "." * 300)
    (line,), (second,) = editor.counters(SALE), editor.counters(SALE).values()
    assert line == 9
    assert re.fullmatch(r"tg \d+/1024 · bsky \d+/300", first)
    assert "/300 ⚠" in second


def test_each_message_of_a_thread_is_counted(editor):
    opened(editor)
    text = FILES[SALE].replace("accounts: [tg, bsky]", "accounts: [bsky]\noverflow: thread")
    typed(editor, text + "\n---\n\nThe second one.\n")
    assert len(editor.counters(SALE)) == 2


@pytest.fixture(scope="module")
def desk():
    """Tell what is offered at the end of a post's unfinished text."""
    one = Desk(Memory({**FILES, "content/media/beans.jpg": picture(1600, 1600)}), lambda: NOW)
    one.take(one.look()())

    def offered(text, path=SALE):
        lines = text.split("\n")
        return {
            one.text
            for one in choices(Source(path, text), len(lines), len(lines[-1]) + 1, one.known, one.paths)[0]
        }

    return offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("accounts: [", {"tg", "masto", "bsky"}),
        ("rubric: ", {"promo", "news"}),
        ("campaign: ", {"winter", "spring"}),
        ("tags: [", {"coffee"}),
        ("reply_to: ", {"sale", "news"}),
        ("status: ", {"idea", "draft", "review", "ready", "paused"}),
        ("image: {card: ", {"none", "promo", "quote"}),
        ("image: {photo: ", {"content/media/beans.jpg"}),
        ("image: {", {"card", "photo", "alt"}),
        ("variants: {", {"tg", "bsky", "telegram", "bluesky"}),
        ("variants: {masto: {options: {visibility: ", {"unlisted", "private"}),
        ("numb", {"numbering", "poll", "variants"}),
        ("images:\n  - ", {"content/media/beans.jpg"}),
        ("variants:\n  bsky:\n    overflow: ", {"error", "thread", "truncate"}),
        ("variants:\n  bsky:\n    ", {"overflow", "title", "image"}),
    ],
)  # fmt: skip
def test_what_belongs_there_is_offered(line, offered, desk):
    assert offered <= set(desk(f"---\n{line}"))


@pytest.mark.parametrize(
    ("row", "offered"),
    [
        ("| 2030-11-03 | 10:00 | pr", {"promo", "news"}),
        ("| 2030-11-03 | 10:00 | promo | Beans | tg, bs", {"tg", "masto", "bsky"}),
        ("| 2030-11-03 | 10:00 | promo | Beans | tg | anna | ", {"sale", "news"}),
        ("| 2030-11-03 | 10:00 | promo | Be", set()),
    ],
)
def test_a_plan_s_table_is_helped_with(row, offered, desk):
    head = "| date | time | rubric | topic | accounts | owner | post |\n|---|---|---|---|---|---|---|\n"
    assert desk(f"---\nmonth: 2030-11\n---\n{head}{row}", "plans/2030-11.md") == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("accounts:\n  new:\n    network: telegram\n    ", {"chat", "token", "paused"}),
        ("accounts:\n  tg: {network: telegram, ", {"chat", "silent"}),
        ("accounts:\n  tg: {network: mast", {"mastodon"}),
        ("brand: {timezone: ", {"Europe/Berlin"}),
        ("rubrics: {promo: {card: ", {"promo", "quote"}),
    ],
)
def test_the_configuration_is_helped_with_too(line, offered, desk):
    assert offered <= desk(line, "smmgen.yaml")


def test_a_choice_takes_the_place_of_what_was_typed(editor):
    opened(editor)
    typed(editor, "---\nrubric: pro\n---\nHello\n")
    chosen = editor.completions(SALE, 1, 11)["promo"].text_edit
    assert (chosen.range.start.character, chosen.range.end.character, chosen.new_text) == (8, 11, "promo")


def test_names_are_offered_in_the_text_too(editor):
    opened(editor)
    typed(editor, HEAD + "::: only tg bs\nHi\n:::\n\n![a](con\n")
    assert {"bsky", "telegram"} <= set(editor.completions(SALE, 10, 14))
    assert "content/media/beans.jpg" in editor.completions(SALE, 14, 8)


def test_a_place_shows_what_a_network_will_show(editor):
    opened(editor)
    typed(editor, HEAD + "All **beans** must go.\n")
    for shown in (editor.hover(SALE, 10, 3), editor.hover(SALE, 5, 11)):
        assert "**tg** · Telegram · 2030-12-01 09:00 UTC" in shown
        assert "All beans must go." in shown
    assert "bsky" in editor.hover(SALE, 10, 3)
    assert "bsky" not in editor.hover(SALE, 5, 11)
    assert "only `ready` is published" in editor.hover(SALE, 2, 2)


def test_what_several_files_say_is_seen_after_a_moment(editor):
    opened(editor)
    typed(editor, FILES[SALE].replace("title: Winter sale", "id: news"))
    editor.wait(SALE, lambda codes: "IDS001" in codes)


def test_what_is_not_saved_is_forgotten_when_it_is_closed(editor):
    opened(editor)
    typed(editor, FILES[SALE].replace("status: ready", "status: done"))
    assert "FMT004" in editor.codes(SALE)
    editor.close(SALE)
    editor.wait(SALE, lambda codes: codes == [])


def test_without_the_extra_it_says_what_to_install():
    code = "import sys; sys.modules['pygls'] = None; from smmgen.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "lsp"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install 'smmgen[lsp]'" in done.stderr


def test_a_keystroke_does_not_look_at_other_posts():
    read = []

    class Watched(Memory):
        def read(self, path):
            read.append(path)
            return super().read(path)

    desk = Desk(Watched(FILES), lambda: NOW)
    desk.take(desk.look()())
    read.clear()
    desk.write(SALE, FILES[SALE] + "More.\n")
    assert set(read) <= {"content/media/beans.jpg"}


def test_the_configuration_and_plans_are_looked_at_too(editor):
    opened(editor, "smmgen.yaml")
    typed(editor, FILES["smmgen.yaml"].replace("env:TELEGRAM_TOKEN", "123456:abc"), "smmgen.yaml", "BRD004")
    assert "BRD004" in editor.codes("smmgen.yaml")
    opened(editor, "plans/strategy.md")
    typed(editor, FILES["plans/strategy.md"].replace("name: Orders, ", ""), "plans/strategy.md", "FMT003")
    assert editor.codes("plans/strategy.md") == ["FMT003"]
    opened(editor, "plans/2030-11.md")
    typed(editor, "---\nmonth: 2030-11\nmix: {nothing: 50%}\n---\n", "plans/2030-11.md", "REF008")
    assert "REF008" in editor.codes("plans/2030-11.md")
