from datetime import date

import pytest

from smmgen.model.fault import UsageError
from smmgen.model.project import Project
from smmgen.scaffold.code_owners import code_owners, with_block
from smmgen.scaffold.todo import as_text, tasks
from tests.scaffold.planning import STRATEGY, project

TODAY = date(2027, 1, 10)
PEOPLE = """\
people:
  anna: {role: owner, github: anna-k}
  lev: {role: reviewer, github: lev-m, rubrics: [tips]}
  mira: {role: contractor, github: mira-c}
  jonas: {role: owner, accounts: [tg-ru]}
"""
PLAN = """\
---
month: 2027-01
---
| date | rubric | topic | accounts | owner | post |
|---|---|---|---|---|---|
| 2027-01-12 | tips | Grind fresh | tg | mira | |
| 2027-01-14 | news | News: … | tg | | |
| 2027-01-13 | tips | Weigh it | tg | mira | weigh-it |
| 2027-01-11 | news | A draft | tg | anna | a-draft |
| 2027-01-15 | news | Ready | tg | anna | all-ready |
| 2027-01-05 | news | Missed | tg | anna | |
| 2027-01-30 | news | Far away | tg | anna | |
"""


def post(status: str, day: int, rubric: str = "news", more: str = "") -> str:
    return f"---\ntitle: A post\nstatus: {status}\nrubric: {rubric}\naccounts: [tg]\npublish_at: 2027-01-{day:02} 10:00\n{more}---\nText.\n"


def world(people: str = PEOPLE, **posts: str) -> Project:
    files = {
        "content__posts__weigh_it": post("review", 13, "tips"),
        "content__posts__a_draft": post("draft", 11),
        "content__posts__all_ready": post("ready", 15),
        "content__posts__unplanned": post("idea", 12, more="owner: jonas\n"),
        **posts,
    }
    return project(STRATEGY.replace("cadence", f"{people}cadence", 1), plans__2027_01=PLAN, **files)


def test_everybody_sees_what_they_owe_and_by_when() -> None:
    assert as_text(tasks(world(), TODAY, 7), TODAY) == (
        "anna: 2\n"
        "  5 d late     move or delete Missed (2027-01-05)  plans/2027-01.md:11\n"
        "  1 d late     finish         A post (2027-01-11)  content/posts/a-draft.md\n"
        "\n"
        "jonas: 1\n"
        "  today        finish         A post (2027-01-12)  content/posts/unplanned.md\n"
        "\n"
        "lev: 1\n"
        "  in 2 days    approve        A post (2027-01-13)  content/posts/weigh-it.md\n"
        "\n"
        "mira: 1\n"
        "  1 d late     write          Grind fresh (2027-01-12)  plans/2027-01.md:6\n"
        "\n"
        "nobody: 1\n"
        "  3 d late     find a topic   News: … (2027-01-14)  plans/2027-01.md:7\n"
    )


def test_a_reviewer_does_not_approve_what_they_wrote() -> None:
    plan = world(content__posts__weigh_it=post("review", 13, "tips", "owner: lev\n"))
    found = [task.who for task in tasks(plan, TODAY, 30) if task.work == "approve"]
    assert found == ["lev"]  # the plan names mira as the writer
    alone = "people: {lev: {role: reviewer}, mira: {role: contractor}}\n"
    rows = [
        task.who
        for task in tasks(
            world(alone, content__posts__unplanned=post("review", 12, more="owner: lev\n")), TODAY, 30
        )
    ]
    assert rows.count("nobody") == 1  # what lev wrote: the contractor approves nothing


@pytest.mark.parametrize(("days", "number"), [(0, 5), (2, 6), (30, 7)])
def test_work_is_seen_so_many_days_ahead(days: int, number: int) -> None:
    assert len(tasks(world(), TODAY, days)) == number


def test_where_all_is_done_nobody_owes_anything() -> None:
    assert as_text((), TODAY) == "Nobody owes anything.\n"


def test_code_owners_come_from_people() -> None:
    made = code_owners(world(), TODAY)
    lines = made.text.splitlines()
    assert lines[1] == "/content/ @anna-k"
    assert "/content/posts/weigh-it.md @anna-k @lev-m" in lines
    assert not any("mira" in line or "a-draft" in line for line in lines)
    assert made.notes == ("jonas has no name on GitHub, so cannot be asked there.",)


def test_posts_of_the_past_need_no_line() -> None:
    assert "weigh-it" not in code_owners(world(), date(2027, 5, 1)).text


def test_lines_of_ones_own_stay_and_the_block_is_replaced() -> None:
    block = code_owners(world(), TODAY).text
    once = with_block("/docs/ @me\n", block)
    assert once.startswith("/docs/ @me\n\n# smmgen plan owners")
    assert with_block(once + "/last/ @you\n", block) == once + "/last/ @you\n"


def test_without_people_there_is_nothing_to_write() -> None:
    with pytest.raises(UsageError, match=r"Name in plans/strategy\.md who approves"):
        code_owners(project(), TODAY)
