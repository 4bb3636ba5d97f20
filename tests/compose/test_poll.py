"""A poll travels with the first message, and its question is never lost."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from msgspec.structs import replace

from smmgen.adapter import Adapter, PollLimits, adapter
from smmgen.build import manifest
from smmgen.build.digest import variant_digest
from smmgen.compose.compose import compose
from smmgen.model.bundle import FinishedMessage
from smmgen.model.draft import draft_of
from smmgen.model.post import Poll
from smmgen.model.project import Project
from smmgen.model.variant import Message, Variant
from smmgen.pipeline import load
from smmgen.publish.deliveries import unfinished
from smmgen.publish.fingerprint import digest
from smmgen.read.tree import Memory

BRAND = """\
brand: {name: Northwind, url: https://northwind.example, timezone: Europe/Berlin}
accounts:
  masto: {network: mastodon, base_url: https://coffee.example, token: env:MASTO}
"""
POLL = Poll("Filter or espresso?", ("Filter", "Espresso"), 12)
HEAD = "---\ntags: [coffee]\npoll: {question: Filter or espresso?, options: [Filter, Espresso], hours: 12}\n---\n"


@dataclass
class Asked:
    project: Project
    variant: Variant

    @property
    def messages(self) -> tuple[Message, ...]:
        return self.variant.messages


def network(poll: PollLimits | None) -> Callable[[str], Adapter]:
    known = adapter("mastodon")
    changed = replace(known, limits=lambda account: replace(known.limits(account), poll=poll))
    return lambda name: changed


def asked(body: str, question: int = 0) -> Asked:
    """Compose a post with a poll for a network whose polls have questions of that length."""
    project = load(Memory({"smmgen.yaml": BRAND, "content/posts/poll.md": HEAD + body})).project
    assert project
    taken = PollLimits(question=question, options=4, option=50, hours=24)
    return Asked(project, compose(project, network(taken)).variants[0])


@pytest.mark.parametrize(
    ("body", "question", "text"),
    [
        ("Tell us!", 0, "Tell us!\n\nFilter or espresso?\n\n#coffee"),
        ("So: filter or espresso?", 0, "So: filter or espresso?\n\nFilter or espresso?\n\n#coffee"),
        ("*Filter* or\nespresso?", 0, "Filter or espresso?\n\n#coffee"),
        ("", 0, "Filter or espresso?\n\n#coffee"),
        ("Tell us!", 100, "Tell us!\n\n#coffee"),
    ],
)
def test_the_text_ends_with_a_question_that_the_poll_has_no_place_for(
    body: str, question: int, text: str
) -> None:
    (message,) = asked(body, question).messages
    assert (message.poll, message.written.text) == (POLL, text)


def test_only_the_first_message_of_a_thread_asks() -> None:
    first, second = asked("One.\n\n---\n\nTwo.").messages
    assert (first.poll, second.poll) == (POLL, None)
    assert first.written.text.endswith(POLL.question)


def test_a_network_without_polls_is_told_of_none() -> None:
    project = asked("Tell us!").project
    (variant,) = compose(project, network(None)).variants
    assert (variant.messages[0].poll, POLL.question in variant.messages[0].written.text) == (None, False)


def test_the_manifest_and_the_digests_know_the_poll() -> None:
    made = asked("Tell us!", 100)
    other = replace(made.messages[0], poll=replace(POLL, hours=24))
    (post,), ready = made.project.posts, unfinished([made.variant]).variants["poll"].values()
    said = json.loads(b"{" + manifest.part(draft_of(post, ()), ready) + b"}")
    (message,) = said["poll"]["variants"]["masto"]["messages"]
    assert message["poll"] == {"question": POLL.question, "options": ["Filter", "Espresso"], "hours": 12}
    finished = [FinishedMessage(one) for one in (made.messages[0], other, replace(other, poll=None))]
    assert len({digest(one, 1, "") for one in finished}) == 3
    assert len({variant_digest(made.variant, (one,)) for one in finished}) == 3
