"""A change as the comment below a pull request, in GitHub's Markdown."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote
from zoneinfo import ZoneInfo

from smmgen.model.bundle import File
from smmgen.model.change import Change, Finding, PictureChange, PostChange
from smmgen.review import say
from smmgen.review.aspect import Accounts, Aspects, Timing, aspects
from smmgen.review.excerpt import excerpt
from smmgen.text.difference import Piece, difference
from smmgen.text.inert import inert

LIMIT = 65_536
"""The longest body of a comment, in characters. Source: what GitHub's REST API answers to a longer one
("body is too long (maximum is 65536 characters)"); not yet tried there."""

_ROOM = 4_000
"""Kept free for the last lines and for what whoever posts it adds."""

_MOST = 1_500
_MOST_ROWS = 60
_MOST_WORDS = 200
_MARKS = {"same": ("", ""), "gone": ("<del>", "</del>"), "new": ("<ins>", "</ins>")}


def as_markdown(change: Change, pictures_at: str = "", page: str = "", limit: int = LIMIT) -> str:
    """Return the comment: what appears, moves, changes and vanishes, then each post to unfold.

    Whatever the posts say is shown and does nothing. What exceeds `limit`, in UTF-16 units, is left out
    whole, and the end says how much. `pictures_at` is the address where the pictures of `--out` lie, `page`
    that of the preview; both come from whoever posts the comment.
    """
    zone = say.zone_of(change)
    posts = [(post, aspects(post)) for post in change.posts]
    blocks = [
        f"### {inert(_capital(say.counts(change)))}",
        *([] if change.is_usable else [_UNUSABLE]),
        *_findings("New findings", change.found),
        *_table(posts, zone),
        *(_post(post, told, change, zone, pictures_at) for post, told in posts),
        *_findings("Mended", change.mended),
    ]
    end = _end(change, page)
    kept = _fitting(blocks, limit - _ROOM)
    left = len(blocks) - len(kept)
    if left:
        where = "; the preview has them" if page else ""
        end = f"**{left} of {len(blocks)} parts are left out, as a comment may not be longer{where}.** {end}"
    return "\n\n".join([*kept, end]) + "\n"


_UNUSABLE = "**There is no usable `smmgen.yaml` any more, so nothing can be published.**"


def _fitting(blocks: Sequence[str], limit: int) -> list[str]:
    """Return the blocks that fit in one after another, each whole."""
    kept, left = [], limit
    for block in blocks:
        left -= len(block.encode("utf-16-le")) // 2 + 2
        if left < 0:
            break
        kept.append(block)
    return kept


def _table(posts: Sequence[tuple[PostChange, Aspects]], zone: ZoneInfo) -> list[str]:
    rows = [row for post, told in posts for row in _rows(post, told, zone)]
    if not rows:
        return []
    lines = ["| | post | accounts | when | what |", "|---|---|---|---|---|", *rows[:_MOST_ROWS]]
    more = len(rows) - _MOST_ROWS
    return ["\n".join(lines) + (f"\n\n… and {more} more." if more > 0 else "")]


def _rows(post: PostChange, told: Aspects, zone: ZoneInfo) -> Iterator[str]:
    for accounts, timing in told.timings:
        when = _when(timing, zone)
        what = say.touched(post, told) if timing.state == "changed" else ""
        cells = (f"**{say.fate(timing, post)}**", _title(post), _names(accounts), when, inert(what))
        yield f"| {' | '.join(cells)} |"
    if not told.timings:
        yield f"| file moved | {_title(post)} | | | nothing for readers |"


def _when(timing: Timing, zone: ZoneInfo) -> str:
    before, after = inert(say.stand(timing.before, zone)), inert(say.stand(timing.after, zone))
    if timing.state != "changed":
        return after if timing.after else f"<del>{before}</del>"
    return after if before == after else f"<del>{before}</del> → {after}"


def _title(post: PostChange) -> str:
    return f"{inert(_short(post.title or post.id))} <code>{inert(_short(post.id))}</code>"


def _names(accounts: Accounts) -> str:
    return inert(", ".join(accounts))


def _post(post: PostChange, told: Aspects, change: Change, zone: ZoneInfo, pictures_at: str) -> str:
    """Return one post to unfold; the block has no empty line, so all of it is HTML."""
    what = inert(say.touched(post, told)) if post.state == "changed" else post.state
    lines = [
        f"<details><summary><b>{inert(_short(post.title or post.id))}</b> · {what}</summary>",
        *_about(post, told, change),
        *(
            f"<p>{_names(accounts)}: {inert(say.text(wording))}</p>{_quoted(wording.pieces)}"
            for accounts, wording in told.wordings
        ),
        *(
            f"<p>{_names(accounts)}: {inert(one.what)}</p>{_quoted(difference(one.before, one.after))}"
            for accounts, one in told.details
        ),
        *_pictures(told.pictures, pictures_at),
        "</details>",
    ]
    return "\n".join(lines)


def _about(post: PostChange, told: Aspects, change: Change) -> Iterator[str]:
    place = f"<code>{inert(_short(post.source))}</code>"
    if post.source_before:
        place = f"<code>{inert(_short(post.source_before))}</code> → {place}"
    yield f"<p>{place}</p>"
    if post.was:
        yield f"<p><b>{inert(say.renamed(post))}</b></p>"
    late = dict.fromkeys(say.lateness(timing, change.now) for _, timing in told.timings)
    yield from (f"<p><b>{_capital(one)}.</b></p>" for one in late if one)


def _quoted(pieces: Sequence[Piece]) -> str:
    short = excerpt(pieces, _MOST)
    words = "".join(f"{_MARKS[kind][0]}{inert(text)}{_MARKS[kind][1]}" for kind, text in short)
    return f"<blockquote>{words}</blockquote>"


def _pictures(pictures: Sequence[tuple[Accounts, PictureChange]], pictures_at: str) -> Iterator[str]:
    for accounts, words, picture in say.pictures(pictures):
        yield f"<p>{_names(accounts)}: {inert(words)}</p>"
        shown = [_image(file, pictures_at) for file in (picture.before, picture.after) if file]
        if pictures_at and any(shown):
            yield f"<p>{' → '.join(filter(None, shown))}</p>"


def _image(file: File, pictures_at: str) -> str:
    """Show a picture of the folder; its name has no way out of there, whoever wrote it."""
    path = quote(file.path, safe="/-")
    is_ours = path.startswith("images/") and ".." not in path and not path.endswith("/")
    place = f"{pictures_at.rstrip('/')}/{path}"
    return f'<img src="{place}" alt="" width="240">' if is_ours else ""


def _findings(title: str, findings: Sequence[Finding]) -> list[str]:
    if not findings:
        return []
    rows = [
        f"| {one.severity} | <code>{inert(_short(one.path))}</code>:{one.line} | {inert(one.code)} "
        f"| {inert(_short(one.message))} {inert(_short(one.hint))} |"
        for one in findings[:_MOST_ROWS]
    ]
    more = len(findings) - _MOST_ROWS
    end = f"\n\n… and {more} more." if more > 0 else ""
    head = "| | where | code | what |\n|---|---|---|---|"
    return [f"#### {title}\n\n{head}\n" + "\n".join(rows) + end]


def _end(change: Change, page: str) -> str:
    link = f"[Preview, with before and after side by side in changes/]({page}) · " if page else ""
    sides = " → ".join(
        f"<code>{inert(side.commit[:10] or _short(side.name))}</code>" for side in (change.base, change.head)
    )
    return f"{link}<sub>{sides} · times are those of {inert(_short(change.zone))}</sub>"


def _short(text: str) -> str:
    return text if len(text) <= _MOST_WORDS else f"{text[:_MOST_WORDS]} …"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
