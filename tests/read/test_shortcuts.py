"""The parser leaves out rules that a text gives no reason for; what it reads is what all of them read."""

from unittest.mock import patch

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin

from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Document
from smmgen.read.front_matter import decode
from smmgen.read.markdown import read_markdown
from smmgen.read.schema import Reading

_PIECES = (
    *(
        "word",
        "чай",
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\n- ",
        "\n> ",
        "\n1. ",
        "\n# ",
        "\n::: only tg\n",
    ),
    *("*", "**", "_", "~~", "`", "```", "\\", "[", "]", "](x)", "]: x", "![", "<", "<https://x.io>", "&amp;"),
    *(
        "!",
        "#tag",
        "@who",
        "---",
        "- -",
        "\n___\n",
        "===",
        "\n=",
        "\n- ",
        "\n-\n",
        "\r",
        "|",
        "\n|-|\n",
        "https://x.io",
        ":::\n",
        "\0",
        "\u00a0",
        "\u2028",
    ),
)


def _whole() -> MarkdownIt:
    """Return the parser with every rule there is for our kind of text."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 40}).enable(["table", "strikethrough"])
    parser.use(container_plugin, "select", validate=lambda *_: True)
    return parser.disable(["html_block", "html_inline"])


WHOLE = _whole()


def _read(text: str) -> tuple[Document, list[Diagnostic]]:
    source, _ = decode("content/posts/example.md", text.encode())
    reading = Reading(source)
    return read_markdown(reading, source.text), reading.findings


@given(st.lists(st.sampled_from(_PIECES), max_size=24).map("".join))
def test_what_is_left_out_would_have_changed_nothing(text: str):
    read = _read(text)
    with patch("smmgen.read.markdown._parser", lambda _: WHOLE):
        assert read == _read(text)


_SIGNS = ("x", "é", "(", ")", "&amp;", "\\", "<", ">", " ", "\n", "\t", "\x7f", "https://x.io/", '"t"', "*")


@example("x(y)z")
@example("x&amp;y")
@example("x\\)y")
@example("<x y>")
@given(st.lists(st.sampled_from(_SIGNS), max_size=8).map("".join))
def test_a_link_leads_where_the_parser_says(address: str):
    read = _read(f"[a]({address}) *b*")
    with patch("smmgen.read.markdown._parser", lambda _: WHOLE):
        assert read == _read(f"[a]({address}) *b*")
