"""A post as one account has it: the network's changes first, then the account's own."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from smmgen.model.brand import Account
from smmgen.model.option import Option
from smmgen.model.post import Image, OptionText, Post
from smmgen.model.source import Span


class Mine(Struct, frozen=True):
    """A post with one account's changes, which still knows where each value was written."""

    post: Post
    names: tuple[str, ...]

    def span(self, *path: str | int) -> Span:
        """Return where a value stands: in the account's changes, else in the network's, else above."""
        spans = self.post.spans
        if not self.names:  # as most posts, which change nothing for an account
            return spans.at(*path)
        for name in reversed(self.names):
            if found := spans.by_path.get(("variants", name, *path)):
                return found
        for name in reversed(self.names):
            if len(path) > 1 and (found := spans.by_path.get(("variants", name, path[0]))):
                return spans.by_path.get(tuple(path), found)
        return spans.at(*path)


def for_account(post: Post, account: Account) -> Mine:
    """Return the post as `account` has it."""
    if not post.overrides:
        return Mine(post, ())
    names = tuple(name for name in (account.network, account.name) if name in post.overrides)
    for name in names:
        post = _changed(post, post.overrides[name])
    return Mine(post, names)


def with_options(account: Account, asked: Mapping[str, OptionText], known: Mapping[str, Option]) -> Account:
    """Return the account with the options that a post sets; what it cannot have stays, and `check` tells."""
    values = {
        name: value
        for name, written in asked.items()
        if name in known and known[name].per_post and (value := known[name].value(written)) is not None
    }
    return replace(account, options={**account.options, **values}) if values else account


_SHOWN: Mapping[str, Any] = {"image": None, "images": (), "carousel": None}
"""The ways to show pictures; where an account has one of its own, it replaces the others."""


def _changed(post: Post, changes: Mapping[str, Any]) -> Post:
    values = dict(changes)
    if any(key in values for key in _SHOWN):
        values = {**_SHOWN, **values}
    if isinstance(image := values.get("image"), dict):
        base = post.image or Image()
        fields = {**base.fields, **image.get("fields", {})}
        values["image"] = replace(base, **{**image, "fields": fields})
    if "options" in values:
        values["options"] = {**post.options, **values["options"]}
    return replace(post, **values)


def accounts_of(
    post: Post, accounts: Mapping[str, Account], rubric_accounts: tuple[str, ...]
) -> tuple[Account, ...]:
    """Return the accounts of a post: its own, else its rubric's, else all; unknown names are left out."""
    names = post.accounts if post.accounts is not None else rubric_accounts or tuple(accounts)
    return tuple(accounts[name] for name in dict.fromkeys(names) if name in accounts)
