"""What the templates are given: values that need no more thought, only a look."""

from collections.abc import Mapping
from typing import Literal

from markupsafe import Markup
from msgspec import Struct

from smmgen.build.article import numbers, to_article
from smmgen.build.beside import Fate
from smmgen.build.links import LinkView
from smmgen.build.marked import marked_article
from smmgen.build.moment import Moment
from smmgen.build.richtext import Habit, Offsets, safe_href, to_html
from smmgen.model.diagnostic import Severity
from smmgen.model.fold import Fold, is_folded
from smmgen.model.post import Status
from smmgen.model.variant import Written


class RubricView(Struct, frozen=True, kw_only=True):
    """A rubric's title, and the hue of its colour in degrees (OKLCH)."""

    name: str
    title: str
    hue: int


class AccountView(Struct, frozen=True, kw_only=True):
    """An account as pages name it. `template` is the file that draws its network's look, `style` its name.

    `icon` is its network's sign, `href` the page with all it will show, from the site's root.
    """

    name: str
    network: str
    title: str
    handle: str
    host: str
    language: str
    template: str
    style: str
    icon: Markup
    href: str
    is_paused: bool


class FindingView(Struct, frozen=True, kw_only=True):
    """A finding; `account` is empty where it concerns all.

    `excerpt` is its line in the file: what stands before the place, there, and behind it. `again` are the
    lines and columns where the file has the same once more, so that a slip made forty times is shown once.
    """

    code: str
    severity: Severity
    message: str
    hint: str
    path: str
    line: int
    column: int
    account: str
    excerpt: tuple[str, str, str] | None = None
    again: tuple[str, ...] = ()


class ZoneView(Struct, frozen=True, kw_only=True):
    """What of a picture the network cuts away elsewhere or covers; `inset` as CSS says it."""

    kind: Literal["crop", "cover"]
    name: str
    inset: str
    source: str
    is_sure: bool


class MediaView(Struct, frozen=True, kw_only=True):
    """A picture: `src` from the site's root, empty where it could not be drawn; `focus` as CSS says it."""

    src: str
    alt: str
    width: int
    height: int
    focus: str
    zones: tuple[ZoneView, ...] = ()


class CardView(Struct, frozen=True, kw_only=True):
    """A link's box. `is_ours`: we send it; else the network makes it, and only its link is known."""

    href: str
    host: str
    title: str
    description: str
    media: MediaView | None
    is_ours: bool


class PollView(Struct, frozen=True, kw_only=True):
    """A poll: its question, empty where the text says it, and for how many hours it is open."""

    question: str
    options: tuple[str, ...]
    hours: int


class MessageView(Struct, frozen=True, kw_only=True):
    """One message. `part` is how full it is, 0 to 1; `unit` is what its network counts.

    `cover` is what is shown before its video plays, where the post has one of its own; `link` is the post's,
    for networks that have a field for it. `fold` is how much of the text a feed shows,
    `film` its video.
    """

    number: int
    written: Written
    offsets: Offsets
    length: int
    limit: int
    unit: str
    part: float
    media: tuple[MediaView, ...]
    card: CardView | None
    poll: PollView | None
    options: Mapping[str, str]
    line: int
    title: str = ""
    tags: tuple[str, ...] = ()
    cover: MediaView | None = None
    link: str = ""
    is_comment: bool = False
    fold: Fold | None = None
    film: MediaView | None = None

    @property
    def is_over(self) -> bool:
        """Tell whether the text is longer than the network takes."""
        return self.length > self.limit

    def html(
        self, *, finds_links: bool = True, link_length: int = 0, is_mention_local: bool = False
    ) -> Markup:
        """Return the text as safe HTML; the arguments are those of `Habit`."""
        return to_html(self.written, self.offsets, Habit(finds_links, link_length, is_mention_local))

    def article(self, root: str) -> Markup:
        """Return an article as safe HTML, with its pictures where they stand; `root` leads to the site's."""
        pictures = tuple((one.src and root + one.src, one.alt) for one in self.media)
        if self.written.format == "markdown":
            return Markup(marked_article(self.written.text, safe_href, pictures))  # noqa: S704
        return to_article(self.written.text, pictures)

    @property
    def outside(self) -> tuple[MediaView, ...]:
        """Return the pictures that do not stand in the article's text."""
        inside = numbers(self.written.text)
        return tuple(one for place, one in enumerate(self.media) if place not in inside)


class FateView(Struct, frozen=True, kw_only=True):
    """What became of a message on its network; `href` leads to it where everybody can see it."""

    number: int
    fate: Fate
    at: Moment | None
    href: str


class ChangeView(Struct, frozen=True):
    """One change of a post's file: its commit, the day, by whom, and what they say of it."""

    commit: str
    day: str
    who: str
    what: str


class VariantView(Struct, frozen=True, kw_only=True):
    """A post on an account; `at` is None while it has no time."""

    account: AccountView
    at: Moment | None
    status: Status
    reply_to: str
    messages: tuple[MessageView, ...]
    findings: tuple[FindingView, ...]
    links: tuple[LinkView, ...] = ()
    fates: tuple[FateView, ...] = ()

    @property
    def is_folded(self) -> bool:
        """Tell whether a feed hides a part of its texts."""
        return any(is_folded(message.written.visible, message.fold) for message in self.messages)

    @property
    def media(self) -> tuple[MediaView, ...]:
        """Return the pictures of all messages."""
        return tuple(media for message in self.messages for media in message.media)

    @property
    def zoned(self) -> tuple[MediaView, ...]:
        """Return the pictures that the network crops or covers."""
        return tuple(media for media in self.media if media.src and media.zones)

    @property
    def options(self) -> Mapping[str, str]:
        """Return what the network is told beside the text, as the first message says it."""
        return self.messages[0].options if self.messages else {}


class PageLink(Struct, frozen=True):
    """A page, from the site's root, and its title."""

    href: str
    title: str


class PostView(Struct, frozen=True, kw_only=True):
    """All that a post's page says; `previous` and `next` are its neighbours in time."""

    id: str
    href: str
    title: str
    language: str
    status: Status
    rubric: RubricView | None
    owner: str
    campaign: str
    source: str
    link: str
    tags: tuple[str, ...]
    at: Moment | None
    variants: tuple[VariantView, ...]
    findings: tuple[FindingView, ...]
    previous: PageLink | None
    next: PageLink | None
    changes: tuple[ChangeView, ...] = ()

    @property
    def is_folded(self) -> bool:
        """Tell whether a feed hides a part of one of the texts."""
        return any(variant.is_folded for variant in self.variants)

    @property
    def is_zoned(self) -> bool:
        """Tell whether a network crops or covers one of the pictures."""
        return any(variant.zoned for variant in self.variants)


class FeedLink(Struct, frozen=True):
    """A feed's whole address, its media type, and its language."""

    href: str
    kind: str
    language: str


class Look(Struct, frozen=True, kw_only=True):
    """The brand's look on pages. Colours are "#rrggbb".

    `on_light` and `on_dark` can be read on the light and the dark page, `ink` and `accent` on `ground`.
    `logo` has "light" and "dark" (for dark and for light grounds), `font` a typeface for headings: paths
    from the site's root; both may be empty.
    """

    name: str
    initial: str
    url: str
    on_light: str
    on_dark: str
    ground: str
    ink: str
    accent: str
    logo: Mapping[str, str]
    font: str
    feeds: tuple[FeedLink, ...] = ()
