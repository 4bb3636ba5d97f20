"""Turn a bundle into deliveries: one for each message that is ready and has a time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain

from smmgen.ledger.state import State
from smmgen.model.bundle import Bundle, FinishedMessage, FinishedVariant
from smmgen.model.delivery import Delivery, DeliveryId
from smmgen.model.variant import Message, Variant
from smmgen.publish.fingerprint import asked, digest, fingerprint

Key = tuple[object, ...]


Idle = Callable[[DeliveryId, datetime], bool]
"""Tell by its name and time whether nothing is to be said of a delivery but when it is due."""


def deliveries(
    bundle: Bundle, is_idle: Idle = lambda *_: False, *, post: str = "", account: str = ""
) -> tuple[Delivery, ...]:
    """Return the deliveries of a bundle by due time, then post, account and number.

    Those of one `post` and one `account`, where these are named. Those that are idle have no digest,
    fingerprint or hash: for a year's posts these take seconds.
    """
    asked = bundle.variants.keys() & {post} if post else bundle.variants
    variants = (
        variant
        for name in asked
        for owner, variant in bundle.variants[name].items()
        if account in ("", owner)
    )
    return in_order(chain.from_iterable(of_variant(one, bundle.media, is_idle) for one in variants))


def idle(state: State, now: datetime) -> Idle:
    """Return what tells which deliveries are not due at `now` and unknown to the ledger."""
    return lambda name, due: due > now and name not in state.histories


def in_order(found: Iterable[Delivery]) -> tuple[Delivery, ...]:
    """Sort deliveries by due time, then post, account and number."""
    return tuple(sorted(found, key=lambda one: (one.due, one.id.post, one.id.account, one.id.number)))


def of_variant(
    finished: FinishedVariant, media: Callable[[str], str], is_idle: Idle = lambda *_: False
) -> Iterator[Delivery]:
    """Yield a variant's deliveries, first message first; none where it is not ready or has no time."""
    variant = finished.variant
    if variant.status != "ready" or variant.publish_at is None:
        return
    total = len(finished.messages)
    for content in finished.messages:
        name = DeliveryId(variant.account, variant.post, content.message.number)
        is_plain = is_idle(name, variant.publish_at)
        has_digest = not is_plain and (finished.is_drawn or _is_text(content.message))
        yield Delivery(
            id=name,
            network=variant.network,
            due=variant.publish_at,
            total=total,
            content=content,
            digest=digest(content, total, variant.reply_to, variant.repost) if has_digest else "",
            fingerprint="" if is_plain else fingerprint(content.message.written.visible),
            asked="" if is_plain else asked(content.message, media),
            is_drawn=finished.is_drawn,
            reply_to=variant.reply_to,
            repost=variant.repost,
        )


def _is_text(message: Message) -> bool:
    """Tell whether there is nothing to draw or to read for a message: then it is whole as it is."""
    card = message.link_card
    return not (message.pictures or message.video_cover or message.video or (card and card.picture))


def unfinished(variants: Iterable[Variant]) -> Bundle:
    """Return a bundle of variants whose pictures are not drawn: enough to plan with, not to publish."""
    found: dict[str, dict[str, FinishedVariant]] = {}
    for variant in variants:
        messages = tuple(FinishedMessage(message) for message in variant.messages)
        found.setdefault(variant.post, {})[variant.account] = FinishedVariant(variant, messages, "")
    return Bundle(found)
