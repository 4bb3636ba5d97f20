"""A feed shows the beginning of a text, and the rest behind a switch."""

import re

import pytest
from markupsafe import Markup

from smmgen.build.fold import folded
from smmgen.model.fold import FOLDS, Fold
from smmgen.model.size import Source

TEN = Fold(10, 3, Source("test"))


@pytest.mark.parametrize(
    ("html", "shown", "rest"),
    [
        ("one two three", "one two", "three"),
        ("one &amp; two three", "one &amp; two", "three"),
        ('one <a href="x">two three</a> four', "one", '<a href="x">two three</a> four'),
        ("a\nb\nc\nd\ne", "a\nb\nc", "d\ne"),
        ("<strong>one</strong> two <br>three", "<strong>one</strong> two <br>", "three"),
    ],
)
def test_a_text_is_cut_between_words_and_outside_links(html, shown, rest):
    cut = folded(Markup(html), TEN, "more")
    assert re.split(r"<label.*?</label>", cut) == [shown, f'<span class="rest">{rest}</span>']


@pytest.mark.parametrize(
    "html", ["", "ten letter", "a\nb\nc", "endlesslylongword", '<a href="x">all of it is one link</a>']
)
def test_a_text_that_fits_or_cannot_be_cut_stays(html):
    assert folded(Markup(html), TEN, "more") == html


def test_a_network_that_shows_all_folds_nothing():
    assert folded(Markup("word " * 900), FOLDS.get("threads"), "more") == "word " * 900


def test_the_switchs_name_is_escaped():
    assert "<b>" not in folded(Markup("one two three four"), TEN, "<b>")
