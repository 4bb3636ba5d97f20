"""Mark an advertisement: its label in the text, and what its network is told of it."""

from collections.abc import Mapping

from msgspec import Struct

from smmgen.adapter import Adapter
from smmgen.compose.override import Mine
from smmgen.compose.writer import Writer
from smmgen.model.ads import Ads
from smmgen.model.document import Blocks, Paragraph, Run, Runs
from smmgen.model.post import OptionText, Post
from smmgen.text import hashtags


class Label(Struct, frozen=True):
    """The label of an advertisement, `before` the text or `behind` it; both empty where there is none."""

    before: Blocks = ()
    behind: Blocks = ()


def label_of(writer: Writer, mine: Mine, text: Blocks) -> Label:
    """Return the label that a post's first message gets, unless its text has these very words already."""
    ad, ads = mine.post.ad, writer.brand.ads
    if ad is None or (mine.post.repost and not text):
        return Label()  # what is shown again carries the label that it has
    words = ads.label(ad, writer.language(mine.post))
    if not words or words in " ".join(writer.write(text).visible.split()):
        return Label()
    blocks = (Paragraph(_runs(words), mine.span("ad")),)
    return Label(behind=blocks) if ads.place == "end" else Label(before=blocks)


def mark_of(writer: Writer, mine: Mine) -> str:
    """Return the word that a card of an advertisement shows, where the brand wants it there."""
    ads = writer.brand.ads
    return ads.word(writer.language(mine.post)) if mine.post.ad and ads.badge else ""


def _runs(words: str) -> Runs:
    """Let a hashtag of the label be one, as networks that take entities want it."""
    runs: list[Run] = []
    done = 0
    for start, end in hashtags.find(words):
        runs += [Run(words[done:start]), Run(words[start:end], "hashtag")]
        done = end
    return tuple(run for run in (*runs, Run(words[done:])) if run.text)


def with_ad_options(post: Post, adapter: Adapter, ads: Ads) -> Mapping[str, OptionText]:
    """Return a post's options, with the network's own mark where it is an advertisement.

    What the post says itself goes first: `paid: false` leaves the mark out.
    """
    if post.ad is None:
        return post.options
    name = adapter.ad_options.get("own" if ads.is_own(post.ad) else "paid")
    return {name: "true", **post.options} if name else post.options
