"""What a network publishes is seen in its look: nothing that is sent is left out of the preview."""

import re

import pytest

from smmgen.adapter import adapter
from smmgen.model.brand import Account
from tests.build.world import build, text
from tests.publish.test_every_network import NETWORKS, _account

BRAND = """\
brand: {name: Northwind, timezone: Europe/Berlin}
hosting: {static: {url: https://example.com}}
secrets: {keep: [cat]}
accounts:
"""
POST = """\
---
title: A candle for December
publish_at: 2026-12-01 10:00
status: ready
tags: [advent]
accounts: [%s]
%s
---
Four candles.
"""
POLL = "poll: {question: Which one?, options: [Guji, Gayo]}"
ALBUM = "images: [{photo: /content/media/beans.jpg, alt: One}, {photo: /content/media/beans.jpg, alt: Two}]"
COMMENT = f"{ALBUM}\nfirst_comment: The bags are there."


def has_title(name):
    return adapter(name).limits(Account(name=name, network=name)).title


def has_tags(name):
    limits = adapter(name).limits(Account(name=name, network=name))
    return limits.tags and not limits.hashtags


def able(ability):
    return [name for name in NETWORKS if ability in adapter(name).abilities]


WANTED = [
    (POLL, able("poll"), ("Which one?", "Guji</li>", "Gayo</li>")),
    (ALBUM, able("album"), ('alt="One', 'alt="Two')),
    (COMMENT, able("first-comment"), ("The bags are there.",)),
    (ALBUM, list(filter(has_title, able("album"))), ("A candle for December",)),
    (ALBUM, list(filter(has_tags, able("album"))), ("advent",)),
]


@pytest.fixture(scope="module", params=WANTED, ids=["poll", "album", "comment", "title", "tags"])
def looks(request, tmp_path_factory):
    """Return each network's look of one post, and what must be seen there."""
    front, networks, wanted = request.param
    folder = tmp_path_factory.mktemp("looks")
    brand = BRAND + "".join(map(_account, networks))
    build(
        folder,
        {"smmgen.yaml": brand, "content/posts/candle.md": POST % (", ".join(networks), front)},
    )
    page = text(folder / "posts/candle/index.html")
    parts = re.split(r'<section class="variant" id="([\w-]+)"', page)
    assert parts[1::2] == networks
    return {
        name: look[: look.index("</section>")] for name, look in zip(parts[1::2], parts[2::2], strict=True)
    }, wanted


def test_everything_that_is_sent_is_seen(looks):
    pages, wanted = looks
    missing = [(name, one) for name, page in pages.items() for one in wanted if one not in stage(page)]
    assert missing == []


def stage(page):
    """Return the look alone, without what stands around it."""
    return page[page.index('class="stage') :].partition('<div class="under">')[0]
