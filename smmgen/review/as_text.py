"""A change for people at a terminal; `[-gone-]` and `{+new+}` as git's word diff has them."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from smmgen.model.change import Change, Finding, PostChange
from smmgen.review import say
from smmgen.review.aspect import Accounts, Timing, Wording, aspects
from smmgen.review.excerpt import excerpt
from smmgen.text.difference import Piece
from smmgen.text.inert import tame

_MOST = 3000


def as_text(change: Change) -> str:
    """Return the posts with all that changes in each, the findings, and a line of counts.

    No line of it can be taken for a command by a runner of jobs, whatever the posts say.
    """
    zone = say.zone_of(change)
    lines = [line for post in change.posts for line in (*_post(post, change, zone), "")]
    lines += _findings("New findings", change.found)
    lines += _findings("Mended", change.mended)
    if not change.is_usable:
        lines.append("There is no usable smmgen.yaml any more, so nothing can be published.")
    counts = say.counts(change)
    lines.append(f"{counts[0].upper()}{counts[1:]}.")
    return "".join(f"{tame(line)}\n" for line in lines)


def _post(post: PostChange, change: Change, zone: ZoneInfo) -> Iterator[str]:
    told = aspects(post)
    yield f"{post.id}  {post.title}".rstrip()
    yield f"  {_file(post)}"
    if post.was:
        yield f"  {say.renamed(post)}"
    for accounts, timing in told.timings:
        yield from _timing(accounts, timing, post, change, zone)
    for accounts, wording in told.wordings:
        yield f"  {_names(accounts)}: {say.text(wording)}"
        yield from _quoted(wording)
    for accounts, detail in told.details:
        yield f"  {_names(accounts)}: {detail.what}: {detail.before or '–'} → {detail.after or '–'}"
    for accounts, words, _ in say.pictures(told.pictures):
        yield f"  {_names(accounts)}: {words}"


def _file(post: PostChange) -> str:
    return f"{post.source_before} → {post.source}" if post.source_before else post.source


def _timing(
    accounts: Accounts, timing: Timing, post: PostChange, change: Change, zone: ZoneInfo
) -> Iterator[str]:
    before, after = say.stand(timing.before, zone), say.stand(timing.after, zone)
    both = timing.before and timing.after and before != after
    when = f"{before} → {after}" if both else after if timing.after else before
    yield f"  {_names(accounts)}: {say.fate(timing, post)}, {when}"
    if late := say.lateness(timing, change.now):
        yield f"    {late}"


def _names(accounts: Accounts) -> str:
    return ", ".join(accounts)


def _quoted(wording: Wording) -> list[str]:
    return [f"    │ {line}" for line in _marked(excerpt(wording.pieces, _MOST)).split("\n")]


def _marked(pieces: Sequence[Piece]) -> str:
    marks = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
    return "".join(f"{marks[kind][0]}{text}{marks[kind][1]}" for kind, text in pieces)


def _findings(title: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    lines = [
        f"  {one.path}:{one.line}:{one.column}: {one.severity} {one.code}"
        f"{f' ({one.account})' if one.account else ''}: {one.message} {one.hint}".rstrip()
        for one in findings
    ]
    return [f"{title}:", *lines, ""]
