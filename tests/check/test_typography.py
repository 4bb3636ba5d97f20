"""What is mended stays mended, and nothing but what was wrong changes."""

import os
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmgen.check.fix import mend
from smmgen.check.prose import Prose, prose_of
from smmgen.check.registry import load_rules
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Source
from smmgen.read.repository import read_post
from smmgen.read.tree import Listing
from tests.check.world import checked, post

RULES = [rule for rule in load_rules().on(Prose) if rule.page.code.startswith("TYP")]
PROJECT = checked({})
PATH = "content/posts/a.md"


class Around:
    project = PROJECT.project


def read(text: str) -> tuple[Source, list[Diagnostic]]:
    source = Source(PATH, text)
    written, _ = read_post(source, Listing(frozenset(), lambda path: b""))
    assert written
    said = prose_of(written, PROJECT.project.brand)
    return source, [finding for rule in RULES for finding in rule.find(said, Around) if finding.fix]


def mended(text: str) -> tuple[str, int]:
    """Mend until nothing is left; return the text and how many rounds it took."""
    for rounds in count():
        source, findings = read(text)
        if not findings or rounds == 5:
            return text, rounds
        text = mend(source, findings).text
    raise AssertionError


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("He said \"it's 'fine'\".", "He said “it’s ‘fine’”."),
        ('She wrote \\"so\\" and &quot;so&quot;.', "She wrote “so” and “so”."),
        (
            'Once: “Oh," said he. "Call them “fat” or “thin”." "And so.”',
            "Once: “Oh,” said he. “Call them ‘fat’ or ‘thin’.” “And so.”",
        ),
        ('A “Best of 2026" of 7" records, “our 7" box”', "A “Best of 2026” of 7″ records, “our 7″ box”"),
        ("One.\u00a0 Two, 5\u00a0 kg ,three", "One. Two, 5\u00a0kg, three"),
        ("“The arena'\"' of talk. By tech.” - Phil", '“The arena’"’ of talk. By tech.” – Phil'),
        ("The '90s, rock 'n' roll.", "The ’90s, rock ’n’ roll."),
        ("**Beans** -- whole, or *ground*...", "**Beans** – whole, or *ground*…"),
        ("Long — and - short", "Long — and — short"),
        ("Open 9:00-18:00, 10-12 or 2019-2026.", "Open 9:00–18:00, 10–12 or 2019–2026."),
        ("Call 030 123-456, by 2026-12-01, in 05-12.", "Call 030 123-456, by 2026-12-01, in 05-12."),
        ("-5 °C, minus -5, A-5, 5 -3", "−5\u00a0°C, minus −5, A-5, 5 -3"),
        ("1080x1350 or 2 x 3, not 0x1F", "1080×1350 or 2 × 3, not 0x1F"),
        ("Really ? Yes :) :D ;) ( well )", "Really? Yes :) :D ;) (well)"),
        ("Beans (r), (c) 2026, point (c) here", "Beans (r), © 2026, point (c) here"),
        ("Page (1/2), 1/2 cup, 3 1/2 cups, 1/2/2026", "Page (1/2), ½ cup, 3½ cups, 1/2/2026"),
        ("At 9 a.m., 15% or 15 %", "At 9\u00a0a.m., 15% or 15\u00a0%"),
        ("the U.S. Web, J. R. R. Tolkien", "the U.S. Web, J.\u00a0R.\u00a0R.\u00a0Tolkien"),
        (
            'A ["link"](https://a.example \'It is\') - <b class="a">',
            "A [“link”](https://a.example 'It is') – <b class=\"a\">",
        ),
        ('{{ "a" | url }} stays', '{{ "a" | url }} stays'),
    ],
)
def test_english_is_mended(wrong: str, right: str) -> None:
    assert mended(post(wrong))[0] == post(right)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ('Он сказал: "читай "Мцыри" вслух".', "Он сказал: «читай „Мцыри“ вслух»."),
        ('Он пил «Раф" и «Латте" ,а я — нет.', "Он пил «Раф» и «Латте», а я — нет."),
        ("Кофе - это “ягода”.", "Кофе — это «ягода»."),
        ("Что?... Да!... Ну...", "Что?.. Да!.. Ну…"),
        (
            "А. С. Пушкин, т. е. № 5, и т. д.",
            "А.\u00a0С.\u00a0Пушкин, т.\u00a0е. №\u00a05, и\u00a0т.\u00a0д.",
        ),
        ("5 кг, 3 с половиной, 100 ₽, 20 мин.", "5\u00a0кг, 3 с половиной, 100\u00a0₽, 20\u00a0мин."),
        ("Размер 10х15, с 10-12 ч", "Размер 10×15, с 10–12\u00a0ч"),
    ],
)
def test_russian_is_mended(wrong: str, right: str) -> None:
    assert mended(post(wrong))[0] == post(right)


def test_other_languages_are_mended_with_care() -> None:
    assert mended(post('Das "neue" Haus', language="de"))[0] == post("Das „neue“ Haus", language="de")
    assert mended(post("Vrai ? Oui « là » !", language="fr"))[1] == 0


PARTS = st.sampled_from(
    ['"', "'", "“", "”", "«", "»", "-", " - ", "--", "...", " ,", "( ", " )", "1", "10-12", "2 x 3", "°C",
     " ", "  ", "кофе", "bean", "It's", "№ 5", "А. С. П", ".", "\n", "*", "`a`", "#b", "(c) 2026", "1/2 cup"]
)  # fmt: skip


@given(st.lists(PARTS, max_size=14).map("".join))
@settings(max_examples=150 if os.environ.get("SMMGEN_WHOLE") else 60)
def test_mending_comes_to_an_end_and_keeps_the_letters(text: str) -> None:
    before = post("A " + text)
    after, rounds = mended(before)
    assert rounds < 5

    def letters(of: str) -> str:
        return "".join(sign for sign in of if sign.isalnum() and sign not in "xcr½12")

    assert letters(after) == letters(before)
