"""Names that must be known elsewhere: accounts, rubrics, cards, contests, posts."""

from collections.abc import Iterable, Iterator, Mapping

from smmgen.check.context import Context, suggest
from smmgen.check.registry import rule
from smmgen.check.subject import selects
from smmgen.compose.pictures import PLAIN
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.plan import Plan
from smmgen.model.post import Image, Post
from smmgen.model.project import Project
from smmgen.model.source import Span
from smmgen.model.variant import Variant

Named = tuple[str, Span]


@rule("REF001", severity="error", on=Post)
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
        yield rubric_of_post.at(post.spans.at("rubric"), message, suggest(post.rubric, known), post=post.id)


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
    accounts = context.project.brand.accounts
    known = {*accounts, *(account.network for account in accounts.values())}
    named = [(name, post.spans.at("accounts", n)) for n, name in enumerate(post.accounts or ())]
    for name, span in _unknown(named, accounts):
        yield account_of_post.at(span, _no_account(name), suggest(name, accounts), post=post.id)
    for name, span in _unknown([*_of_variants(post), *_of_blocks(post)], known):
        yield account_of_post.at(span, _no_account(name), suggest(name, known), post=post.id)


def _of_variants(post: Post) -> Iterator[Named]:
    return ((name, post.spans.at("variants", name)) for name in post.overrides)


def _of_blocks(post: Post) -> Iterator[Named]:
    return (named for select in selects(post.body.blocks) for named in select.names)


def _unknown(named: Iterable[Named], known: Iterable[str]) -> Iterator[Named]:
    known = frozenset(known)
    return ((name, span) for name, span in named if name not in known)


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
    for name, fields in post.overrides.items():
        if card := _card(fields.get("image")):
            yield card, post.spans.at("variants", name, "image", "card")


def _card(image: object) -> str:
    if isinstance(image, Image):
        return image.card or ""
    return str(image.get("card", "")) if isinstance(image, Mapping) else ""


@rule("REF004", severity="error", on=Post)
def contest_of_post(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Name a contest that has its page in `content/contests/`.

    Why: rules, prizes and the draw are read from that page.

    Wrong:
        ---
        contest: cup-2026
        ---
        Show us your cup and win.

    Right:
        === content/contests/cup-2026.md
        ---
        title: Your favourite cup
        ---
        One cup a person.
        === content/posts/example.md
        ---
        contest: cup-2026
        ---
        Show us your cup and win.
    """
    room = "content/contests/"
    if not post.contest or {f"{room}{post.contest}.md", f"{room}{post.contest}/index.md"} & context.paths:
        return
    known = {path.removeprefix(room).partition("/")[0].removesuffix(".md") for path in _in(room, context)}
    hint = suggest(post.contest, known, f"Write {room}{post.contest}.md.")
    message = f"There is no contest “{post.contest}” in {room}."
    yield contest_of_post.at(post.spans.at("contest"), message, hint, post=post.id)


def _in(room: str, context: Context) -> Iterator[str]:
    return (path for path in context.paths if path.startswith(room))


@rule("REF005", severity="error", on=Post)
def other_post(post: Post, context: Context) -> Iterator[Diagnostic]:
    """Answer or repeat a post that exists, by its id.

    Why: `reply_to` and `repost` need the other post's place on the network, which its id leads to.

    Wrong:
        ---
        accounts: [masto]
        reply_to: winter-sail
        ---
        Two days left.
        === content/posts/winter-sale.md
        ---
        title: Winter sale
        ---
        All beans must go.

    Right:
        ---
        accounts: [masto]
        reply_to: winter-sale
        ---
        Two days left.
        === content/posts/winter-sale.md
        ---
        title: Winter sale
        ---
        All beans must go.
    """
    for key, name in (("reply_to", post.reply_to), ("repost", post.repost)):
        if not name:
            continue
        span = post.spans.at(key)
        if name == post.id:
            message = f"This post cannot be its own `{key}`."
            yield other_post.at(span, message, "Name another post's id.", post=post.id)
        elif name not in context.posts:
            message = f"There is no post “{name}”."
            hint = suggest(name, context.posts, "Name another post's id.")
            yield other_post.at(span, message, hint, post=post.id)


@rule("REF006", severity="error", on=Variant)
def answered_post(variant: Variant, context: Context) -> Iterator[Diagnostic]:
    """Answer a post that the same account publishes, and publishes before.

    Why: a network lets an account answer only what is already there. The answer would wait for good.

    Wrong:
        ---
        accounts: [masto]
        status: ready
        publish_at: 2026-12-01 10:00
        reply_to: winter-sale
        ---
        Two days left.
        === content/posts/winter-sale.md
        ---
        accounts: [masto]
        status: ready
        publish_at: 2026-12-03 10:00
        ---
        All beans must go.

    Right:
        ---
        accounts: [masto]
        status: ready
        publish_at: 2026-12-05 10:00
        reply_to: winter-sale
        ---
        Two days left.
        === content/posts/winter-sale.md
        ---
        accounts: [masto]
        status: ready
        publish_at: 2026-12-03 10:00
        ---
        All beans must go.
    """
    answered = variant.reply_to
    if not answered or answered not in context.posts or answered == variant.post:
        return
    post = context.posts[variant.post]
    theirs = [other for other in context.variants_of.get(answered, ()) if other.account == variant.account]
    if not theirs:
        message = f"“{answered}” is not published on {variant.account}, so it cannot be answered there."
        hint = f"Add {variant.account} to that post, or take it out of this one."
    elif _is_after(theirs[0], variant):
        message = f"“{answered}” is published after this answer to it."
        hint = "Give this post a later time."
    else:
        return
    span = post.spans.at("reply_to")
    yield answered_post.at(span, message, hint, post=post.id, account=variant.account)


def _is_after(one: Variant, other: Variant) -> bool:
    return bool(one.publish_at and other.publish_at and one.publish_at >= other.publish_at)


@rule("REF009", severity="error", on=Variant)
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


@rule("REF007", severity="error", on=Project)
def brand_names(project: Project, context: Context) -> Iterator[Diagnostic]:
    """Use known names in `smmgen.yaml` itself: rubrics' accounts and cards, and the accounts of slots.

    Why: see REF002 and REF003; here one misspelt name concerns many posts.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        slots: {telegramm: [daily 10:00]}

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        accounts: {tg: {network: telegram, chat: "@northwind", token: env:TELEGRAM_TOKEN}}
        slots: {tg: [daily 10:00]}
    """
    brand = project.brand
    named = [(name, brand.spans.at("slots", name)) for name in brand.slots]
    for rubric in brand.rubrics.values():
        named += [
            (name, brand.spans.at("rubrics", rubric.name, "accounts", number))
            for number, name in enumerate(rubric.accounts)
        ]
    for name, span in _unknown(named, brand.accounts):
        yield brand_names.at(span, _no_account(name), suggest(name, brand.accounts))
    cards = [(r.card, brand.spans.at("rubrics", r.name, "card")) for r in brand.rubrics.values() if r.card]
    for name, span in _unknown(cards, context.theme.cards):
        message = f"The theme {context.theme.name} has no card “{name}”."
        yield brand_names.at(span, message, suggest(name, context.theme.cards))


@rule("REF008", severity="error", on=Plan)
def plan_names(plan: Plan, context: Context) -> Iterator[Diagnostic]:
    """Use known rubrics and accounts in a plan: in its mix, cadence, goals and table.

    Why: drafts are made from the rows, and the month is measured by the goals.

    Wrong:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | rubric | topic | accounts |
        |---|---|---|---|
        | 2026-12-01 | promotion | Winter sale | tg |

    Right:
        === plans/2026-12.md
        ---
        month: 2026-12
        ---
        | date | rubric | topic | accounts |
        |---|---|---|---|
        | 2026-12-01 | promo | Winter sale | tg |
    """
    brand = context.project.brand
    rubrics = [(name, plan.spans.at("mix", name)) for name in plan.mix]
    accounts = [(name, plan.spans.at("cadence", name)) for name in plan.cadence]
    accounts += [(g.account, plan.spans.at("goals", n)) for n, g in enumerate(plan.goals) if g.account]
    for topic in plan.topics:
        rubrics += [(topic.rubric, topic.span)] if topic.rubric else []
        accounts += [(name, topic.span) for name in topic.accounts]
    for name, span in _unknown(rubrics, brand.rubrics):
        message = f"There is no rubric “{name}” in smmgen.yaml."
        yield plan_names.at(span, message, suggest(name, brand.rubrics))
    for name, span in _unknown(accounts, brand.accounts):
        yield plan_names.at(span, _no_account(name), suggest(name, brand.accounts))
