"""What an editor's lightbulb offers for a misspelt word."""

from lsprotocol.types import Position, Range, TextDocumentEdit

from smmgen.lsp.actions import actions
from tests.check.world import checked, post

PATH = "content/posts/a.md"
URI = f"file:///home/anna/social/{PATH}"


def offered(text: str):
    result = checked({PATH: post(text, accounts="[tg]")})
    source = result.project.sources[PATH]
    whole = Range(Position(0, 0), Position(99, 0))
    return [one for one in actions(source, URI, result.findings, whole) if "TYP" not in one.title]


def test_each_word_that_was_perhaps_meant_is_offered_and_the_brands_list():
    titles = [one.title for one in offered("A fersh bean.")]
    assert titles[0] == "Write “fresh”"
    assert titles[-1] == "Add “fersh” to the brand's words"
    assert len(titles) <= 4


def test_a_word_is_added_to_a_list_that_need_not_be_there():
    (create, write) = offered("A fersh bean.")[-1].edit.document_changes
    assert isinstance(write, TextDocumentEdit)
    assert create.uri == write.text_document.uri == "file:///home/anna/social/content/words.txt"
    assert (create.options.ignore_if_exists, write.edits[0].new_text) == (True, "fersh\n")


def test_a_common_mistake_is_mended_at_once():
    (action,) = offered("We recieve beans.")
    assert action.title == "SPL001: Did you mean “receive”?"
