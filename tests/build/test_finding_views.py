from smmgen.build.variant_view import finding_views
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Span


def _told(line, message="“Long” stands here twice.", path="a.md", account=""):
    return Diagnostic(
        code="GRM001", severity="warning", span=Span(path, line, 3), message=message, account=account
    )


def _shown(*findings):
    return [(one.path, one.line, one.account, one.again) for one in finding_views(findings)]


def test_the_same_slip_made_often_is_shown_once_with_all_its_places():
    assert _shown(_told(9), _told(4), _told(7)) == [("a.md", 4, "", ("7:3", "9:3"))]


def test_what_differs_in_words_file_or_account_is_shown_on_its_own():
    found = _shown(
        _told(4), _told(5, "“The” stands here twice."), _told(6, path="b.md"), _told(7, account="tg")
    )
    assert found == [("a.md", 4, "", ()), ("a.md", 5, "", ()), ("a.md", 7, "tg", ()), ("b.md", 6, "", ())]
