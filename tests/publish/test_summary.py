"""The page of a job: nothing that a post or a network says can change how the page looks, or call anybody."""

from datetime import UTC, datetime
from typing import Any

import pytest

from smmgen.model.delivery import DeliveryId
from smmgen.publish.report import Ending, Line, Report
from smmgen.publish.summary import summary
from tests.publish.stage import DUE


def line(outcome: Ending, **more: Any) -> Line:
    return Line(id=DeliveryId("tg", "sale", 0), network="telegram", outcome=outcome, **more)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("a | b", "a \\| b"),
        ("<script>alert(1)</script>", "\\<script\\>alert\\(1\\)\\</script\\>"),
        ("::add-mask::x\n::stop", "::add\\-mask::x ::stop"),
        ("![x](https://evil.example)", "\\!\\[x\\]\\(https://evil.example\\)"),
        ("ask @anna", "ask @\u200banna"),
    ],
)
def test_words_from_outside_are_only_words(said: str, shown: str) -> None:
    page = summary(Report(DUE, (line("failed", error=said),)))
    assert shown in page
    assert not any(row.startswith("::") for row in page.splitlines())


def test_a_quiet_run_is_one_line() -> None:
    assert summary(Report(datetime(2026, 12, 1, tzinfo=UTC), ())) == "## Nothing is due\n"


def test_what_a_person_must_do_stands_first() -> None:
    lines = (
        line("published", url="https://t.me/northwind/1"),
        line("unknown", error="cut off", retry_at=DUE),
        line("held", error="too late", is_stuck=True),
    )
    page = summary(Report(DUE, lines, notes=("tg: the secret ends soon",)))
    heads = [row for row in page.splitlines() if row.startswith("#")]
    assert heads == [
        "## 1 published, 1 held, 1 unknown",
        "### Waits for you",
        "### Will be tried again",
        "### Went out",
    ]
    assert "- tg: the secret ends soon" in page
