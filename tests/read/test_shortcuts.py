"""The parser leaves out rules that a text gives no reason for; what it reads is what all of them read."""

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin

from smmgen.read.markdown import _parser

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


@given(st.lists(st.sampled_from(_PIECES), max_size=24).map("".join))
def test_what_is_left_out_would_have_changed_nothing(text: str):
    text = f"{text}\n"
    assert [token.as_dict() for token in _parser(text).parse(text)] == [
        token.as_dict() for token in WHOLE.parse(text)
    ]
