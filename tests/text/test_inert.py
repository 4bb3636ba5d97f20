"""What is shown in a job's log commands nothing, and can be copied."""

import pytest

from smmgen.text.inert import tame


@pytest.mark.parametrize(
    "line",
    [
        "    hint: Write `::: only tg`, or `::: instead tg`.",
        "content/posts/sale.md:5:1: MDN001 A block ::: has no end.",
        "tg: a::b and std::vec::Vec",
        "## A heading, and ## [a link]",
    ],
)
def test_what_commands_nothing_stays_as_it_was_written(line):
    assert tame(line) == line


@pytest.mark.parametrize(
    "text",
    ["::error file=a::b", "  ::set-output name=a::b", "a title\n::stop-commands::x", "\u00a0\u2003::debug::x", "x ##[error]y"],
)  # fmt: skip
def test_no_line_is_a_command_to_a_runner(text):
    lines = tame(text).split("\n")
    assert [line for line in lines if line.strip().startswith("::") or "##[" in line] == []
    assert tame(text).replace("\u200b", "").replace("> ::", "::") == text


def test_a_block_can_be_copied_out_of_a_log():
    assert "\u200b" not in tame("  ::: only tg")
