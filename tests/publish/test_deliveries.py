"""What is planned with is told cheaply; what is decided by stays whole."""

from datetime import UTC, datetime

import pytest

from smmgen.ledger.state import State
from smmgen.model.bundle import Bundle
from smmgen.pipeline import check
from smmgen.publish.deliveries import deliveries, idle, unfinished
from smmgen.read.tree import Memory
from tests.ledger.written import sending

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
POST = "---\ntitle: Sale\npublish_at: 2026-12-0{day} 09:00+00:00\nstatus: ready\n---\nText {day}.\n"
FILES = {
    "smmgen.yaml": "brand: {name: Northwind, timezone: Europe/Berlin}\n"
    'accounts: {tg: {network: telegram, chat: "@northwind", token: env:TG}}\n',
    **{f"content/posts/day-{day}.md": POST.format(day=day) for day in (1, 2, 3)},
}


def test_only_what_is_neither_due_nor_in_the_ledger_goes_without_a_digest() -> None:
    bundle = unfinished(check(Memory(FILES), NOW).variants)
    due, planned, claimed = deliveries(bundle)
    state = State({claimed.id: (sending(),)})
    plain = deliveries(bundle, idle(state, NOW))
    assert plain[0] == due
    assert plain[2] == claimed
    assert (plain[1].id, plain[1].due, plain[1].digest, plain[1].fingerprint) == (
        planned.id,
        planned.due,
        "",
        "",
    )


class Asked(dict):
    """Posts that note which of them were looked at."""

    def __init__(self, posts):
        super().__init__(posts)
        self.seen = set()

    def __getitem__(self, name):
        self.seen.add(name)
        return super().__getitem__(name)


@pytest.mark.parametrize("post", ["", "day-2", "no-such-post"])
@pytest.mark.parametrize("account", ["", "tg", "no-such-account"])
def test_those_of_one_post_and_one_account_are_those_of_all(post: str, account: str) -> None:
    bundle = unfinished(check(Memory(FILES), NOW).variants)
    posts = Asked(bundle.variants)
    assert deliveries(Bundle(posts), post=post, account=account) == tuple(
        one for one in deliveries(bundle) if post in ("", one.id.post) and account in ("", one.id.account)
    )
    assert posts.seen == ({post} & set(posts) if post else set(posts)), "another post was read"
