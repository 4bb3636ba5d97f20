"""Make drafts of the plan's rows, and write down in the plan which is whose."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from smmgen.model.brand import Brand
from smmgen.model.fault import UsageError
from smmgen.model.plan import Plan, Topic
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.source import Source
from smmgen.model.strategy import Strategy
from smmgen.scaffold.rhythm import apart
from smmgen.text.cell import cell_places, with_cell
from smmgen.text.slug import slug

_LONGEST = 48
"""Letters of a post's id made of a topic: it is in addresses and in the names of pictures."""


class Filled(Struct, frozen=True):
    """What came of a row: the post's id, and its new file; an empty path means that it was there already."""

    topic: Topic
    post: str
    path: str


class Filling(Struct, frozen=True):
    """What came of a plan: its rows that have a post now, and those that still need a topic."""

    filled: tuple[Filled, ...]
    open: tuple[Topic, ...]


def fill_plan(root: Path, project: Project, plan: Plan) -> Filling:
    """Make a draft for every row without a post, and name it in the plan's file, which else stays as it is.

    A row whose topic is still open is left. A post of the same id and day that no plan names is taken instead
    of made. Raises `UsageError` where the plan's file has changed since it was read, or has no column `post`.
    """
    column = post_column(plan)
    todo = [topic for topic in plan.topics if topic.date and not topic.post]
    ready = [topic for topic in todo if not topic.is_open]
    filled: list[Filled] = []
    try:
        for topic in ready:
            filled.append(_fill(root, project, topic, {one.post for one in filled}))
    finally:  # what was made is named, whatever came in between
        write_references(root, plan, column, {one.topic.span.line: one.post for one in filled})
    return Filling(tuple(filled), tuple(topic for topic in todo if topic not in ready))


def post_column(plan: Plan) -> int:
    """Return the number of the column `post`, from 0; raise `UsageError` where the table has none."""
    if not plan.topics:
        return 0
    head = _head(plan.source, plan.topics[0].span.line)
    names = [head[start:end].strip().lower() for start, end in cell_places(head)]
    if "post" not in names:
        raise UsageError(f"{plan.source.path}: the table needs a column `post`, which names each row's post.")
    return names.index("post")


def _head(source: Source, line: int) -> str:
    """Return the first line of the table that a row belongs to."""
    while line > 1 and "|" in source.line(line - 1):
        line -= 1
    return source.line(line)


def _fill(root: Path, project: Project, topic: Topic, taken: Iterable[str]) -> Filled:
    posts = {post.id: post for post in project.posts}
    named = {row.post for plan in project.plans for row in plan.topics if row.post} | set(taken)
    name = slug(topic.topic)[:_LONGEST].rstrip("-")
    if len(name) < 2:
        name = f"post-{topic.date}"
    if _is_same(posts.get(name), topic) and name not in named:
        return Filled(topic, name, "")
    name = _free(name, {*posts, *named})
    day = topic.date or date.min
    path = f"content/posts/{day:%Y-%m}/{day}-{name}.md"
    _write_new(root / path, draft_text(topic, project.brand, project.strategy))
    return Filled(topic, name, path)


def _is_same(post: Post | None, topic: Topic) -> bool:
    return post is not None and post.publish_at is not None and post.publish_at.date == topic.date


def _free(name: str, taken: set[str]) -> str:
    number = 2
    free = name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free


def draft_text(topic: Topic, brand: Brand, strategy: Strategy | None) -> str:
    """Return the draft of a row; where readers keep another clock, their account has its own time."""
    at = f" {topic.time:%H:%M}" if topic.time else ""
    lines = [f"title: {_quoted(topic.topic)}", f"publish_at: {topic.date}{at}", "status: draft"]
    lines += [f"rubric: {topic.rubric}"] if topic.rubric else []
    lines += [f"accounts: [{', '.join(topic.accounts)}]"] if topic.accounts else []
    lines += [f"owner: {_quoted(topic.owner)}"] if topic.owner else []
    if strategy and topic.date:
        times = apart(topic.time, topic.accounts, topic.date, brand, strategy)
        lines += ["variants:"] if times else []
        lines += [f"  {name}: {{publish_at: {topic.date} {at:%H:%M}}}" for name, at in times.items()]
    return "---\n" + "\n".join(lines) + "\n---\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _write_new(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already: delete or rename it first") from None


def write_references(root: Path, plan: Plan, column: int, posts: Mapping[int, str]) -> None:
    """Write posts into the rows of a plan by their lines; every other byte of the file stays.

    Raises `UsageError`, nothing written, where a row is not any more what was read.
    """
    if not posts:
        return
    path = root / plan.source.path
    text = path.read_bytes().decode("utf-8")
    lines = text.split("\n")
    for number, post in posts.items():
        line = lines[number - 1] if number <= len(lines) else ""
        if line.lstrip("\ufeff").rstrip("\r") != plan.source.line(number):
            raise UsageError(f"{plan.source.path}:{number} has changed in the meantime; run it again.")
        end = "\r" if line.endswith("\r") else ""
        lines[number - 1] = with_cell(line.removesuffix("\r"), column, post) + end
    path.write_bytes("\n".join(lines).encode("utf-8"))
