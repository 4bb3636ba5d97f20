"""Words struck through, where a network cannot show that."""

from collections.abc import Iterator

from smmgen.check.context import Context
from smmgen.check.registry import rule
from smmgen.compose.select import select
from smmgen.compose.tagging import runs_of
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Mark
from smmgen.model.variant import Variant


@rule("MSG002", severity="warning", on=Variant, shows="strikes")
def struck(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Do not strike words through where a network shows them like all others.

    Why: a network of plain text drops the line and keeps the words, and “24 € 17 €” is no price.

    Wrong:
        ---
        accounts: [masto]
        ---
        A bag costs ~~24 €~~ 17 €.

    Right:
        ---
        accounts: [masto]
        ---
        A bag costs 17 € instead of 24 €.
    """
    post, account = context.posts.get(variant.post), context.account(variant)
    if post is None or account is None or "~~" not in post.source.text:
        return
    if any(one.written.format == "html" for one in variant.messages):
        return
    for block in select(post.body.blocks, account):
        words = [run.text for run in runs_of((block,)) if Mark.STRIKE in run.marks]
        if words:
            message = f"{variant.account} cannot strike “{words[0]}” through: it would read like the rest."
            hint = f"Say it in words, or write it for others only: ::: instead {variant.account}."
            yield struck.at(block.span, message, hint, post=post.id, account=variant.account)
