"""What Meta's networks tell of a post's readers, metric by metric: one that is unknown fails the whole call.

Source: Pages API, "Page Insights", with the metrics withdrawn in 2025 and 2026; Instagram Platform, "Media
Insights"; Threads API, "Insights"; read 2026-11.
"""

from collections.abc import Callable, Mapping
from typing import Any

from smmgen.sandbox.graph_answer import wrong
from smmgen.sandbox.graph_asked import Asked

Known = Mapping[str, Callable[[], Any]]
"""What each metric says."""


def insights(asked: Asked, name: str, known: Known, unknown: str, period: str = "lifetime") -> dict[str, Any]:
    """Return the metrics that are asked for; `unknown` is what the network says of another."""
    wanted = asked.items("metric")
    if not wanted:
        raise wrong("The parameter metric is required")
    for number, metric in enumerate(wanted):
        if metric not in known:
            raise wrong(unknown.format(number=number, known=", ".join(known)))
    return {"data": [_row(name, metric, known[metric](), period) for metric in wanted]}


def _row(name: str, metric: str, value: Any, period: str) -> dict[str, Any]:
    title = metric.replace("_", " ").capitalize()
    told = {"values": [{"value": value}]} if period == "lifetime" else {"total_value": {"value": value}}
    return {
        "name": metric,
        "period": period,
        **told,
        "title": title,
        "description": f"{title}.",
        "id": f"{name}/insights/{metric}/{period}",
    }
