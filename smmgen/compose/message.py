"""Write one post's messages for one account."""

from collections.abc import Sequence
from itertools import count

from msgspec.structs import replace

from smmgen.compose.addition import comment, link_card, tags_of, tail, with_question
from smmgen.compose.advertising import Label, label_of
from smmgen.compose.body import Body, Part
from smmgen.compose.charted import charted
from smmgen.compose.fit import Framed, finding, first_span, fit, numbered
from smmgen.compose.override import Mine
from smmgen.compose.pictures import figures_of, pictures_of, video, video_cover
from smmgen.compose.tagging import tag_links, tag_url, utm_parameters
from smmgen.compose.writer import Writer
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import PLACE, Blocks, Figure
from smmgen.model.variant import LinkCard, Message, Picture

Shown = tuple[Picture, ...]


def write_messages(writer: Writer, mine: Mine, body: Body) -> tuple[tuple[Message, ...], list[Diagnostic]]:
    """Return a post's messages on an account, and the findings that concern them; `body` is the post's."""
    findings: list[Diagnostic] = []
    parameters = utm_parameters(writer.brand.utm, mine.post, writer.account)
    mine, blocks = charted(mine, body.blocks(writer.account), writer.brand)
    parted = body.parts(blocks, has_threads=writer.has_threads)
    texts, pictures = _texts_and_pictures(writer, mine, parted)
    texts = [tag_links(text, writer.brand, parameters) for text in texts]
    texts[0] = with_question(writer, mine, texts[0])
    link = tag_url(mine.post.link, writer.brand, parameters) if mine.post.link else ""
    card = link_card(writer, mine, link, texts[0], pictures[0])
    label = label_of(writer, mine, texts[0])
    ending = tail(writer, mine, parted, "" if card else link)
    parts: list[Blocks] = []
    shown: list[Shown] = []
    for number, text in enumerate(texts):
        own = Label() if number else label
        framed = Framed(text, own.before, own.behind, ending if number == len(texts) - 1 else ())
        fitted = fit(writer, mine, framed, pictures[number], findings)
        parts += fitted
        shown += [pictures[number], *[() for _ in fitted[1:]]]
    made = tuple(
        _message(writer, mine, number, part, shown[number], "" if number else link, None if number else card)
        for number, part in enumerate(numbered(writer, mine, parts))
    )
    made += comment(writer, mine, len(made))
    if mine.post.status not in ("idea", "draft"):
        findings += [_empty(writer, mine, message) for message in made if _is_empty(message)]
    return made, findings


def _texts_and_pictures(
    writer: Writer, mine: Mine, parts: Sequence[Part]
) -> tuple[list[Blocks], list[Shown]]:
    """Take the pictures out of the text; those of the front matter come first, in the first message.

    On a blog they stay where they stand, and the text names them by their number.
    """
    pictures = [figures_of(part.figures, mine, writer) for part in parts]
    front = pictures_of(mine, writer)
    pictures[0] = front + pictures[0]
    if "article" not in writer.adapter.abilities:
        return [part.words for part in parts], pictures
    return [
        _numbered(part.blocks, 0 if number else len(front)) for number, part in enumerate(parts)
    ], pictures


def _numbered(blocks: Blocks, first: int) -> Blocks:
    """Let each figure name the file that its picture becomes, by its number among the message's files."""
    number = count(first)
    return tuple(
        replace(block, source=f"{PLACE}{next(number)}") if isinstance(block, Figure) else block
        for block in blocks
    )


def _message(
    writer: Writer, mine: Mine, number: int, blocks: Blocks, pictures: Shown, link: str, card: LinkCard | None
) -> Message:
    return Message(
        number=number,
        written=writer.write(blocks),
        length=writer.length(blocks),
        limit=writer.limit(pictures),
        pictures=pictures,
        video_cover=None if number else video_cover(mine, writer),
        video=None if number else video(mine, writer),
        title="" if number or not writer.limits.title else mine.post.title,
        tags=() if number else tags_of(writer, mine),
        link=link,
        link_card=card,
        poll=None if number or writer.limits.poll is None else mine.post.poll,
        options=writer.options(mine.post),
        span=first_span(mine, blocks),
    )


def _is_empty(message: Message) -> bool:
    shown = message.pictures or message.link_card or message.poll or message.video
    return not (message.written.visible.strip() or shown)


def _empty(writer: Writer, mine: Mine, message: Message) -> Diagnostic:
    text = f"There is nothing to publish on {writer.account.name}."
    hint = "Write a text, add a picture, or leave the account out."
    return finding(writer, mine, "TXT004", message.span, text, hint)
