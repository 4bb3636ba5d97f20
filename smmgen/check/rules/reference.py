"""Names that a post uses and that must be known elsewhere: accounts, rubrics, cards, sizes."""

from collections.abc import Iterator, Mapping

from smmgen.check.context import Context, suggest
from smmgen.check.registry import rule
from smmgen.check.subject import Named, selects, stated_accounts, unknown
from smmgen.compose.carousel import carousel_pages
from smmgen.compose.pictures import PLAIN
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.post import Image, Post
from smmgen.model.variant import Variant


@rule("REF001", severity="error", on=Post, shows="rubric")
def rubric_of_post(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Use rubrics that `smmgen.yaml` knows.

    Why: a rubric brings the card, the accounts and the hashtags; a misspelt one brings none of them.

    Wrong:
        ---
        rubric: promotion
        ---
        All beans must go.

    Right:
        ---
        rubric: promo
        ---
        All beans must go.
    """
    known = context.project.brand.rubrics
    if post.rubric and post.rubric not in known:
        message = f"There is no rubric “{post.rubric}” in smmgen.yaml."
        hint = suggest(post.rubric, known, "Add it to `rubrics` there, or delete this line.")
        yield rubric_of_post.at(post.spans.at("rubric"), message, hint, post=post.id)


@rule("REF002", severity="error", on=Post)
def account_of_post(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Use accounts that `smmgen.yaml` knows; `variants` and blocks may name their networks too.

    Why: what is meant for an unknown name is never shown anywhere, and nobody would notice.

    Wrong:
        ---
        accounts: [telegram-en]
        ---
        All beans must go.

    Right:
        ---
        accounts: [tg]
        ---
        All beans must go.
    """
    if not (post.accounts or post.overrides or ":::" in post.source.text):
        return
    accounts = context.project.brand.accounts
    networks = {account.network for account in accounts.values()}
    of_post = [(name, post.spans.at("accounts", n)) for n, name in enumerate(post.accounts or ())]
    named = [*unknown(of_post, accounts)]
    others = [*unknown([*_of_variants(post), *_of_blocks(post)], {*accounts, *networks})]
    if not named and not others:
        return
    stated = stated_accounts(context.project.brand)  # which looks at every place of smmgen.yaml
    known = stated | networks
    for name, span in unknown(named, stated):
        yield account_of_post.at(span, _no_account(name), suggest(name, accounts), post=post.id)
    for name, span in unknown(others, known):
        yield account_of_post.at(span, _no_account(name), suggest(name, known), post=post.id)


def _of_variants(post: Post) -> Iterator[Named]:
    return ((name, post.spans.at("variants", name)) for name in post.overrides)


def _of_blocks(post: Post) -> Iterator[Named]:
    return (named for select in selects(post.body.blocks) for named in select.names)


def _no_account(name: str) -> str:
    return f"There is no account “{name}” in smmgen.yaml."


@rule("REF003", severity="error", on=Post)
def card_of_post(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Use cards that the theme has; `card: none` asks for the photo itself.

    Why: without its template the picture cannot be drawn.

    Wrong:
        ---
        image: {card: promotion, headline: Winter sale}
        ---
        All beans must go.

    Right:
        ---
        image: {card: promo, headline: Winter sale}
        ---
        All beans must go.
    """
    known = context.theme.cards
    for card, span in _cards(post):
        if card not in known and card != PLAIN:
            message = f"The theme {context.theme.name} has no card “{card}”."
            yield card_of_post.at(span, message, suggest(card, known), post=post.id)


def _cards(post: Post) -> Iterator[Named]:
    if post.image and post.image.card:
        yield post.image.card, post.spans.at("image", "card")
    for number, image in enumerate(post.images):
        if image.card:
            yield image.card, post.spans.at("images", number, "card")
    if post.carousel:
        for path, page in carousel_pages(post.carousel, ""):
            yield page.card or "", post.spans.at("carousel", *path)
    for name, fields in post.overrides.items():
        if card := _card(fields.get("image")):
            yield card, post.spans.at("variants", name, "image", "card")


def _card(image: object) -> str:
    if isinstance(image, Image):
        return image.card or ""
    return str(image.get("card", "")) if isinstance(image, Mapping) else ""


@rule("REF009", severity="error", on=Variant, shows="pictures")
def size_of_picture(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Ask for sizes that the network has, by their names.

    Why: an unknown size would silently be the usual one. Networks share the names: square, portrait,
    landscape; a post that needs another shape for one network says so under `variants`.

    Wrong:
        ---
        accounts: [tg]
        image: {card: promo, headline: Winter sale, alt: Winter sale, size: sqare}
        ---
        All beans must go.

    Right:
        ---
        accounts: [tg]
        image: {card: promo, headline: Winter sale, alt: Winter sale, size: square}
        ---
        All beans must go.
    """
    limits = context.limits(variant.account)
    if limits is None:
        return
    known = [name for name in limits.sizes if name != "link"]
    for message in variant.messages:
        for picture in message.pictures:
            if picture.image.size and picture.image.size not in known:
                told = f"{variant.network} has no picture size “{picture.image.size}”."
                hint = suggest(picture.image.size, known)
                yield size_of_picture.at(picture.span, told, hint, post=variant.post, account=variant.account)
