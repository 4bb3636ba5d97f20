"""What did best last month, out of a table of numbers."""

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct

from smmgen.model.post import Post
from smmgen.read.rows import Row, read_rows
from smmgen.text.number import parse_amount


class Best(Struct, frozen=True):
    """A post that did better than usual: how many times as well, on average over what was counted."""

    post: str
    title: str
    rubric: str
    times: float


def best_posts(path: str, data: bytes, posts: Mapping[str, Post], most: int = 3) -> tuple[Best, ...]:
    """Return last month's best posts out of a table with the columns post, account, metric and value.

    Each number is held against the average of its account and metric, so that accounts of all sizes count
    alike. A post that is not in the repository any more is left out.
    """
    groups: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for row in read_rows(path, data).rows:
        if (value := _value(row)) is not None and row.cells.get("post") in posts:
            groups[row.cells.get("account", ""), row.cells.get("metric", "")].append(
                (row.cells["post"], value)
            )
    times: dict[str, list[float]] = defaultdict(list)
    for numbers in groups.values():
        average = sum(value for _, value in numbers) / len(numbers)
        for post, value in numbers if average else ():
            times[post].append(value / average)
    ranked = sorted(((-sum(found) / len(found), post) for post, found in times.items()))
    return tuple(
        Best(post, posts[post].title or post, posts[post].rubric, -score)
        for score, post in ranked[:most]
        if score < -1
    )


def _value(row: Row) -> float | None:
    found = parse_amount(row.cells.get("value", ""), "en")
    return found.value if found else None
