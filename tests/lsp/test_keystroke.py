"""What follows every letter is what check finds, whatever is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmgen.check.example import examples
from smmgen.check.registry import load_registry
from smmgen.lsp.complete import choices
from smmgen.lsp.counters import counters
from smmgen.lsp.desk import Desk
from smmgen.lsp.hover import hover
from smmgen.model.project import Project
from smmgen.model.source import Source
from smmgen.read.tree import Memory
from tests.check.test_properties import PIECES
from tests.check.world import NOW, common

PATH = "content/posts/example.md"
OTHER = (
    "---\nid: other\ntitle: Other\nstatus: ready\npublish_at: 2030-12-01 10:00\naccounts: [tg]\n---\nHello\n"
)
OF_ALL = {rule.page.code for rule in load_registry().on(Project)}


def desk(text):
    """Check a repository with a post, and one that stands beside it."""
    made = Desk(Memory({**common(), PATH: text, "content/posts/other.md": OTHER}), lambda: NOW)
    made.take(made.look()())
    return made


def found(one):
    """What is found in the post, without what several posts say together."""
    return [finding for finding in one.findings().get(PATH, ()) if finding.code not in OF_ALL]


@pytest.fixture(scope="module")
def typing():
    return desk("---\ntitle: Draft\n---\nHello\n")


def _posts():
    pages = load_registry().pages.values()
    files = [example for page in pages for example in examples(page).values()]
    return sorted({example[PATH] for example in files if list(example) == [PATH]})


def test_every_rule_s_example_is_judged_as_check_judges_it(typing):
    texts = _posts()
    assert len(texts) > 100
    for text in texts:
        typing.write(PATH, text)
        assert found(typing) == found(desk(text)), text


@given(text=st.lists(PIECES, max_size=10).map(lambda pieces: "---\n" + "".join(pieces)), data=st.data())
def test_nothing_that_is_written_stops_it(typing, text, data):
    typing.write(PATH, text)
    source = Source(PATH, text)
    line = data.draw(st.integers(1, text.count("\n") + 1))
    column = data.draw(st.integers(1, len(source.line(line)) + 1))
    offered, word = choices(source, line, column, typing.known, typing.paths)
    assert source.line(line)[: column - 1].endswith(word)
    assert len({one.text for one in offered if one.what == "key"}) == len(
        [one for one in offered if one.what == "key"]
    )
    hover(source, line, column, typing.known, typing.variants(PATH))
    assert all(1 <= one.line <= text.count("\n") + 1 for one in counters(source, typing.variants(PATH)))
