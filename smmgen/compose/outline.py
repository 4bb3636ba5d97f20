"""Tell the others of a post: what it is, where it goes and when, and whether it says the same."""

from collections.abc import Iterable

from smmgen.compose.override import for_account
from smmgen.hashes import blake2b
from smmgen.model.brand import Account, Brand
from smmgen.model.outline import Outline, packed
from smmgen.model.post import Post
from smmgen.model.source import Span
from smmgen.model.variant import Variant

_KEYS = ("id", "status", "publish_at", "accounts")
"""Keys whose places findings about several posts may point at."""


def outline(post: Post, brand: Brand, variants: Iterable[Variant]) -> Outline:
    """Return a post's outline; `variants` are its own, in order of account."""
    mine = tuple(variants)
    return Outline(
        id=post.id,
        path=post.source.path,
        title=post.title,
        status=post.status,
        rubric=post.rubric,
        owner=post.owner,
        campaign=post.campaign,
        language=post.language,
        reply_to=post.reply_to,
        repost=post.repost,
        is_stated=("id",) in post.spans.by_path,
        publish_at=post.publish_at,
        accounts=post.accounts,
        goes_to=tuple(variant.account for variant in mine),
        times=tuple(int(one.publish_at.timestamp()) if one.publish_at else None for one in mine),
        ignores=post.ignores,
        says=tuple(_said(variant) for variant in mine),
        places=packed(_places(post, brand, mine)),
    )


def _said(variant: Variant) -> int:
    """Return a hash (64 bits) of the words of a variant, however they are spaced; 0 where it has none."""
    text = "\n".join([_evenly_spaced(message.written.visible) for message in variant.messages])
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest()) >> 1 if text else 0


def _evenly_spaced(text: str) -> str:
    """Return the words of a text with a space between two of them."""
    even = text.replace("\n\n", " ").replace("\n", " ")
    if "  " in even or not even.isprintable() or even[:1] == " " or even[-1:] == " ":
        return " ".join(text.split())
    return even  # single spaces alone stand between its words, as in most texts


def _places(post: Post, brand: Brand, variants: tuple[Variant, ...]) -> dict[str, Span]:
    places = {"": post.spans.whole, **{key: post.spans.at(key) for key in _KEYS}}
    for variant in variants:
        if variant.messages:
            places[f"text@{variant.account}"] = variant.messages[0].span
        account = brand.accounts.get(variant.account)
        if account and (when := _when(post, account)) != places["publish_at"]:
            places[f"publish_at@{variant.account}"] = when
    return places


def _when(post: Post, account: Account) -> Span:
    """Return where an account's time stands; most posts change nothing for an account."""
    return for_account(post, account).span("publish_at") if post.overrides else post.spans.at("publish_at")
