"""Options of a network that a post sets for itself."""

from collections.abc import Iterator

from smmgen.adapter import Option
from smmgen.check.context import Context, suggest
from smmgen.check.registry import rule
from smmgen.compose.override import for_account
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.variant import Variant


@rule("OPT001", severity="error", on=Variant, shows="overrides")
def unknown_option(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Set only options that the network has, and that a post may set for itself.

    Why: an option that is not known changes nothing, and the post goes out unlike it was meant. Who
    publishes, and with which secret, is the account's affair and stands in smmgen.yaml.

    Wrong:
        ---
        accounts: [masto]
        variants: {masto: {options: {visibilty: unlisted}}}
        ---
        New beans are in.

    Right:
        ---
        accounts: [masto]
        variants: {masto: {options: {visibility: unlisted}}}
        ---
        New beans are in.
    """
    account, network = context.account(variant), context.adapter(variant.network)
    post = context.posts.get(variant.post)
    if account is None or network is None or post is None or not post.overrides:
        return
    mine = for_account(post, account)
    may_set = {name: option for name, option in network.options.items() if option.per_post}
    for name in mine.post.options:
        if name not in may_set:
            what = "is not for a single post to set" if name in network.options else "is unknown"
            message = f"The option “{name}” of {network.title} {what}."
            hint = suggest(name, may_set, f"{network.title} has no options for single posts.")
            span = mine.span("options", name)
            yield unknown_option.at(span, message, hint, post=post.id, account=account.name)


@rule("OPT002", severity="error", on=Variant, shows="overrides")
def wrong_value(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Give an option a value of its kind.

    Why: a value that cannot be read is left out, and the post goes out unlike it was meant.

    Wrong:
        ---
        accounts: [masto]
        variants: {masto: {options: {visibility: hidden}}}
        ---
        New beans are in.

    Right:
        ---
        accounts: [masto]
        variants: {masto: {options: {visibility: unlisted}}}
        ---
        New beans are in.
    """
    account, network = context.account(variant), context.adapter(variant.network)
    post = context.posts.get(variant.post)
    if account is None or network is None or post is None or not post.overrides:
        return
    mine = for_account(post, account)
    for name, written in mine.post.options.items():
        option = network.options.get(name)
        if option and option.per_post and option.value(written) is None:
            shown = written if isinstance(written, str) else ", ".join(written)
            message = f"“{shown}” is no value of the option “{name}”."
            span = mine.span("options", name)
            yield wrong_value.at(span, message, _taken(option), post=post.id, account=account.name)


def _taken(option: Option) -> str:
    match option.kind:
        case "choice":
            return f"It takes one of: {', '.join(option.choices)}."
        case "flag":
            return "It takes yes or no."
        case "number":
            return "It takes a whole number."
        case _:
            return f"It takes: {option.help}."
