"""Who owes what by when: topics to find, posts to write, finish and approve."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from smmgen.check.rules.plan_due import NEAR_DAYS
from smmgen.model.brand import Brand
from smmgen.model.plan import Plan, Topic
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.strategy import Person, Strategy
from smmgen.scaffold.drafting import owner_of

Work = Literal["find a topic", "write", "finish", "approve", "move or delete"]

_BEFORE: dict[Work, int] = {
    "find a topic": 7,
    "write": NEAR_DAYS,
    "finish": 2,
    "approve": 1,
    "move or delete": 0,
}
"""Days before a post's date by which a piece of work is due: each leaves a day for the next one."""

NOBODY = "nobody"
PAST_DAYS = 14
"""What should have gone out longer ago is not asked for any more."""


class Task(Struct, frozen=True, order=True):
    """A piece of work: due by a day, owed by somebody, for the post of `day`; `place` is the file to open."""

    due: date
    who: str
    work: Work
    title: str
    day: date
    place: str


def tasks(project: Project, today: date, days: int) -> tuple[Task, ...]:
    """Return all work that is due within so many days, or overdue, in order of the day it is due."""
    until, since = today + timedelta(days=days), today - timedelta(days=PAST_DAYS)
    found = [task for task in _all(project, today) if task.due <= until and task.day >= since]
    return tuple(sorted(found))


def _all(project: Project, today: date) -> Iterator[Task]:
    posts = {post.id: post for post in project.posts}
    named = {topic.post for plan in project.plans for topic in plan.topics}
    for plan in project.plans:
        for topic in plan.topics:
            if topic.date:
                yield from _of_row(project, plan, topic, topic.date, posts.get(topic.post), today)
    for post in project.posts:
        if post.id not in named and post.publish_at:
            yield from _of_post(project, post, post.publish_at.date, "", today)


def _of_row(
    project: Project, plan: Plan, topic: Topic, day: date, post: Post | None, today: date
) -> Iterator[Task]:
    if post is not None:
        yield from _of_post(project, post, day, topic.owner, today)
        return
    if topic.post:
        return  # PLA001 tells of a post that is not there
    work: Work = "find a topic" if topic.is_open else "write"
    who = topic.owner or _owner(project.strategy, topic.rubric)
    place = f"{plan.source.path}:{topic.span.line}"
    yield _task(work if day >= today else "move or delete", (who,), topic.topic, day, place)[0]


def _of_post(project: Project, post: Post, day: date, owner: str, today: date) -> Iterator[Task]:
    who = owner or post.owner or _owner(project.strategy, post.rubric)
    title, place = post.title or post.id, post.source.path
    if post.status in ("ready", "paused"):
        return
    if day < today:
        yield from _task("move or delete", (who,), title, day, place)
    elif post.status == "review":
        yield from _task("approve", reviewers(project, post, who), title, day, place)
    else:
        yield from _task("finish", (who,), title, day, place)


def _task(work: Work, people: tuple[str, ...], title: str, day: date, place: str) -> list[Task]:
    due = day - timedelta(days=_BEFORE[work])
    return [Task(due, who or NOBODY, work, title, day, place) for who in people or (NOBODY,)]


def _owner(strategy: Strategy | None, rubric: str) -> str:
    return owner_of(rubric, strategy) if strategy else ""


def reviewers(project: Project, post: Post, writer: str) -> tuple[str, ...]:
    """Return who may approve a post: its reviewers, else its owners, but not who wrote it."""
    people = approvers(project.strategy, project.brand, post)
    others = [person for person in people if person.name != writer]
    named = [person.name for person in others if person.role == "reviewer"]
    return tuple(named or [person.name for person in others])


def approvers(strategy: Strategy | None, brand: Brand, post: Post) -> tuple[Person, ...]:
    """Return who answers for a post: owners and reviewers of its rubric and of one of its accounts."""
    rubric = brand.rubrics.get(post.rubric)
    accounts = set(post.accounts or (rubric.accounts if rubric and rubric.accounts else brand.accounts))
    return tuple(
        person
        for person in (strategy.people.values() if strategy else ())
        if person.role != "contractor"
        and (not person.rubrics or post.rubric in person.rubrics)
        and (not person.accounts or accounts & set(person.accounts))
    )


def as_text(found: tuple[Task, ...], today: date) -> str:
    """Return the work, person by person, each with what is due first."""
    if not found:
        return "Nobody owes anything.\n"
    lines: list[str] = []
    for who in sorted({task.who for task in found}):
        own = [task for task in found if task.who == who]
        lines += ["", f"{who}: {len(own)}"] if lines else [f"{who}: {len(own)}"]
        lines += [
            f"  {when(task.due, today):<12} {task.work:<14} {task.title} ({task.day})  {task.place}"
            for task in own
        ]
    return "\n".join(lines) + "\n"


def when(due: date, today: date) -> str:
    """Return a day as seen from today."""
    days = (due - today).days
    if days < 0:
        return f"{-days} d late"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def as_data(found: tuple[Task, ...], today: date) -> dict[str, object]:
    """Return the work for programs."""
    rows = [
        {
            "due": str(task.due),
            "who": task.who,
            "work": task.work,
            "title": task.title,
            "date": str(task.day),
            "place": task.place,
        }
        for task in found
    ]
    return {"version": 1, "today": str(today), "tasks": rows}
