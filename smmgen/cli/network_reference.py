"""Write what each network takes, from the adapters themselves: `python -m smmgen.cli.network_reference`.

It writes `docs/networks/README.md`, the list of networks in `README.md`, the table of promises in
`docs/publishing.md` and that of numbers in `docs/metrics.md`, in the folder where it is run.
"""

from collections.abc import Iterator
from pathlib import Path

from smmgen.adapter import Ability, Adapter, Limits, adapter, adapter_names
from smmgen.cli.metrics_reference import with_numbers
from smmgen.cli.promise_reference import PROMISES, kind_of, with_promises
from smmgen.model.brand import Account

HEAD = """\
# Networks

What each network takes and what smmgen can do there, written from the adapters themselves. A network's page
tells how to set it up, its keys, and what a post becomes there. An account may have other limits than these,
where a key or the server itself says so.
"""

TAKES = """\
## What a message may have

A dash says that the network has no such thing, or that smmgen cannot use it yet.
"""

DOES = """\
## What smmgen can do there

A post goes out once. “Cut off” tells what happens where nobody saw how the call that publishes it ended, and
[how publishing survives crashes](../publishing.md) tells why.
"""

START, END = "<!-- networks: python -m smmgen.cli.network_reference -->", "<!-- end -->"
"""Between these lines of README.md stands the list of networks."""

NONE = "–"


def page() -> str:
    """Return the page, in Markdown: the networks in order of their titles."""
    networks = _networks()
    limits = {network.name: network.limits(_account(network)) for network in networks}
    takes = _table([_takes(network, limits[network.name]) for network in networks])
    does = _table([_does(network) for network in networks])
    return "\n".join([HEAD, TAKES, *takes, "", DOES, *does, ""])


def listed() -> str:
    """Return the sentence of README.md that names all networks and links their pages."""
    links = [f"[{network.title}](docs/networks/{network.name}.md)" for network in _networks()]
    named = ",\n".join([*links[:-2], " and\n".join(links[-2:])])
    return f"{START}\n{named}\nwork today; [a table](docs/networks/README.md) tells what each takes.\n{END}"


def with_table(publishing: str) -> str:
    """Return docs/publishing.md's text with the table of promises as it is now."""
    return with_promises(publishing, _networks())


def with_metrics(metrics: str) -> str:
    """Return docs/metrics.md's text with the tables of numbers as they are now."""
    return with_numbers(metrics, _networks())


def with_list(readme: str) -> str:
    """Return README.md's text with the list of networks as it is now."""
    before, _, rest = readme.partition(START)
    return before + listed() + rest.partition(END)[2]


def _networks() -> list[Adapter]:
    return sorted(map(adapter, adapter_names()), key=lambda network: network.title.lower())


def _account(network: Adapter) -> Account:
    return Account(name=network.name, network=network.name)


Row = dict[str, str]
"""One network's cells, by the names of their columns."""


def _table(rows: list[Row]) -> Iterator[str]:
    yield f"| {' | '.join(rows[0])} |"
    yield "|" + "---|" * len(rows[0])
    yield from (f"| {' | '.join(row.values())} |" for row in rows)


def _takes(network: Adapter, limits: Limits) -> Row:
    def if_able(ability: Ability, said: str = "yes") -> str:
        return said if ability in network.abilities else NONE

    poll, comment = limits.poll, limits.comment or limits.text
    return {
        "network": _link(network),
        "text": _text(limits),
        "title": f"{limits.title} characters" if limits.title else NONE,
        "picture": if_able("image", _picture(limits)),
        "album": if_able("album", f"up to {limits.images}"),
        "text of a picture": f"{limits.alt} characters" if limits.alt else NONE,
        "video": if_able("video", _video(limits)),
        "poll": if_able("poll", f"{poll.options} options" if poll else "yes"),
        "link card": if_able("link-card"),
        "thread": if_able("thread"),
        "first comment": if_able("first-comment", f"{comment} {limits.unit}"),
        "answer to a post": if_able("reply"),
        "repost of a post": if_able("repost"),
    }


def _picture(limits: Limits) -> str:
    what = "it or a video" if limits.video else "it"
    return f"{_megabytes(limits.image_bytes)}{f'; {what} is needed' if limits.needs_media else ''}"


def _text(limits: Limits) -> str:
    with_media = f", {limits.text_with_media} with a picture" * (limits.text_with_media != limits.text)
    return f"{limits.text} {limits.unit}{with_media}"


def _video(limits: Limits) -> str:
    if limits.video is None:
        return "yes"
    least, most = limits.video.seconds
    return f"{_megabytes(limits.video.bytes)}, {least:g} s to {_time(most)}"


def _does(network: Adapter) -> Row:
    def if_given(part: object) -> str:
        return "yes" if part else NONE

    return {
        "network": _link(network),
        "cut off": PROMISES[kind_of(network)].short,
        "finds its own posts": if_given(network.recent),
        "edit": if_given(network.edit),
        "retract": if_given(network.retract),
        "tells who it is": if_given(network.identify),
        "needs hosting": "yes, of pictures and videos" if network.fetches_media else "no",
    }


def _link(network: Adapter) -> str:
    return f"[{network.title}]({network.name}.md)"


def _megabytes(size: int) -> str:
    return f"{size // 2**20} MiB" if size % 2**20 == 0 else f"{size / 1e6:g} MB"


def _time(seconds: float) -> str:
    return next(
        f"{seconds / part:g} {unit}"
        for part, unit in ((3600, "h"), (60, "min"), (1, "s"))
        if (seconds >= part and seconds % part == 0) or part == 1
    )


if __name__ == "__main__":
    Path("docs/networks/README.md").write_text(page(), "utf-8")
    for name, brought in (
        ("README.md", with_list),
        ("docs/publishing.md", with_table),
        ("docs/metrics.md", with_metrics),
    ):
        path = Path(name)
        path.write_text(brought(path.read_text("utf-8")), "utf-8")
