"""What would go wrong without a word: posts that never go out, and texts that a merge left in two."""

import re
from collections.abc import Iterator
from posixpath import basename

from smmgen.check.context import Context
from smmgen.check.place import is_in_code, span_in
from smmgen.check.registry import rule
from smmgen.check.subject import stated_accounts
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.project import Project
from smmgen.model.source import Source, Span
from smmgen.pattern import pattern

_POSTS = "content/posts/"
_OTHERS = ("content/ads/", "content/contests/", "content/replies/")
"""Folders of Markdown files that are no posts."""

_TEXT = pattern(r"\.(?:md|markdown|mdown|mkd|mdx|txt)$", re.IGNORECASE)
_OF_A_POST = pattern(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:[^-].*\n)*?(?:publish_at|status):")
_CONFLICT = pattern(r"^(?:<{7}|\|{7}|>{7}) \S.*$", re.MULTILINE)


@rule("REP003", severity="error", on=Project)
def post_out_of_place(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Keep posts below `content/posts/`, in files that end in `.md`.

    Why: nothing else is read as a post. A ready one in `content/post/`, or in a file `Sale.MD`, would never
    go out, and nobody would be told. Only files whose front matter has `status:` or `publish_at:` are
    found here; other texts may lie anywhere.

    Wrong:
        === content/post/sale.md
        ---
        status: ready
        ---
        All beans must go.

    Right:
        === content/posts/sale.md
        ---
        status: draft
        ---
        All beans must go.
    """
    for path in sorted(context.paths):
        if _is_elsewhere(path) and _OF_A_POST.match(_head(path, context)):
            name = _TEXT.sub(".md", basename(path))
            folder = path.removesuffix(basename(path)) if path.startswith(_POSTS) else _POSTS
            message = f"No post is read here: posts are files below {_POSTS} that end in .md."
            yield post_out_of_place.at(Span(path), message, f"Move it to {folder}{name}.")


def _is_elsewhere(path: str) -> bool:
    if not path.startswith("content/") or path.startswith(_OTHERS) or not _TEXT.search(path):
        return False
    return not (path.startswith(_POSTS) and path.endswith(".md"))


def _head(path: str, context: Context) -> bytes:
    try:
        return context.tree.read(path)[:4096]
    except OSError:
        return b""


@rule("SCH006", severity="error", on=Post)
def for_nobody(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Let a ready post go to an account at least.

    Why: `accounts: []` leaves all of them out, and a brand without accounts has none; the post would never
    go out, and nobody would be told.

    Wrong:
        ---
        status: ready
        publish_at: 2026-12-01 10:00
        accounts: []
        ---
        All beans must go.

    Right:
        ---
        status: ready
        publish_at: 2026-12-01 10:00
        accounts: [tg]
        ---
        All beans must go.
    """
    if post.status != "ready" or context.variants_of.get(post.id):
        return
    message = "This post is ready, but goes to no account."
    if post.accounts == ():
        hint = "Name the accounts that it is for, or delete this key: then it goes to all."
        yield for_nobody.at(post.spans.at("accounts"), message, hint, post=post.id)
    elif not stated_accounts(context.project.brand):
        hint = "Add an account to smmgen.yaml, such as tg: {network: telegram, …}."
        yield for_nobody.at(post.spans.at("status"), message, hint, post=post.id)


@rule("CHR006", severity="error", on=Source)
def conflict(source: Source, context: Context) -> Iterator[Diagnostic]:
    """Settle what git could not merge.

    Why: git leaves both versions in the file, between lines of seven signs. Followers would read all of
    it. In `code` such lines are left alone.

    Wrong:
        ---
        title: Sale
        ---
        <<<<<<< HEAD
        All beans must go.
        =======
        Everything must go.
        >>>>>>> summer

    Right:
        ---
        title: Sale
        ---
        Everything must go.

    Source: git-merge(1), how conflicts are presented.
    """
    if not any(map(source.text.__contains__, ("<<<<<<<", "|||||||", ">>>>>>>"))):
        return
    for found in _CONFLICT.finditer(source.text):
        if not is_in_code(source, found.start()):
            message = "A merge left both versions of the text here."
            hint = "Keep what is right, and delete the lines of <<<<<<<, ======= and >>>>>>>."
            yield conflict.at(span_in(source, *found.span()), message, hint)
            return
