"""What the rules of plans leave alone, and the words that they use."""

from datetime import UTC, datetime

import pytest

from smmgen.check.clock import Clock
from smmgen.check.context import make_context
from smmgen.check.rules.plan_due import row_without_post
from smmgen.pipeline import load
from smmgen.read.tree import Memory
from tests.check.world import BRAND, found

AT = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)


def plan(rows: str, front: str = "") -> dict[str, str]:
    head = "| date | topic | accounts | owner | post |\n|---|---|---|---|---|\n"
    return {"plans/2026-12.md": f"---\nmonth: 2026-12\n{front}\n---\n{head}{rows}\n"}


def row(day: int, topic: str = "A topic", accounts: str = "tg", owner: str = "", post: str = "") -> str:
    return f"| 2026-12-{day:02} | {topic} {day if topic == 'A topic' else ''} | {accounts} | {owner} | {post} |\n"


DUE = [(10, "today"), (11, "tomorrow"), (13, "in 3 days")]


@pytest.mark.parametrize(("day", "when"), DUE)
def test_a_row_without_a_post_is_told_when_it_is_near(day: int, when: str) -> None:
    (finding,) = found(plan(row(day)), "PLA008", AT)
    assert finding.message == f"“A topic {day}” is due {when} and has no post."
    assert (finding.span.line, finding.span.column) == (7, 3)


@pytest.mark.parametrize("line", [row(9), row(14), row(10, post="sale")])
def test_rows_that_are_past_or_far_or_have_a_post_are_left_alone(line: str) -> None:
    assert not found(plan(line), "PLA008", AT)


def test_an_account_that_starves_is_told_with_its_numbers() -> None:
    rows = "".join(row(day) for day in (1, 5, 9))
    (finding,) = found(plan(rows, "cadence: {tg: 3}"), "PLA010", AT)
    assert finding.message == "“tg” gets 3 posts; 3 a week make 13."


def test_a_plan_that_is_being_written_is_left_alone_until_its_month_begins() -> None:
    begun = plan(row(1) + row(2), "cadence: {tg: 3}\nkey_dates: [{date: 2026-12-24, name: Eve}]")
    before = datetime(2026, 11, 20, tzinfo=UTC)
    assert not found(begun, "PLA010", before)
    assert found(begun, "PLA010", AT)
    assert not found(begun, "PLA015", AT)
    assert found(begun, "PLA015", datetime(2026, 12, 18, tzinfo=UTC))


def test_a_row_without_accounts_feeds_all_of_the_cadence() -> None:
    rows = "".join(row(day, accounts="") for day in range(1, 31, 2))
    assert not found(plan(rows, "cadence: {tg: 3, bsky: 3}"), "PLA010", AT)


def test_a_seldom_account_may_be_silent_for_long() -> None:
    rows = row(1) + row(15)
    assert not found(plan(rows, "cadence: {tg: 1}"), "PLA011", AT)
    assert found(plan(rows, "cadence: {tg: 2}"), "PLA011", AT)[0].message.startswith(
        "“tg” is silent for 14 days"
    )


def test_an_account_of_many_posts_may_have_several_a_day() -> None:
    rows = "".join(row(1, f"Topic {number}") for number in range(3))
    assert found(plan(rows, "cadence: {tg: 7}"), "PLA012", AT)
    assert not found(plan(rows, "cadence: {tg: 14}"), "PLA012", AT)


def test_a_topic_of_an_earlier_month_is_told_with_its_place() -> None:
    earlier = "---\nmonth: 2026-11\n---\n| date | topic |\n|---|---|\n| 2026-11-02 | Winter, sale |\n"
    (finding,) = found({**plan(row(1, "winter sale")), "plans/2026-11.md": earlier}, "PLA013", AT)
    assert finding.message == "“winter sale” is planned already, in plans/2026-11.md:6."


@pytest.mark.parametrize("topic", ["Know-how: …", "Questions", "—"])
def test_open_and_recurring_topics_may_come_again(topic: str) -> None:
    strategy = "---\nrecurring: [{topic: Questions, rubric: news, every: Tue, since: 2026-01-01}]\n---\n"
    files = {**plan(row(1, topic) + row(8, topic)), "plans/strategy.md": strategy}
    assert not found(files, "PLA013", AT)


def test_a_month_with_nothing_in_it_is_left_alone() -> None:
    empty = plan("", "cadence: {tg: 3}\nkey_dates: [{date: 2026-12-24, name: Eve}]")
    for code in ("PLA008", "PLA010", "PLA011", "PLA015"):
        assert not found(empty, code, AT)


def test_a_month_that_says_why_it_has_no_goals_is_told_once() -> None:
    strategy = "---\ngoals: [{name: A, metric: Orders, target: 5, by: 2027-01-01}]\n---\n"
    assert found({**plan(row(1)), "plans/strategy.md": strategy}, "PLA016", AT)
    assert not found({**plan(row(1), "goals: []"), "plans/strategy.md": strategy}, "PLA016", AT)


def test_a_week_counts_from_monday() -> None:
    strategy = {"plans/strategy.md": "---\npeople: {lev: {capacity: 2}}\n---\n"}
    over = row(7, owner="lev") + row(10, owner="lev") + row(13, owner="lev")
    (finding,) = found({**plan(over), **strategy}, "PLA014", AT)
    assert finding.message == "lev has 3 posts in the week of 2026-12-07; 2 is the most."
    assert not found({**plan(over.replace("12-13", "12-14")), **strategy}, "PLA014", AT)


def test_what_was_found_holds_until_the_day_ends() -> None:
    tree = Memory({"smmgen.yaml": BRAND, **plan(row(13))})
    project = load(tree).project
    assert project
    context = make_context(project, (), tree, Clock(AT))
    assert len(list(row_without_post.find(project.plans[0], context))) == 1
    assert context.clock.until.isoformat() == "2026-12-10T23:00:00+00:00"
