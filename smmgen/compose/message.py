"""Write one post's messages for one account."""

from dataclasses import replace

from smmgen.adapter import Adapter
from smmgen.compose import overflow
from smmgen.compose.override import Mine
from smmgen.compose.pictures import figures_of, picture, pictures_of
from smmgen.compose.select import messages as part_messages
from smmgen.compose.select import select
from smmgen.compose.tagging import (
    has_link,
    hashtag_block,
    link_block,
    tag_links,
    tag_url,
    utm_parameters,
)
from smmgen.model.brand import Account, Brand
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks, Figure, Paragraph, Run
from smmgen.model.post import Image
from smmgen.model.source import Span
from smmgen.model.variant import LinkCard, Message, Picture, Written

NUMBERING = "{n}/{total}"
_WIDEST = "99/99"
_DESCRIPTION = 200


class Composer:
    """Write messages for one account; holds what is the same for all of its posts."""

    def __init__(self, brand: Brand, account: Account, adapter: Adapter) -> None:
        self.account = account
        self._brand = brand
        self._adapter = adapter
        self._limits = adapter.limits(account)

    def messages(self, mine: Mine) -> tuple[tuple[Message, ...], list[Diagnostic]]:
        """Return a post's messages and the findings that concern them."""
        return _Draft(self._brand, self.account, self._adapter, mine).finish()


class _Draft:
    """One post on its way to one account."""

    def __init__(self, brand: Brand, account: Account, adapter: Adapter, mine: Mine) -> None:
        self._brand = brand
        self._account = account
        self._adapter = adapter
        self._mine = mine
        self._limits = adapter.limits(account)
        self._parameters = utm_parameters(brand.utm, mine.post, account)
        self._findings: list[Diagnostic] = []
        self._pictures = pictures_of(mine, account, brand, self._limits)

    def finish(self) -> tuple[tuple[Message, ...], list[Diagnostic]]:
        post = self._mine.post
        has_threads = "thread" in self._adapter.abilities
        blocks = tag_links(select(post.body.blocks, self._account), self._brand, self._parameters)
        parts = part_messages(blocks, has_threads=has_threads)
        pictures = [
            tuple(figures_of(part, self._mine, self._account, self._brand, self._limits)) for part in parts
        ]
        pictures[0] = self._pictures + pictures[0]
        texts: list[Blocks] = [
            tuple(block for block in part if not isinstance(block, Figure)) for part in parts
        ]
        link = tag_url(post.link, self._brand, self._parameters) if post.link else ""
        card = self._link_card(link, texts[0], pictures)
        return self._written(texts, pictures, link, card), self._findings

    def _link_card(self, link: str, blocks: Blocks, pictures: list[tuple[Picture, ...]]) -> LinkCard | None:
        if not link or "link-card" not in self._adapter.abilities or pictures[0]:
            return None
        post = self._mine.post
        image = replace(post.image or Image(), alt="", size="")
        drawn = picture(
            image, self._mine, self._account, self._brand, self._limits, post.spans.at("link"), "link"
        )
        visible = self._adapter.write(blocks[:1], self._account).visible
        return LinkCard(
            url=link,
            title=post.title or self._brand.name,
            description=_shortened(visible),
            picture=drawn if drawn.card or drawn.image.photo else None,
        )

    def _written(
        self, texts: list[Blocks], pictures: list[tuple[Picture, ...]], link: str, card: LinkCard | None
    ) -> tuple[Message, ...]:
        tail = self._tail(texts, link, is_carded=card is not None)
        parts: list[Blocks] = []
        shown: list[tuple[Picture, ...]] = []
        for number, text in enumerate(texts):
            fitted = self._fitted(
                text, tail if number == len(texts) - 1 else (), len(parts), pictures[number]
            )
            parts += fitted
            shown += [pictures[number], *[() for _ in fitted[1:]]]
        numbered = self._numbered(parts)
        return tuple(
            self._message(number, part, shown[number], link, card if number == 0 else None)
            for number, part in enumerate(numbered)
        )

    def _tail(self, texts: list[Blocks], link: str, *, is_carded: bool) -> Blocks:
        post = self._mine.post
        tail: list[Paragraph] = []
        if link and not is_carded and not any(has_link(text, link) for text in texts):
            tail.append(link_block(post, link))
        rubric = self._brand.rubrics.get(post.rubric)
        tags = (*post.tags, *(rubric.hashtags if rubric else ()))
        most = self._account.number("hashtags", self._limits.hashtags)
        whole = tuple(block for text in texts for block in text)
        hashtags = hashtag_block(tags, whole, self._adapter.hashtag, most, self._mine.span("tags"))
        return (*tail, hashtags) if hashtags else tuple(tail)

    def _limit(self, pictures: tuple[Picture, ...]) -> int:
        return self._limits.text_with_media if pictures else self._limits.text

    def _count(self, blocks: Blocks) -> int:
        return self._adapter.count(self._adapter.write(blocks, self._account), self._account)

    def _fitted(
        self, text: Blocks, tail: Blocks, number: int, pictures: tuple[Picture, ...]
    ) -> tuple[Blocks, ...]:
        """Return the text as one message, or as several where it overflows and the post wants that."""
        whole = (*text, *tail)
        limit = self._limit(pictures)
        if self._count(whole) <= limit:
            return (whole,)
        match self._mine.post.overflow:
            case "truncate":
                return (overflow.truncate(text, tail, lambda blocks: self._count(blocks) <= limit),)
            case "thread" if "thread" in self._adapter.abilities:
                return self._threaded(text, tail, number, pictures)
            case _:
                self._refuse_length(whole, limit)
                return (whole,)

    def _threaded(
        self, text: Blocks, tail: Blocks, number: int, pictures: tuple[Picture, ...]
    ) -> tuple[Blocks, ...]:
        spare = _mark(_WIDEST, self._span(text)) if self._is_numbered() else ()

        def fits(blocks: Blocks, part: int) -> bool:
            limit = self._limit(pictures if part == 0 else ())
            return self._count((*blocks, *spare)) <= limit

        parts = overflow.thread(text, tail, fits)
        for part_number, part in enumerate(parts):
            if not fits(part, part_number):
                self._find(
                    "TXT003",
                    "error",
                    self._span(part),
                    f"A link or word here is longer than {self._adapter.title} takes in one message.",
                    "Shorten it.",
                )
        return parts

    def _is_numbered(self) -> bool:
        wanted = self._mine.post.numbering
        return bool(self._brand.numbering) if wanted is None else wanted

    def _numbered(self, parts: list[Blocks]) -> list[Blocks]:
        if len(parts) < 2 or not self._is_numbered():
            return parts
        template = self._brand.numbering or NUMBERING
        total = str(len(parts))
        return [
            (*part, *_mark(template.replace("{n}", str(number)).replace("{total}", total), self._span(part)))
            for number, part in enumerate(parts, 1)
        ]

    def _message(
        self, number: int, blocks: Blocks, pictures: tuple[Picture, ...], link: str, card: LinkCard | None
    ) -> Message:
        written = self._adapter.write(blocks, self._account)
        span = self._span(blocks)
        if not written.visible.strip() and not pictures and card is None:
            self._find(
                "TXT004",
                "error",
                span,
                f"There is nothing to publish on {self._account.name}.",
                "Write a text, add a picture, or leave the account out.",
            )
        return Message(
            number=number,
            written=written,
            length=self._adapter.count(written, self._account),
            limit=self._limit(pictures),
            pictures=pictures,
            link=link if number == 0 else "",
            link_card=card,
            options=self._adapter.message_options(self._account, self._language()),
            span=span,
        )

    def _language(self) -> str:
        return self._mine.post.language or self._account.language or self._brand.language

    def _span(self, blocks: Blocks) -> Span:
        own = self._mine.post.source.path
        return next((block.span for block in blocks if block.span.path == own), self._mine.post.spans.whole)

    def _refuse_length(self, blocks: Blocks, limit: int) -> None:
        length = self._count(blocks)
        kept = overflow.truncate(blocks, (), lambda some: self._count(some) <= limit)
        words = _overflowing(
            self._adapter.write(blocks, self._account), self._adapter.write(kept, self._account)
        )
        over = self._first_over(blocks, limit)
        where = f" It overflows at “{words}”." if words else ""
        with_picture = " with a picture" if limit != self._limits.text else ""
        self._find(
            "TXT001",
            "error",
            over,
            f"The text has {length} {self._limits.unit} on {self._account.name}; "
            f"{self._adapter.title} takes {limit}{with_picture}.{where}",
            f"Cut {length - limit}, set `overflow: thread`, or write `::: instead {self._account.name}`.",
        )

    def _first_over(self, blocks: Blocks, limit: int) -> Span:
        for number, block in enumerate(blocks, 1):
            if self._count(blocks[:number]) > limit:
                return block.span
        return self._span(blocks)

    def _find(self, code: str, severity: str, span: Span, message: str, hint: str) -> None:
        self._findings.append(
            Diagnostic(
                code=code,
                severity="error" if severity == "error" else "info",
                span=span,
                message=message,
                hint=hint,
                post=self._mine.post.id,
                account=self._account.name,
            )
        )


def _mark(text: str, span: Span) -> Blocks:
    return (Paragraph((Run(text),), span),)


def _shortened(text: str) -> str:
    """Return the first words of a text, for a link card; cut with "…"."""
    flat = " ".join(text.split())
    if len(flat) <= _DESCRIPTION:
        return flat
    return flat[:_DESCRIPTION].rpartition(" ")[0].rstrip(",;:–—") + "…"


def _overflowing(whole: Written, kept: Written) -> str:
    """Return the first words that a cut version lost."""
    text = kept.visible.rstrip("…").rstrip()
    rest = whole.visible[len(text) :].split() if whole.visible.startswith(text) else []
    return " ".join(rest[:4])
