"""Compare the pictures of two builds, two folders or two files, and show what a person would see."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from PIL import Image

from smmgen.build.output import Output
from smmgen.build.pages import Pages, write_assets
from smmgen.build.view import Look
from smmgen.build.wording import Words
from smmgen.cards.difference import Difference, compare, heat
from smmgen.model.fault import UsageError

State = Literal["changed", "alike", "new", "gone"]
_ENDINGS = (".jpg", ".jpeg", ".png", ".webp", ".gif")
_MOST_PIXELS = 60_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One picture on both sides: its name, its files, and the difference where there are two.

    `alike` are those that a person could not tell apart, or that are the same bytes.
    """

    name: str
    state: State
    base: Path | None = None
    head: Path | None = None
    difference: Difference | None = None


def pictures(place: Path) -> Mapping[str, Path]:
    """Return the pictures of a build by post, account and place, of another folder by path, or one file.

    Raises `UsageError` where there is nothing.
    """
    if place.is_file():
        return {"": place}
    found = dict(_of_manifest(place)) if (place / "manifest.json").is_file() else {}
    if not found:
        files = (path for path in sorted(place.rglob("*")) if path.suffix.lower() in _ENDINGS)
        found = {path.relative_to(place).as_posix(): path for path in files}
    return found


def _of_manifest(folder: Path) -> Iterator[tuple[str, Path]]:
    try:
        posts = json.loads((folder / "manifest.json").read_text("utf-8"))["posts"]
        for post, about in posts.items():
            for account, variant in about["variants"].items():
                for message in variant["messages"]:
                    yield from _of_message(folder, f"{post}/{account}/{message['number'] + 1}", message)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(f"{folder / 'manifest.json'} is no manifest of smmgen.") from None


def _of_message(folder: Path, name: str, message: Mapping[str, Any]) -> Iterator[tuple[str, Path]]:
    for number, file in enumerate(message["media"], start=1):
        yield f"{name}.{number}", folder / file["path"]
    card = message.get("link_card") or {}
    if card.get("media"):
        yield f"{name}.link", folder / card["media"]["path"]


def compare_all(base: Mapping[str, Path], head: Mapping[str, Path]) -> tuple[Compared, ...]:
    """Compare the pictures of both sides by name; what changed most comes first, what is alike last."""
    known: dict[tuple[bytes, bytes], Difference | None] = {}
    found = [_compared(name, base.get(name), head.get(name), known) for name in dict.fromkeys([*base, *head])]
    order = {"changed": 0, "new": 1, "gone": 2, "alike": 3}
    return tuple(sorted(found, key=lambda one: (order[one.state], -_share(one), one.name)))


def _share(one: Compared) -> float:
    return one.difference.share if one.difference else 0


def _compared(
    name: str, base: Path | None, head: Path | None, known: dict[tuple[bytes, bytes], Difference | None]
) -> Compared:
    if base is None or head is None:
        return Compared(name=name, state="new" if base is None else "gone", base=base, head=head)
    one, other = _bytes(base), _bytes(head)
    if (one, other) not in known:
        same = one == other
        known[one, other] = None if same else compare(_opened(base, one), _opened(head, other))
    difference = known[one, other]
    state: State = "changed" if difference and difference.is_visible else "alike"
    return Compared(name=name, state=state, base=base, head=head, difference=difference)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise UsageError(f"{path} cannot be read: {fault.strerror or fault}.") from None


def _opened(path: Path, data: bytes) -> Image.Image:
    try:
        opened = Image.open(BytesIO(data))
        if opened.width * opened.height > _MOST_PIXELS:
            raise UsageError(f"{path} has {opened.width} × {opened.height} pixels; 60 million are the most.")
        return opened.convert("RGB")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise UsageError(f"{path} is no picture that can be opened.") from None


def as_text(compared: Sequence[Compared]) -> str:
    """Return a table of what changed, and a line of counts."""
    shown = [_row(one) for one in compared if one.state != "alike"]
    widths = [max(len(cell) for cell in column) for column in zip(*shown, strict=True)] if shown else []
    lines = [
        "  ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip() for row in shown
    ]
    counts = [f"{number} {state}" for state, number in summary(compared).items() if number]
    return "\n".join([*lines, f"{', '.join(counts) or 'no pictures'}."]) + "\n"


def _row(one: Compared) -> tuple[str, ...]:
    if one.difference is None:
        return (one.state, one.name, "", "", "")
    found = one.difference
    size = "another size" if found.is_resized else found.where
    return (one.state, one.name, f"{found.share:.1%}", f"ΔE {found.most:.0f}", size)


def summary(compared: Iterable[Compared]) -> Mapping[State, int]:
    """Return how many pictures there are of each state."""
    counts: dict[State, int] = {"changed": 0, "new": 0, "gone": 0, "alike": 0}
    for one in compared:
        counts[one.state] += 1
    return counts


def as_data(compared: Sequence[Compared]) -> Mapping[str, Any]:
    """Return all that was found, for JSON; shares and parts are 0 to 1, differences ΔE of CIE 1976."""
    return {"version": 1, "pictures": [_data(one) for one in compared], "summary": dict(summary(compared))}


def _data(one: Compared) -> Mapping[str, Any]:
    found = one.difference
    return {
        "picture": one.name,
        "state": one.state,
        "base": str(one.base) if one.base else None,
        "head": str(one.head) if one.head else None,
        "share": round(found.share, 5) if found else None,
        "most": round(found.most, 1) if found else None,
        "mean": round(found.mean, 2) if found else None,
        "part": [round(edge, 4) for edge in found.part] if found and found.part else None,
        "is_resized": found.is_resized if found else None,
    }


def write_comparison(
    compared: Sequence[Compared],
    sides: tuple[str, str],
    output: Output,
    pages: Pages,
    look: Look,
    words: Words,
) -> None:
    """Write `index.html`: what changed, before and after, and where; with the pictures it shows."""
    rows = [one for one in compared if one.state != "alike"]
    shown = [(one, *_files(one, number, output)) for number, one in enumerate(rows, start=1)]
    write_assets(output)
    page = pages.render(
        "comparison.html", root="", look=look, w=words, shown=shown, sides=sides, counts=summary(compared)
    )
    output.put("index.html", page)
    output.sweep()


def _files(one: Compared, number: int, output: Output) -> tuple[str, str, str]:
    names = []
    for side, path in (("before", one.base), ("after", one.head)):
        name = f"images/{number}-{side}{path.suffix}" if path else ""
        if path:
            output.put(name, _bytes(path))
        names.append(name)
    spot = ""
    if one.base and one.head:
        file = BytesIO()
        heat(_opened(one.base, _bytes(one.base)), _opened(one.head, _bytes(one.head))).save(file, "PNG")
        spot = f"images/{number}-difference.png"
        output.put(spot, file.getvalue())
    return names[0], names[1], spot
