"""What did best last month, out of a table of numbers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec import Struct

from smmgen.model.numbers import Counted
from smmgen.model.post import Post
from smmgen.read.rows import read_rows
from smmgen.text.number import parse_amount


class Best(Struct, frozen=True):
    """A post that did better than usual: how many times as well, on average over what was counted."""

    post: str
    title: str
    rubric: str
    times: float


def read_numbers(path: str, data: bytes) -> tuple[Counted, ...]:
    """Return the rows of a table with the columns post, account, metric and value; no row without a value."""
    rows = [row.cells for row in read_rows(path, data).rows]
    values = [parse_amount(cells.get("value", ""), "en") for cells in rows]
    return tuple(
        Counted(cells.get("post", ""), cells.get("account", ""), cells.get("metric", ""), value.value)
        for cells, value in zip(rows, values, strict=True)
        if value
    )


def best_posts(numbers: Iterable[Counted], posts: Mapping[str, Post], most: int = 3) -> tuple[Best, ...]:
    """Return last month's best posts out of its numbers.

    Each number is held against the average of its account and metric, so that accounts of all sizes count
    alike. A post that is not in the repository any more is left out.
    """
    groups: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for one in numbers:
        if one.post in posts:
            groups[one.account, one.metric].append((one.post, one.value))
    times: dict[str, list[float]] = defaultdict(list)
    for group in groups.values():
        average = sum(value for _, value in group) / len(group)
        for post, value in group if average else ():
            times[post].append(value / average)
    ranked = sorted(((-sum(found) / len(found), post) for post, found in times.items()))
    return tuple(
        Best(post, posts[post].title or post, posts[post].rubric, -score)
        for score, post in ranked[:most]
        if score < -1
    )
