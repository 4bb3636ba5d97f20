"""What is added to the text of every message: tracking on the brand's links, its link, its hashtags."""

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec.structs import replace

from smmgen.model.brand import Account, Brand, Utm
from smmgen.model.document import Block, Blocks, Heading, ItemList, Paragraph, Quote, Run, Runs, Table
from smmgen.model.post import Post
from smmgen.model.source import Span
from smmgen.text.links import add_parameters, host, shorten

PLACEHOLDERS = ("network", "account", "campaign", "post", "rubric", "language")
"""What a UTM template may name in braces."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


def utm_parameters(utm: Utm, post: Post, account: Account) -> Mapping[str, str]:
    """Fill the brand's templates for one post and account; a parameter that comes out empty is left out."""
    values = {
        "network": account.network,
        "account": account.name,
        "campaign": post.campaign,
        "post": post.id,
        "rubric": post.rubric,
        "language": post.language or account.language,
    }
    filled = {
        f"utm_{name}": _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), template)
        for name, template in utm.parameters.items()
    }
    return {name: value for name, value in filled.items() if value}


def tag_url(url: str, brand: Brand, parameters: Mapping[str, str]) -> str:
    """Add the parameters to a link of the brand's own hosts; others stay as they are."""
    if not parameters:
        return url
    place = host(url)
    is_own = any(place == own or place.endswith("." + own) for own in brand.utm.hosts)
    return add_parameters(url, parameters) if is_own else url


def tag_links(blocks: Blocks, brand: Brand, parameters: Mapping[str, str]) -> Blocks:
    """Tag every link of the blocks; a bare URL then shows its short form."""

    def tagged(run: Run) -> Run:
        if run.kind != "link":
            return run
        href = tag_url(run.href, brand, parameters)
        text = shorten(run.text) if run.text == run.href else run.text
        return Run(text, "link", run.marks, href, run.span)

    def of(runs: Runs) -> Runs:
        for run in runs:
            if run.kind == "link":
                return tuple(map(tagged, runs))
        return runs

    return tuple(_with_runs(block, of) for block in blocks)


def _with_runs(block: Block, of: Callable[[Runs], Runs]) -> Block:
    match block:
        case Paragraph() | Heading():
            runs = of(block.runs)
            return block if runs is block.runs else replace(block, runs=runs)
        case Quote():
            return replace(block, blocks=tuple(_with_runs(inner, of) for inner in block.blocks))
        case ItemList():
            items = tuple(tuple(_with_runs(inner, of) for inner in item) for item in block.items)
            return block if _are_same(items, block.items) else replace(block, items=items)
        case Table():
            rows = tuple(tuple(of(cell) for cell in row) for row in block.rows)
            return replace(block, head=tuple(of(cell) for cell in block.head), rows=rows)
        case _:
            return block


def _are_same(new: tuple[Blocks, ...], old: tuple[Blocks, ...]) -> bool:
    return all(
        one is other for item, was in zip(new, old, strict=True) for one, other in zip(item, was, strict=True)
    )


def runs_of(blocks: Blocks) -> Iterator[Run]:
    """Return all runs, in order."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from block.runs
            case Quote():
                yield from runs_of(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from runs_of(item)
            case Table():
                for row in (block.head, *block.rows):
                    for cell in row:
                        yield from cell


def link_block(post: Post, url: str) -> Paragraph:
    """Return the post's link as a paragraph of its own."""
    span = post.spans.at("link")
    return Paragraph((Run(shorten(post.link), "link", href=url, span=span),), span)


def has_link(blocks: Blocks, url: str) -> bool:
    """Tell whether the text links to `url` already, whatever the parameters."""
    target = _bare(url)
    return any(run.kind == "link" and _bare(run.href) == target for run in runs_of(blocks))


def _bare(url: str) -> str:
    return url.partition("#")[0].partition("?")[0].rstrip("/").lower()


def hashtag_block(
    tags: tuple[str, ...], blocks: Blocks, spell: Callable[[str], str], most: int, span: Span
) -> Paragraph | None:
    """Return the tags that the text does not have yet, as the network spells them, `most` in all."""
    present = {run.text.lower() for run in runs_of(blocks) if run.kind == "hashtag"}
    spelled: list[str] = []
    for tag in tags:
        word = spell(tag)
        if len(word) > 1 and word.lower() not in present:
            present.add(word.lower())
            spelled.append(word)
    spelled = spelled[: max(0, most - (len(present) - len(spelled)))]
    if not spelled:
        return None
    runs: list[Run] = []
    for number, word in enumerate(spelled):
        runs += [Run(" ")] if number else []
        runs.append(Run(word, "hashtag"))
    return Paragraph(tuple(runs), span)
