"""What a skeleton asks for and nobody has written."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Post
from smmgen.model.source import Span
from smmgen.text.prompts import PROMPT


@rule("TXT006", severity="error", on=Post)
def unfilled(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Write over every prompt of a skeleton before a post is reviewed.

    Why: what stands between `<<?` and `>>` is meant for the author, and would be published as it is.
    Ideas and drafts may still have prompts.

    Wrong:
        ---
        status: review
        ---
        <<? Attention: one sentence that stops your reader>>

    Right:
        ---
        status: review
        ---
        One bag of beans in three is stale before it is opened.
    """
    if "<<" not in post.source.text or not context.is_finished(post.id):
        return
    for number, line in enumerate(post.source.text.split("\n"), 1):
        for found in PROMPT.finditer(line):
            span = Span(post.source.path, number, found.start() + 1, number, found.end() + 1)
            message = f"The prompt “{found[0]}” was not written over."
            yield unfilled.at(span, message, "Write what it asks for, or delete it.", post=post.id)
