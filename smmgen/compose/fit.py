"""Make a text fit its network, as its post asks: refuse it, part it into a thread, or cut it."""

from msgspec import Struct

from smmgen.compose import overflow
from smmgen.compose.override import Mine
from smmgen.compose.writer import Writer
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks, Paragraph, Run
from smmgen.model.source import Span
from smmgen.model.variant import Picture

NUMBERING = "{n}/{total}"
_WIDEST = "99/99"


class Framed(Struct, frozen=True):
    """A text with what is never cut off: `before` and `behind` it in the first part, `tail` in the last."""

    text: Blocks
    before: Blocks = ()
    behind: Blocks = ()
    tail: Blocks = ()

    @property
    def whole(self) -> Blocks:
        """Return all of it, in order."""
        return self.first(self.text) + self.tail

    def first(self, blocks: Blocks) -> Blocks:
        """Return blocks as the first part shows them."""
        return (*self.before, *blocks, *self.behind)


def fit(
    writer: Writer, mine: Mine, framed: Framed, pictures: tuple[Picture, ...], findings: list[Diagnostic]
) -> tuple[Blocks, ...]:
    """Return the text with its frame as one message, or as several where it overflows and may be parted."""
    whole = framed.whole
    limit = writer.limit(pictures)
    if writer.length(whole) <= limit:
        return (whole,)
    if mine.post.overflow == "truncate":
        text, tail = (*framed.before, *framed.text), (*framed.behind, *framed.tail)
        return (overflow.truncate(text, tail, lambda blocks: writer.length(blocks) <= limit),)
    if mine.post.overflow == "thread" and writer.has_threads:
        return _thread(writer, mine, framed, pictures, findings)
    findings.append(_too_long(writer, mine, whole, limit))
    return (whole,)


def _thread(
    writer: Writer,
    mine: Mine,
    framed: Framed,
    pictures: tuple[Picture, ...],
    findings: list[Diagnostic],
) -> tuple[Blocks, ...]:
    spare = _mark(_WIDEST, first_span(mine, framed.text)) if _is_numbered(writer, mine) else ()

    def fits(blocks: Blocks, part: int) -> bool:
        shown = blocks if part else framed.first(blocks)
        return writer.length((*shown, *spare)) <= writer.limit(() if part else pictures)

    parts = overflow.thread(framed.text, framed.tail, fits)
    for number, part in enumerate(parts):
        if not fits(part, number):
            message = f"A link or word here is longer than {writer.adapter.title} takes in one message."
            findings.append(finding(writer, mine, "TXT003", first_span(mine, part), message, "Shorten it."))
    return (framed.first(parts[0]), *parts[1:]) if parts else (framed.whole,)


def numbered(writer: Writer, mine: Mine, parts: list[Blocks]) -> list[Blocks]:
    """Put its number behind each part of a thread, where the brand or the post wants that."""
    if len(parts) < 2 or not _is_numbered(writer, mine):
        return parts
    template = (writer.brand.numbering or NUMBERING).replace("{total}", str(len(parts)))
    return [
        (*part, *_mark(template.replace("{n}", str(number)), first_span(mine, part)))
        for number, part in enumerate(parts, 1)
    ]


def _is_numbered(writer: Writer, mine: Mine) -> bool:
    wanted = mine.post.numbering
    return bool(writer.brand.numbering) if wanted is None else wanted


def _mark(text: str, span: Span) -> Blocks:
    return (Paragraph((Run(text),), span),)


def first_span(mine: Mine, blocks: Blocks) -> Span:
    """Return where a message's text starts in the post's file; an advertisement's label is no part of it."""
    label = mine.span("ad") if mine.post.ad else None
    for block in blocks:
        if block.span != label:
            return block.span
    return mine.post.spans.whole


def _too_long(writer: Writer, mine: Mine, blocks: Blocks, limit: int) -> Diagnostic:
    length = writer.length(blocks)
    name, unit = writer.account.name, writer.limits.unit
    with_picture = " with a picture" if limit != writer.limits.text else ""
    words = _first_lost_words(writer, blocks, limit)
    message = (
        f"The text has {length} {unit} on {name}; {writer.adapter.title} takes {limit}{with_picture}."
        + (f" It overflows at “{words}”." if words else "")
    )
    hint = f"Cut {length - limit}, set `overflow: thread`, or write `::: instead {name}`."
    return finding(writer, mine, "TXT001", _first_over(writer, mine, blocks, limit), message, hint)


def _first_over(writer: Writer, mine: Mine, blocks: Blocks, limit: int) -> Span:
    for number, block in enumerate(blocks, 1):
        if writer.length(blocks[:number]) > limit:
            return block.span
    return first_span(mine, blocks)


def _first_lost_words(writer: Writer, blocks: Blocks, limit: int) -> str:
    kept = overflow.truncate(blocks, (), lambda some: writer.length(some) <= limit)
    text = writer.write(kept).visible.rstrip("…").rstrip()
    whole = writer.write(blocks).visible
    lost = whole[len(text) :].lstrip(" \n.,;:!?…") if whole.startswith(text) else ""
    return " ".join(lost.split()[:4])


def finding(writer: Writer, mine: Mine, code: str, span: Span, message: str, hint: str) -> Diagnostic:
    """Return an error about this post on this account."""
    return Diagnostic(
        code=code,
        severity="error",
        span=span,
        message=message,
        hint=hint,
        post=mine.post.id,
        account=writer.account.name,
    )
