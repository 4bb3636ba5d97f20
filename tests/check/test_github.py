from hypothesis import given
from hypothesis import strategies as st

from smmgen.check.show.github import show
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Span

TEXT = st.text(st.sampled_from("a:,%\n\r=;")) | st.just("x\n::add-mask::y")


@given(TEXT, TEXT, TEXT)
def test_no_text_can_start_a_command_of_its_own(path, message, hint):
    finding = Diagnostic(code="AAA001", severity="error", span=Span(path), message=message, hint=hint)
    text = show([finding], {})
    assert text.count("\n") == 1
    assert "\r" not in text
    head, properties, _ = text.split(" ", 1)[0], *text.split(" ", 1)[1].split("::", 1)
    assert head == "::error"
    assert [part.partition("=")[0] for part in properties.split(",")] == [
        "file", "line", "endLine", "col", "endColumn", "title"
    ]  # fmt: skip
