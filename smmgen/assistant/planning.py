"""Tell of a month: its rows, what is missing, and what is due by whom."""

from typing import Annotated

from msgspec import Meta, Struct

from smmgen.assistant.checking import of_file
from smmgen.assistant.desk import Desk
from smmgen.assistant.findings import Finding, Summary, told
from smmgen.assistant.refused import Refused
from smmgen.assistant.tool import Answer, Asked, Told, Tool
from smmgen.model.fault import UsageError
from smmgen.model.plan import Plan, Topic
from smmgen.model.project import Project
from smmgen.scaffold.plan_list import status
from smmgen.scaffold.plan_pick import pick_plan
from smmgen.scaffold.todo import tasks


class PlanAsked(Asked, frozen=True, kw_only=True):
    """Which month, and how far ahead work is due."""

    month: Annotated[
        str, Meta(max_length=7, description="Such as 2027-01; default: this month, else the next planned.")
    ] = ""
    owner: Annotated[str, Meta(max_length=100, description="Only what this person has to do.")] = ""
    days: Annotated[int, Meta(ge=0, le=366, description="Work due within so many days.")] = 14


class Row(Struct, frozen=True):
    """A row of the plan; `status` is its post's, or “no topic” or “no post” where that is missing."""

    date: str
    time: str
    rubric: str
    topic: str
    accounts: tuple[str, ...]
    owner: str
    post: str
    status: str


class Work(Struct, frozen=True):
    """A piece of work: what, by whom, by which day, for the post of `date`; `place` is the file to open."""

    due: str
    who: str
    work: str
    title: str
    date: str
    place: str


class PlanTold(Told, frozen=True, kw_only=True):
    """A month's plan. `gaps` are rows without a topic or a post; `findings` are those of its file."""

    month: str
    path: str
    today: str
    goals: tuple[str, ...]
    key_dates: tuple[str, ...]
    rows: tuple[Row, ...]
    gaps: tuple[Row, ...]
    tasks: tuple[Work, ...]
    findings: tuple[Finding, ...]
    summary: Summary


def _plan(desk: Desk, asked: PlanAsked) -> Answer:
    look = desk.look()
    today = look.now.astimezone(look.brand.timezone).date()
    try:
        plan = pick_plan(look.project, asked.month or None, today)
    except UsageError as fault:
        raise Refused(str(fault)) from None
    rows = tuple(_row(one, look.project) for one in plan.topics)
    due = (one for one in tasks(look.project, today, asked.days) if _is_of(one.who, asked.owner))
    findings, summary = told(of_file(plan.source.path, look.checked.findings))
    shown = PlanTold(
        month=plan.month,
        path=plan.source.path,
        today=str(today),
        goals=tuple(_goals(plan)),
        key_dates=tuple(f"{one.date}: {one.name}" for one in plan.key_dates),
        rows=rows,
        gaps=tuple(one for one in rows if one.status in _MISSING and _is_of(one.owner, asked.owner)),
        tasks=tuple(Work(str(one.due), one.who, one.work, one.title, str(one.day), one.place) for one in due),
        findings=findings,
        summary=summary,
    )
    return Answer(shown)


_MISSING = ("no topic", "no post")


def _is_of(name: str, asked: str) -> bool:
    return not asked or name.casefold() == asked.casefold()


def _goals(plan: Plan) -> list[str]:
    return [f"{one.metric} of {one.account or 'all accounts'}: {one.target:g}" for one in plan.goals]


def _row(topic: Topic, project: Project) -> Row:
    state = status(topic, project)
    return Row(
        date=str(topic.date or ""),
        time=f"{topic.time:%H:%M}" if topic.time else "",
        rubric=topic.rubric,
        topic=topic.topic,
        accounts=topic.accounts,
        owner=topic.owner,
        post=topic.post,
        status="no topic" if topic.is_open and not topic.post else state,
    )


PLAN = Tool(
    name="plan",
    title="Plan",
    about="Tell of a month's content plan: its rows, which still need a topic or a post, what is due by "
    "whom, and where it misses its cadence or mix. Plans are changed by people; this writes nothing.",
    asked=PlanAsked,
    told=PlanTold,
    answer=_plan,
)
