"""Put what a network finds at the key that it is about, where somebody has to mend it."""

from msgspec.structs import replace

from smmgen.check.context import Context
from smmgen.compose.override import for_account
from smmgen.model.brand import Account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.source import Span


def aimed(finding: Diagnostic, account: Account, context: Context) -> Diagnostic:
    """Return a network's finding at the place of its key `about`; without one it stays at the text.

    An option that a post sets is shown there, else where the account has it in smmgen.yaml, or should have.
    """
    if not finding.about:
        return finding
    return replace(finding, span=_place(finding, account, context) or finding.span, about="")


def _place(finding: Diagnostic, account: Account, context: Context) -> Span | None:
    key, *inner = finding.about.split(".")
    network, post = context.adapter(account.network), context.posts.get(finding.post)
    if network is None or post is None:
        return None
    mine = for_account(post, account)
    if key not in network.options:
        return mine.span(key, *inner)
    if key in mine.post.options:
        return mine.span("options", key)
    return context.project.brand.spans.at("accounts", account.name, key)
