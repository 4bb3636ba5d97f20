"""Each case: a body in Markdown, and what each network's form makes of it."""

from pathlib import Path

import pytest

from smmgen.markup.facets import facets
from smmgen.markup.html import html
from smmgen.markup.plain import plain
from smmgen.model.document import Blocks
from smmgen.model.source import Source
from smmgen.model.variant import Entity
from smmgen.read.markdown import read_markdown
from smmgen.read.schema import Reading
from tests.documents import cases, expect, given


@pytest.mark.parametrize("case", cases("markup"), ids=lambda case: case.stem)
def test_a_document_in_every_form(case: Path) -> None:
    text = given(case)
    blocks = read_markdown(Reading(Source("post.md", text)), text).blocks
    forms = {"HTML": html(blocks).text, "plain": plain(blocks).text, "with entities": _facets(blocks)}
    expect(case, "\n\n".join(f"--- {name} ---\n{form}" for name, form in forms.items()))


def _facets(blocks: Blocks) -> str:
    written = facets(blocks)
    return "\n".join([written.text, *(_line(written.text.encode(), one) for one in written.entities)])


def _line(text: bytes, entity: Entity) -> str:
    words = text[entity.start : entity.end].decode()
    return f"[{entity.start}:{entity.end}] {entity.kind} “{words}” {entity.value}"
