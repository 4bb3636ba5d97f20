"""Say in a person's words why a file of the site was made anew, or removed."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from smmgen.build.entry import page_of
from smmgen.build.record import Asked, Record
from smmgen.recall.mark import NONE, Mark

Why = tuple[str, str]
"""A file's path in the site, and why it was made anew or removed."""

REMOVED = "removed"
"""How the reasons begin for which a file was removed."""

NEW = "it is new"
GONE = "its file was not there as it was written"
LOST = "manifest.json, search/posts.js or calendar.ics was not there as it was written"
_UNUSED = f"{REMOVED}, as nothing shows it any more"
_PART = "a post in it is another"
_NAMED = 3


def of_post(asked: Asked, before: Record | None, find_mark: Callable[[str], Mark]) -> str:
    """Say why a post is shown anew; empty where nothing is another."""
    if before is None:
        return NEW
    if asked == before.asked and not before.media:
        return ""
    return next(filter(None, _reasons(asked, before.asked, before.media, find_mark)), "")


def _reasons(
    now: Asked, then: Asked, media: Mapping[str, Mark], find_mark: Callable[[str], Mark]
) -> Iterator[str]:
    yield f"it moved here from {then.path}" if now.path != then.path else ""
    shown = {path: find_mark(path) for path in media}
    yield of_files({now.path: now.file, **now.files, **shown}, {now.path: then.file, **then.files, **media})
    yield "files were added, renamed or removed" if (now.names, now.files) != (then.names, then.files) else ""
    yield "it got another slot" if now.given != then.given else ""
    yield "what check finds in it is another" if now.told != then.told else ""
    yield "the post before it in time is another" if now.before != then.before else ""
    yield "the post after it in time is another" if now.after != then.after else ""
    yield "what became of it, or who changed it, is another" if now.beside != then.beside else ""
    yield "an account's page shows it now" if not set(now.walls) <= set(then.walls) else ""


def of_files(now: Mapping[str, Mark], then: Mapping[str, Mark]) -> str:
    """Say which files changed, came or went; the one without a name is the program. Empty for none."""
    paths = [path for path in sorted({*now, *then}) if now.get(path, NONE) != then.get(path, NONE)]
    said = [_said(path, now.get(path, NONE), then.get(path, NONE)) for path in paths[:_NAMED]]
    more = [f"{len(paths) - _NAMED} more files changed"] if len(paths) > _NAMED else []
    return ", ".join((*said, *more))


def _said(path: str, now: Mark, then: Mark) -> str:
    if not path:
        return "smmgen or a package that it uses changed"
    if now == NONE:
        return f"{path} is gone"
    return f"{path} changed" if then != NONE else f"{path} is new"


def of_written(
    why: Iterable[Why], shown: Iterable[Record], written: Iterable[str], parts: Iterable[str], shared: str
) -> Iterator[Why]:
    """Yield all that was written beside the pages that are told of: pictures go with their posts.

    `parts` are the files that have a part of each post, `shared` is the reason of all others.
    """
    known = dict(why)
    pictures = {path: known.get(page_of(one.post), shared) for one in shown for path in one.files}
    of_parts = dict.fromkeys(parts, shared or _PART)
    for path in written:
        if path not in known:
            yield path, of_parts.get(path) or pictures.get(path) or shared or _PART


def of_removed(
    removed: Iterable[str], before: Iterable[Record], find_mark: Callable[[str], Mark]
) -> Iterator[Why]:
    """Yield what was removed; what posts had made is told with their files."""
    sources = {path: one.asked.path for one in before for path in (*one.files, page_of(one.post))}
    pages = {page_of(one.post) for one in before}
    for path in removed:
        source = sources.get(path)
        if source and find_mark(source) == NONE:
            yield path, f"{REMOVED}, as {source} is gone"
        else:
            makes = f"{REMOVED}, as {source} makes no such page any more"
            yield path, makes if source and path in pages else _UNUSED
