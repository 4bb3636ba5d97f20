"""Write drafts, and nothing else: an assistant proposes, a person sets `ready`.

What is written is a post's file below `content/posts/`, of status idea or draft, that can be read as it was
meant and changes nothing about any other post. An existing file is replaced only while it is as the
assistant last saw it.
"""

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from smmgen.assistant.checking import errors_elsewhere, of_file
from smmgen.assistant.desk import Desk, Look
from smmgen.assistant.findings import Finding, Summary, told
from smmgen.assistant.posts import is_open, mark
from smmgen.assistant.refused import Refused
from smmgen.assistant.tool import Answer, Asked, Told, Tool
from smmgen.assistant.unsaved import PostName, Text, Unsaved, plain, tried
from smmgen.check.fix import Mended, write
from smmgen.check.ignore import may_be_ignored
from smmgen.model.diagnostic import Edit
from smmgen.model.post import Post
from smmgen.model.source import Source, Span
from smmgen.model.variant import Variant


class NewAsked(Asked, frozen=True, kw_only=True):
    """The new post's file."""

    text: Text


class ChangeAsked(Asked, frozen=True, kw_only=True):
    """Which draft to change, its new text, and the mark that read_post told of the old one."""

    post: PostName
    text: Text
    seen: Annotated[str, Meta(max_length=64, description="The mark `seen` that read_post told last.")]


class DraftTold(Told, frozen=True, kw_only=True):
    """What was written, its new mark, and what `check` finds in it."""

    post: str
    path: str
    seen: str
    findings: tuple[Finding, ...]
    summary: Summary


def _new(desk: Desk, asked: NewAsked) -> Answer:
    made = tried(desk, "", asked.text)
    post = _allowed(made, desk.look())
    _write_new(desk.root, made.path, post.source.text)
    return Answer(_told(made, post))


def _change(desk: Desk, asked: ChangeAsked) -> Answer:
    look = desk.look()
    before = look.post(asked.post)
    if not is_open(before):
        raise Refused(
            f"{before.source.path} is “{before.status}”, or ready for some account: only people change that.",
            "Propose the new text to a person, or write a new draft.",
        )
    if asked.seen != mark(before.source.text):
        raise Refused(f"{before.source.path} is not as you last saw it.", "Read it again with read_post.")
    made = tried(desk, asked.post, asked.text)
    post = _allowed(made, look)
    if not write(desk.root, _replacing(before.source, plain(asked.text))):
        raise Refused(f"{made.path} has changed just now; nothing was written.", "Read it again.")
    return Answer(_told(made, post))


def _replacing(source: Source, text: str) -> Mended:
    """Return a file with all of its text replaced; the kind of its line ends stays."""
    lines = source.text.split("\n")
    whole = Span(source.path, 1, 1, len(lines), len(lines[-1]) + 1)
    return Mended(source, text, 1, (Edit(whole, text),))


def _told(made: Unsaved, post: Post) -> DraftTold:
    findings, summary = told(of_file(made.path, made.look.checked.findings))
    seen = mark(post.source.text)
    return DraftTold(post=post.id, path=made.path, seen=seen, findings=findings, summary=summary)


def _allowed(made: Unsaved, before: Look) -> Post:
    """Return the post that may be written; raise `Refused`, with the reason, where it may not."""
    misread = [one for one in of_file(made.path, made.look.checked.findings) if not may_be_ignored(one)]
    if misread:
        one = misread[0]
        more = f" (and {len(misread) - 1} more)" if len(misread) > 1 else ""
        raise Refused(f"Nothing was written: line {one.span.line}: {one.code}: {one.message}{more}", one.hint)
    post = made.post
    if post is None:
        raise Refused("Nothing was written: this cannot be read as a post.", "check tells why.")
    if not is_open(post):
        raise Refused("Nothing was written: an assistant writes ideas and drafts.", "Use `status: draft`.")
    _touches_nothing_else(made, post, before)
    return post


def _touches_nothing_else(made: Unsaved, post: Post, before: Look) -> None:
    """Refuse a text that brings an error to another file, or changes what another post's readers see."""
    for one in errors_elsewhere(made.path, before.checked.findings, made.look.checked.findings):
        raise Refused(f"Nothing was written: {one.span.path} would be wrong: {one.message}", one.hint)
    own = {post.id, *(one.id for one in before.project.posts if one.source.path == made.path)}
    was, would_be = _others(before, own), _others(made.look, own)
    moved = sorted(key for key in was.keys() | would_be.keys() if was.get(key) != would_be.get(key))
    for other, account in moved:
        raise Refused(
            f"Nothing was written: the post {other} would change on {account}.",
            "Give this one a time of its own, such as publish_at: 2027-03-01 10:00.",
        )


def _others(look: Look, own: set[str]) -> Mapping[tuple[str, str], Variant]:
    return {(one.post, one.account): one for one in look.checked.variants if one.post not in own}


def _write_new(root: Path, path: str, text: str) -> None:
    """Write a file that is not there yet, in folders that are no links."""
    place = root / path
    for folder in reversed(place.relative_to(root).parents[:-1]):
        _make_folder(root / folder)
    try:
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Refused(f"There is {path} already.", "Give this one another title or id.") from None
    except OSError as fault:
        raise Refused(f"{path} cannot be written: {fault.strerror}.", "A person has to look.") from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
        is_folder = stat.S_ISDIR(folder.lstat().st_mode)
    except OSError as fault:
        raise Refused(f"{folder.name} cannot be made: {fault.strerror}.", "A person has to look.") from None
    if not is_folder:
        raise Refused(f"The folder {folder.name} is a link; nothing was written.", "A person has to look.")


NEW_DRAFT = Tool(
    name="new_draft",
    title="New draft",
    about="Write a new post as an idea or a draft, below content/posts/; its name is made of its day and "
    "title. A file that is there already is never replaced. It waits until a person makes it ready.",
    asked=NewAsked,
    told=DraftTold,
    answer=_new,
    writes=True,
)
CHANGE_DRAFT = Tool(
    name="change_draft",
    title="Change a draft",
    about="Replace the text of an idea or a draft, if its file is still as read_post showed it. Posts in "
    "review, ready or paused are people's.",
    asked=ChangeAsked,
    told=DraftTold,
    answer=_change,
    writes=True,
)
